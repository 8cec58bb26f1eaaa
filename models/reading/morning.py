"""The supervisor's morning (晨间一页): what happened since the last one, and what waits today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from models import clock, founding
from models.reading.counts import WEEK, Clocks, clocks, midnight_after
from models.reading.items import InterviewLine, OpenItem, interviews, items
from models.reading.paused import paused_count
from models.reading.picture import Beat, NodeLine, beats, due_between, overdue
from models.reading.selection import ALL, Selection
from models.tables.book import BookKind
from models.tables.message import Message, MessageState
from rulebook.time.period import ONE_DAY


@dataclass(frozen=True, slots=True)
class Morning:
    """One page to start the day with, as of the book's clock.

    `counted` says how many clocks there are of each kind; the lists of them may be cut.
    """

    as_of: datetime
    since: datetime  # the last working morning
    rehearsal: bool
    fresh: tuple[NodeLine, ...]  # became overdue since the last working morning
    overdue: tuple[NodeLine, ...]  # the longer overdue
    today: tuple[NodeLine, ...]
    week: tuple[NodeLine, ...]  # the seven days after today
    to_confirm: tuple[OpenItem, ...]  # proposed: wait for a person's word
    to_verify: tuple[OpenItem, ...]  # answered: wait for verification
    unanswered: tuple[OpenItem, ...]  # issued, the reply still owed
    interviews: tuple[InterviewLine, ...]  # convened, not yet held
    paused: int
    undelivered: int  # messages given up after the last try
    beats: tuple[Beat, ...]
    counted: Clocks


def morning(
    session: Session,
    since: datetime | None = None,
    chosen: Selection = ALL,
    rows: int = 1000,
) -> Morning:
    """The page as of now, of the chosen nodes; `since` is the last handover, else a day ago.

    Each list of clocks holds the first `rows` of its own: what is newly late is not crowded out
    by what has long been so.
    """
    book = founding.book(session)
    as_of = clock.now(session)
    since = since or as_of - ONE_DAY
    tonight = midnight_after(as_of)
    matters = items(session, chosen=chosen)
    return Morning(
        as_of=as_of,
        since=since,
        rehearsal=book.kind == BookKind.REHEARSAL,
        fresh=due_between(session, since, as_of, rows, chosen),
        overdue=overdue(session, since, rows, chosen),
        today=due_between(session, as_of, tonight, rows, chosen),
        week=due_between(session, tonight, tonight + WEEK, rows, chosen),
        to_confirm=_in(matters, "proposed"),
        to_verify=_in(matters, "replied"),
        unanswered=_in(matters, "issued", "receipted", "returned"),
        interviews=interviews(session, chosen=chosen),
        paused=paused_count(session, chosen),
        undelivered=_count(
            session, select(func.count()).where(col(Message.state) == MessageState.FAILED)
        ),
        beats=beats(session),
        counted=clocks(session, as_of, since, chosen),
    )


def _in(matters: tuple[OpenItem, ...], *states: str) -> tuple[OpenItem, ...]:
    return tuple(item for item in matters if item.state in states)


def _count(session: Session, query: Select[Any]) -> int:
    return int(session.execute(query).scalar_one())

"""Papers of supervision (督办文书): drafted for each item, notice and record for each interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, literal, or_, select
from sqlmodel import Session

from models.oversight.acts.interviews import INTERVIEW
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch
from models.tables.case import Case
from models.tables.interview import InterviewState
from models.tables.item import OPEN_ITEM
from models.tables.letter import Letter
from notifications.documents.gathering.item import of_interview, of_item
from notifications.documents.gathering.known import fitting
from notifications.documents.gathering.node import of_case, of_court
from notifications.documents.kinds import kind as kind_of
from notifications.drafts import LETTER, keep
from notifications.letters import render

# The paper of each level, beside what ladders say; an interview's hang on the interview itself.
OF_LEVEL: Mapping[str, str] = {"urge": "urge_note", "order": "supervision_order"}


def _key(kind: str, id_column: ColumnElement[Any]) -> ColumnElement[str]:
    return literal(f"{kind}:") + cast(id_column, String)


# A proposal is drafted for whoever decides on it, and again, with its dates, when it is issued.
_ITEM_KEY = _key("item", ITEM.c.id) + case((ITEM.c.issued_at.is_(None), ":draft"), else_=":issued")


# A notice is drafted anew for another time or place.
_NOTICE_KEY = _key("interview_notice", INTERVIEW.c.id) + case(
    (INTERVIEW.c.moved > 0, literal(":") + cast(INTERVIEW.c.moved, String)), else_=""
)


@dataclass(frozen=True, slots=True)
class _Owed:
    """One interview that lacks a paper."""

    kind: str  # interview_notice, interview_record
    row: Any  # the interview


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many papers were drafted, and one line for each that could not be."""

    count: int = 0
    faults: tuple[str, ...] = ()


def draft_owed(session: Session, watch: Watch, limit: int) -> Drafted:
    """Draft what open items and interviews lack, at most `limit` of each.

    A paper once drafted stands as it was: its key is the item's or the interview's. One that
    cannot be drafted never holds up the others.
    """
    owed: list[Callable[[], bool]] = [
        partial(_of_item, session, entry, watch) for entry in _items(session, watch, limit)
    ]
    owed += [partial(_of_interview, session, one, watch) for one in _interviews(session, limit)]
    outcomes = [_attempt(session, work) for work in owed]
    faults = tuple(outcome for outcome in outcomes if isinstance(outcome, str))
    return Drafted(sum(outcome is True for outcome in outcomes), faults)


def _attempt(session: Session, work: Callable[[], bool]) -> bool | str:
    try:
        with session.begin_nested():
            return work()
    except Exception as error:  # noqa: BLE001 - told by the patrol, which goes on
        return f"{type(error).__name__}: {error}".splitlines()[0]


def of_levels(watch: Watch) -> Mapping[str, str]:
    """The kind of the document that is drafted at each level."""
    return {**OF_LEVEL, **watch.law.papers}


def _items(session: Session, watch: Watch, limit: int) -> Sequence[Entry]:
    lacking = (
        select(ITEM.c.id)
        .where(OPEN_ITEM, ITEM.c.level.in_(list(of_levels(watch))), ~_drafted(_ITEM_KEY))
        .order_by(ITEM.c.id)
        .limit(limit)
    )
    ids = session.connection().execute(lacking).scalars().all()
    return entries(session, ITEM.c.id.in_(ids)) if ids else []


def _drafted(key: ColumnElement[str]) -> ColumnElement[bool]:
    return select(LETTER.c.id).where(LETTER.c.key == key).exists()


def _interviews(session: Session, limit: int) -> list[_Owed]:
    c = INTERVIEW.c
    notice = (c.state == InterviewState.CONVENED) & ~_drafted(_NOTICE_KEY)
    record = (c.state == InterviewState.HELD) & ~_drafted(_key("interview_record", c.id))
    rows = session.connection().execute(
        select(INTERVIEW).where(or_(notice, record)).order_by(c.id).limit(limit)
    )
    return [
        _Owed("interview_record" if row.state == InterviewState.HELD else "interview_notice", row)
        for row in rows
    ]


def _of_item(session: Session, entry: Entry, watch: Watch) -> bool:
    state = "issued" if entry.issued_at is not None else "draft"
    values = of_item(session, entry, watch)
    kind = of_levels(watch)[entry.level]
    return _keep(session, f"item:{entry.id}:{state}", kind, entry, values, watch)


def _of_interview(session: Session, owed: _Owed, watch: Watch) -> bool:
    entry = entries(session, ITEM.c.id == owed.row.item_id)[0]
    values = of_interview(session, entry, owed.row, watch)
    again = f":{owed.row.moved}" if owed.kind == "interview_notice" and owed.row.moved else ""
    return _keep(session, f"{owed.kind}:{owed.row.id}{again}", owed.kind, entry, values, watch)


def _keep(
    session: Session,
    key: str,
    kind: str,
    entry: Entry,
    values: Mapping[str, Any],
    watch: Watch,
) -> bool:
    case = session.get_one(Case, entry.post.case_id)
    every = {**of_court(session, entry.post.court, ""), **of_case(session, case), **values}
    title, body = render(kind, fitting(kind_of(kind), every), watch.rehearsal)
    letter = Letter(
        key=key,
        case_id=entry.post.case_id,
        node_id=entry.node.id,
        kind=kind,
        title=title,
        body=body,
        drafted_at=watch.as_of,
    )
    return keep(session, letter)

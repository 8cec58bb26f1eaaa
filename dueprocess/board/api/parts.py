"""My day, the pool, data quality (分栏清单) for programs, list by list; the wall's counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.lists import LONGEST_LAG, Row
from dueprocess.board.api.paging import Page, Paged, Place, Turned, cut, said
from dueprocess.board.api.problems import READING
from dueprocess.board.pages import mine, pool, quality
from dueprocess.board.pages.wall import Counts, counted
from dueprocess.board.parts import Part
from dueprocess.board.sheet import MOST
from dueprocess.board.visit import Hidden
from dueprocess.cli.frame.terminal import as_object
from models.doctor.check import Finding
from models.ending.queries import OpenDecision, PlannedQuery
from models.reading.items import InterviewLine, OpenItem
from models.reading.lag import LateEntry
from models.reading.missing import Vanished
from models.reading.picture import NodeLine
from models.reading.reviews import ReviewLine

router = APIRouter(responses=READING)
_WORST = 9  # so that the worst finding stands first in a place that only rises


class Mine(StrEnum):
    """The lists of one's day."""

    OVERDUE = "overdue"
    TODAY = "today"
    ANSWER = "answer"
    INTERVIEWS = "interviews"
    PROMISES = "promises"
    RENEWALS = "renewals"
    WEEK = "week"
    VERIFY = "verify"


class Pool(StrEnum):
    """The lists of ended rounds."""

    DECISIONS = "decisions"
    QUERIES = "queries"


class Quality(StrEnum):
    """The lists of what is wrong with the data."""

    SPIKES = "spikes"
    LATE = "late"
    MISSING = "missing"
    DOCTOR = "doctor"


class Beat(BaseModel):
    """When a duty last did its round."""

    name: str
    at: datetime | None


class Wall(BaseModel):
    """What the wall shows: counts, and no name of a person or a case."""

    as_of: datetime
    court: str
    clocks: dict[str, int] = Field(
        examples=[{"overdue": 3, "fresh": 1, "today": 0, "week": 5, "renewals": 2}]
    )
    supervision: dict[str, int] = Field(
        examples=[{"to_confirm": 1, "to_verify": 0, "silent": 2}],
        description="silent: not answered in time",
    )
    cases: dict[str, int] = Field(description="filed and closed this month, pending, round_ended")
    money: dict[str, int] = Field(description="receipts by the state of their money")
    money_by_age: dict[str, int] = Field(description="receipts by days since they came in")
    failing: bool = Field(description="a duty of the patrol did not do its round")
    feed_stale: bool = Field(description="the data brought in are older than the court allows")
    channels_lost: list[str] = Field(description="channels that take no message")
    beats: list[Beat]


@router.get("/mine/{part}")
def own(visit: Caller, part: Mine, chosen: Annotated[Turned, Query()]) -> Page[Row]:
    """One list of the officer's day: a handler's own, a leader's team's, a supervisor's court's.

    `verify` is offered to those who may verify.
    """
    return _part(mine.parts(visit, "list", MOST), part, chosen, visit.desk.now())


@router.get("/pool/{part}")
def ended(visit: Caller, part: Pool, chosen: Annotated[Paged, Query()]) -> Page[Row]:
    """Of ended rounds (终本): the queries that are due, what waits for a decision on resuming."""
    return _part(pool.parts(visit, chosen, "list", MOST), part, chosen, visit.desk.now())


@router.get("/quality/{part}")
def wrong(visit: Caller, part: Quality, chosen: Annotated[Turned, Query()]) -> Page[Row]:
    """Suspected back-dating, late entries, cases missing in the source, the doctor's findings."""
    listed = quality.examined if part is Quality.DOCTOR else quality.parts
    return _part(listed(visit, "list", MOST), part, chosen, visit.desk.now())


@router.get("/wall")
def wall(visit: Caller) -> Wall:
    """Counts over the officer's court and below."""
    found = counted(visit)
    return Wall(as_of=visit.desk.now(), **_counts(found))


def _part(
    parts: Sequence[Part], wanted: StrEnum, chosen: Turned | Paged, now: datetime
) -> Page[Row]:
    """A page of one list; `Hidden` where the officer is offered none of that name."""
    found = next((one.listing.rows for one in parts if one.id == wanted), None)
    if found is None:
        raise Hidden
    page: Page[Any] = cut(found, _place, chosen, now)
    return Page(as_of=now, rows=[Row(**as_object(one)) for one in page.rows], cursor=page.cursor)


def _place(row: Any) -> Place:
    """Where a row stands in its list, for ever."""
    return _PLACES[type(row)](row)


_PLACES: Mapping[type, Callable[[Any], Place]] = {
    NodeLine: lambda one: (said(one.due_at), one.case, one.key),
    OpenItem: lambda one: (one.id,),
    InterviewLine: lambda one: (said(one.set_for), one.id),
    PlannedQuery: lambda one: (one.planned_on.isoformat(), one.node_id, one.turn),
    OpenDecision: lambda one: (said(one.since), one.case, one.rule_id),
    ReviewLine: lambda one: (one.id,),
    LateEntry: lambda one: (LONGEST_LAG - one.lag, one.case, one.seq),
    Vanished: lambda one: (said(one.since), one.case),
    Finding: lambda one: (
        _WORST - int(one.level),
        *(one.check, one.case, one.node, one.officer, one.why_zh),
    ),
}


def _counts(found: Counts) -> dict[str, Any]:
    tiles, load = found.tiles, found.load
    clocks = ("overdue", "fresh", "today", "week", "renewals")
    waiting = ("to_confirm", "to_verify", "silent")
    cases = ("filed", "closed", "pending", "round_ended")
    return {
        "court": found.court,
        "clocks": {name: getattr(tiles, name) for name in clocks},
        "supervision": {name: getattr(tiles, name) for name in waiting},
        "cases": {name: getattr(load, name) for name in cases},
        "money": dict(found.pots),
        "money_by_age": dict(found.ages),
        "failing": found.failing,
        "feed_stale": tiles.feed is not None and tiles.feed.stale,
        "channels_lost": list(found.lost),
        "beats": [Beat(name=one.name, at=one.beat_at) for one in tiles.beats],
    }

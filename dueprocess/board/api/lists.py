"""The desk's lists (清单) for programs, and money and measures, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.clocks import behind, following
from dueprocess.board.api.paging import Page, Paged, Place, Turned, cut, said
from dueprocess.board.api.problems import READING
from dueprocess.board.filters import selection
from dueprocess.board.pages.measures import REVIEW
from dueprocess.board.sheet import MOST
from dueprocess.cli.frame.terminal import as_object
from dueprocess.worklists import Asked, Kind, worklist
from models.money.balances import Balance, balances
from models.money.reconciling import recorded
from models.reading.counts import midnight_after
from models.reading.expiries import Expiry, expiries

router = APIRouter(responses=READING)
_CLOCKS = frozenset({Kind.OVERDUE, Kind.DUE, Kind.RENEWALS})  # read from the cursor on
LONGEST_LAG = 10**9  # so that the longest lag stands first in a place that only rises


class Within(Paged):
    """The filters of a list, and how far it looks."""

    within: int | None = Field(
        None, ge=0, le=3660, description="days that due, renewals and late-entry look ahead or back"
    )


class Expiring(Paged):
    """The filters of a list, and one registry."""

    registry: str = Field("", max_length=80, description="kind of property, such as 不动产")
    within: int | None = Field(None, ge=0, le=3660, description="days; none: the review's longest")


class Row(BaseModel):
    """One row as `dueprocess list … --json` gives it; its fields depend on the list."""

    model_config = {"extra": "allow"}

    case: str


class Compared(BaseModel):
    """A month's ledger beside the bank's statement."""

    model_config = {"from_attributes": True}

    id: int
    month: str = Field(examples=["2026-02"])
    file: str
    matched: int
    differing: int
    made_at: datetime
    made_by: str


@router.get("/lists/{kind}")
def listed(visit: Caller, kind: Kind, chosen: Annotated[Within, Query()]) -> Page[Row]:
    """One of the seven lists, of the cases within reach, in a fixed order."""
    desk, extent, now = visit.desk, visit.extent("list"), visit.desk.now()
    clocked = kind in _CLOCKS
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        if clocked and chosen.cursor:
            picked = replace(picked, behind=behind(chosen.cursor))
        most = chosen.rows if clocked else MOST
        found = worklist(kind, Asked(desk, session, picked, now, chosen.within, most)).rows
    if clocked:
        rows: list[Any] = list(found)
        return Page(
            as_of=now,
            rows=[Row(**as_object(one)) for one in rows],
            cursor=following(tuple(rows), chosen.rows),
        )
    page: Page[Any] = cut(found, _KEYS[kind], chosen, now)
    return Page(as_of=now, rows=[Row(**as_object(one)) for one in page.rows], cursor=page.cursor)


@router.get("/money")
def money(visit: Caller, chosen: Annotated[Paged, Query()]) -> Page[Balance]:
    """What receipts hold, account by account, in yuan; the longest held first."""
    desk, extent = visit.desk, visit.extent("list")
    with desk.store.reading() as session:
        found = balances(session, chosen=selection(session, chosen, extent))
    return cut(found, _of_money, chosen, desk.now())


@router.get("/reconciliations")
def reconciled(visit: Caller, chosen: Annotated[Turned, Query()]) -> Page[Compared]:
    """Reconciliations of the ledger with the bank, in the order of their making."""
    visit.extent("list")
    with visit.desk.store.reading() as session:
        found = [Compared.model_validate(one) for one in recorded(session)]
    return cut(found, lambda one: (one.id,), chosen, visit.desk.now())


@router.get("/measures")
def measures(visit: Caller, chosen: Annotated[Expiring, Query()]) -> Page[Expiry]:
    """Measures that run out, what ran out first first."""
    desk, extent, now = visit.desk, visit.extent("list"), visit.desk.now()
    days = chosen.within
    if days is None:
        days = max(desk.law.reviews[REVIEW].numbers("days"))
    with desk.store.reading() as session:
        until = midnight_after(now) + timedelta(days=days)
        picked = selection(session, chosen, extent)
        found = expiries(session, desk.law, until, picked, MOST)
    mine = [one for one in found if chosen.registry in ("", one.registry)]
    return cut(mine, _of_measure, chosen, now)


def _of_money(one: Balance) -> Place:
    arrived = one.arrived_on.isoformat() if one.arrived_on else ""
    return (arrived, one.case, one.receipt, one.account, one.payee)


def _of_measure(one: Expiry) -> Place:
    return (one.renew_by.isoformat(), one.case, one.key)


_KEYS: Mapping[Kind, Callable[[Any], Place]] = {
    Kind.FUNDS: _of_money,
    Kind.PAUSED: lambda one: (said(one.since), one.case, one.key),
    Kind.LATE_ENTRY: lambda one: (LONGEST_LAG - one.lag, one.case, one.seq),
    Kind.ITEMS: lambda one: (one.id,),
}

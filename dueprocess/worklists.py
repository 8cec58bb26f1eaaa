"""The desk's lists (清单): each gathered from the book and given its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import tomli
from sqlmodel import Session

from dueprocess.desk import Desk
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.lists import listings
from dueprocess.views.lists.listing import Listing
from models.money.balances import balances
from models.money.terms import terms
from models.reading.counts import midnight_after
from models.reading.items import items
from models.reading.lag import late_entries
from models.reading.paused import paused
from models.reading.picture import NodeLine, due_between, overdue
from models.reading.proposals import proposed
from models.reading.renewals import renewals
from models.reading.selection import Selection
from rulebook.money.figures import figures


class Kind(StrEnum):
    """Which list."""

    OVERDUE = "overdue"
    DUE = "due"
    RENEWALS = "renewals"
    FUNDS = "funds"
    PAUSED = "paused"
    LATE_ENTRY = "late-entry"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far lists look, in days, where nobody says otherwise; see `listing.toml`."""

    due_within: int
    renewals_within: int
    ten_lines_within: int
    late_entry_least: int
    late_entry_window: int
    struck_off_within: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One list as it was asked for. `within` (days) is None where the desk's own reach will do."""

    desk: Desk
    session: Session
    chosen: Selection
    as_of: datetime
    within: int | None
    rows: int
    speech: Speech = CHINESE

    @property
    def marking(self) -> Marking:
        """The words of the desk's law."""
        return Marking(self.desk.law, self.desk.calendar, self.speech)

    def days(self, own: int) -> timedelta:
        """The span asked for, else the desk's own."""
        return timedelta(days=own if self.within is None else self.within)


@cache
def reach() -> Reach:
    """The spans that ship with the desk."""
    return Reach(**tomli.loads((Path(__file__).parent / "listing.toml").read_text("utf-8")))


def worklist(kind: Kind, asked: Asked) -> Listing:
    """The list of that kind, in the order in which it should be worked off."""
    return _LISTS[kind](asked).asked_for(asked.rows)


def _clocks(asked: Asked, kind: Kind, title: str, found: Sequence[NodeLine]) -> Listing:
    only = proposed(asked.session, found)
    return listings.clocks(kind, title, found, asked.marking, asked.as_of, only)


def _overdue(asked: Asked) -> Listing:
    found = overdue(asked.session, asked.as_of, asked.rows, asked.chosen)
    return _clocks(asked, Kind.OVERDUE, "逾期 OVERDUE", found)


def _due(asked: Asked) -> Listing:
    until = midnight_after(asked.as_of) + asked.days(reach().due_within)
    found = due_between(asked.session, asked.as_of, until, asked.rows, asked.chosen)
    return _clocks(asked, Kind.DUE, "即将届满 DUE", found)


def _renewals(asked: Asked) -> Listing:
    until = midnight_after(asked.as_of) + asked.days(reach().renewals_within)
    found = renewals(asked.session, asked.desk.law, until, asked.chosen, asked.rows)
    return _clocks(asked, Kind.RENEWALS, "待续行 RENEWALS", found)


def _paused(asked: Asked) -> Listing:
    found = paused(asked.session, asked.as_of, asked.chosen, asked.rows)
    return listings.paused(found, asked.marking)


def _late_entry(asked: Asked) -> Listing:
    since = asked.as_of - asked.days(reach().late_entry_window)
    least = reach().late_entry_least
    found = late_entries(asked.session, since, least, asked.chosen, asked.rows)
    return listings.late_entries(found, asked.marking)


def _funds(asked: Asked) -> Listing:
    found = balances(asked.session, chosen=asked.chosen, rows=asked.rows)
    running = terms(asked.session, found)
    return listings.funds(found, running, asked.as_of.date(), figures().ageing[-1], asked.speech)


def _items(asked: Asked) -> Listing:
    found = items(asked.session, bool(asked.chosen.state), asked.chosen)[: asked.rows]
    return listings.items(found, asked.marking, asked.as_of)


_LISTS: Mapping[Kind, Callable[[Asked], Listing]] = {
    Kind.OVERDUE: _overdue,
    Kind.DUE: _due,
    Kind.RENEWALS: _renewals,
    Kind.FUNDS: _funds,
    Kind.PAUSED: _paused,
    Kind.LATE_ENTRY: _late_entry,
    Kind.ITEMS: _items,
}

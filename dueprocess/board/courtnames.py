"""Courts by their names (法院名称): what a list names by code, a reader is told in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from dueprocess.desk import Desk
from dueprocess.views.lists.listing import Column, Listing
from models.reading.people import court_names

COURT = "法院"  # the heading of a column that bears a court's code


def called(session: Session, codes: Collection[str]) -> Callable[[str], str]:
    """How each of these courts is called, read in one statement: its name, then its code.

    A code that the register lacks stands alone.
    """
    names = court_names(session, sorted(set(codes)))
    return lambda code: f"{names[code]} {code}" if code in names else code


def in_words(desk: Desk, listings: Sequence[Listing]) -> list[Listing]:
    """The lists with their courts called by name, all of them from one statement."""
    bearing = [(one, _court(one)) for one in listings]
    codes = {str(column.value(row)) for one, column in bearing if column for row in one.rows}
    if not codes:
        return list(listings)
    with desk.store.reading() as session:
        call = called(session, codes)
    return [_said(one, column, call) if column else one for one, column in bearing]


def _court(listing: Listing) -> Column | None:
    return next((one for one in listing.columns if one.title == COURT), None)


def _said(listing: Listing, court: Column, call: Callable[[str], str]) -> Listing:
    def name(row: Any) -> str:
        return call(str(court.value(row)))

    columns = [replace(one, value=name) if one is court else one for one in listing.columns]
    return replace(listing, columns=columns)

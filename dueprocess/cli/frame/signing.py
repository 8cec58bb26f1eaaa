"""Who signs (经办人): the officer of the book in whose name a command records a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UnknownOfficer

if TYPE_CHECKING:
    from dueprocess.desk import Desk

DESK = "desk"  # the default of DUEPROCESS_OFFICER: an installation where nobody signs in person


class NobodySigns(ValueError):
    """An act of supervision was to be recorded in nobody's name."""

    def __init__(self) -> None:
        super().__init__(
            "an act of supervision is a person's: give your staff number (工号) with --by, "
            "or set DUEPROCESS_OFFICER to it"
        )


def signed(desk: Desk, by: str) -> str:
    """The staff number under which a fact is recorded: `by`, else that of the environment.

    Raises `UnknownOfficer` for a number that the book does not have; the desk itself needs none.
    """
    from models.tables.officer import Officer

    number = by.strip() or desk.settings.officer.strip() or DESK
    if number != DESK:
        with desk.store.reading() as session:
            if session.get(Officer, number) is None:
                raise UnknownOfficer(number)
    return number


def signed_in_person(desk: Desk, by: str) -> str:
    """As `signed`, for acts that somebody must answer for. Raises `NobodySigns` for the desk."""
    number = signed(desk, by)
    if number == DESK:
        raise NobodySigns
    return number

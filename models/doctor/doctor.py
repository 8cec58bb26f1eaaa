"""The examination (体检): every check over the whole book, read only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from models import clock
from models.doctor import (
    books,
    bulletins,
    cases,
    clocks,
    deliveries,
    facts,
    measures,
    money,
    papers,
    patrols,
    people,
    runs,
)
from models.doctor.check import Check, Finding, Level, Visit, findings
from models.doctor.limits import limits
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

__all__ = ["CHECKS", "Check", "Finding", "Level", "examine", "worst"]

_FAMILIES = (
    cases,
    clocks,
    measures,
    money,
    people,
    runs,
    patrols,
    deliveries,
    papers,
    bulletins,
    facts,
    books,
)
CHECKS: tuple[Check, ...] = tuple(check for family in _FAMILIES for check in family.FAMILY.checks)


def examine(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime | None = None,
    deep: bool = False,
    told: Callable[[int, int, str], None] = lambda *_: None,
) -> list[Finding]:
    """All that does not hold in the book, the worst first; nothing is written.

    `deep` also counts every open clock anew. `as_of` (aware) defaults to the book's clock. `told`
    hears before each check how many are done, how many there are, and the name of the next.
    """
    asked = [check for check in CHECKS if deep or not check.deep]
    found: list[Finding] = []
    with store.reading() as session:
        moment = as_of or clock.now(session)
        visit = Visit(session, store, law, calendar, moment, limits())
        for done, check in enumerate(asked):
            told(done, len(asked), check.id)
            found += findings(check, visit)
    return sorted(found, key=lambda one: -one.level)


def worst(found: Sequence[Finding]) -> Level | None:
    """The highest level among the findings; None when there are none."""
    return max((one.level for one in found), default=None)

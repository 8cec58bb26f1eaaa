"""Drafting last month's bulletins (编制上月通报), court by court; a person issues them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models import clock
from models.figures.bulletins import Press
from models.figures.composing import court_rows
from models.store import Store
from rulebook.case.clock import day_of
from rulebook.figures.span import Span, span
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one round drafted, or found drafted before; and the courts it failed for, with why."""

    span: str
    numbers: tuple[str, ...]
    faults: Mapping[str, str] = field(default_factory=dict)


def draft_all(store: Store, law: Lawbook, calendar: Calendar) -> Drafted:
    """Draft the bulletin of last month for every court. Doing it twice drafts nothing twice.

    One court that cannot be counted never stops the others; it is named.
    """
    of = last_month(store)
    with store.reading() as session:
        courts = [one.code for one in court_rows(session)]
    press, numbers, faults = Press(store, law, calendar), list[str](), dict[str, str]()
    for court in courts:
        try:
            numbers.append(press.drafted(court, of).number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next court gets its bulletin
            faults[court] = f"{type(error).__name__}: {error}"
    return Drafted(of.key, tuple(numbers), faults)


def last_month(store: Store) -> Span:
    """The month before the book's own today."""
    with store.reading() as session:
        today = day_of(clock.now(session))
    return span(f"{today:%Y-%m}").before()

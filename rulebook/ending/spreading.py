"""Spreading work over days (分散办理): each case has its own day before a day that many share."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from rulebook.case.payload import moment
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY


def planned_day(number: str, due_on: date, window: Rule, calendar: Calendar) -> date:
    """The working day on which a case's work is planned: never after its last day.

    The window is counted back from `due_on` (natural days, the rule's term); the case number
    alone chooses among its working days, so that a case keeps its place from one time to the
    next. Without a working day in the window the last day itself is planned.
    """
    days = _working(first_day(due_on, window, calendar), due_on, calendar)
    place = int.from_bytes(sha256(number.encode()).digest()[:8])
    return days[place % len(days)] if days else due_on


def first_day(due_on: date, window: Rule, calendar: Calendar) -> date:
    """The first day of the window that ends on `due_on`."""
    assert window.term is not None, "a window counts a term"
    return counting.due(moment(due_on), window.term, calendar).raw


def _working(first: date, last: date, calendar: Calendar) -> list[date]:
    days = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    return [day for day in days if calendar.is_working(day)]

"""A year as months of days (年历): rest days, holidays and make-up days by their names."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date

from rulebook.time.calendar import Calendar

FIRST, LAST = 2004, 2999  # years that the calendar counts


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month; `kind` is off (放假), work (调休上班), rest (weekend) or nothing."""

    day: date
    kind: str
    name: str


Week = tuple[Day | None, ...]


def year(calendar: Calendar, number: int) -> list[list[Week]]:
    """The months of the year, each a list of weeks from Monday on."""
    return [_month(calendar, number, month) for month in range(1, 12 + 1)]


def _month(calendar: Calendar, number: int, month: int) -> list[Week]:
    return [
        tuple(_day(calendar, date(number, month, day)) if day else None for day in week)
        for week in months.monthcalendar(number, month)
    ]


def _day(calendar: Calendar, day: date) -> Day:
    made_up = calendar.work_name(day)
    if made_up:
        return Day(day, "work", made_up)
    if calendar.is_working(day):
        return Day(day, "", "")
    name = calendar.rest_name(day)
    return Day(day, "off", name) if name and calendar.paper(day) else Day(day, "rest", "")

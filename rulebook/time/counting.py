"""The last day of a period and the first moment that is late (期间届满)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from rulebook.time.calendar import Calendar
from rulebook.time.period import Extension, Pause, Term
from rulebook.time.reckoning import Tally, reckon

_REMEMBERED = 65_536  # distinct clocks a busy book asks about between two restarts


class DueState(StrEnum):
    """Whether a date can still move."""

    FIRM = "firm"  # every day it rests on is published
    PROVISIONAL = "provisional"  # 暂定: projected anew when the next notice is published


@dataclass(frozen=True, slots=True)
class Due:
    """When a period ends."""

    on: date  # the last day in time
    at: datetime  # the first moment that is late, aware, Asia/Shanghai
    state: DueState
    raw: date  # the last day before it was rolled off a rest day
    calendar: str  # version of the calendar that was asked


def due(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Due:
    """When a term from `origin` (aware) ends: civil procedure law article 85, civil code 202.

    The day or hour of the origin is not counted. Days, working days, months and years end with
    their last day, so `Due.at` is the midnight after it; hours end at their very moment and never
    roll. A term that has to judge a day of an unpublished year is provisional.

    Raises `MomentNaive` for an origin without zone, `ExtensionMismatch` for hours added to a
    period of days, `PeriodBeyondCalendar` when the date leaves the calendar's range.
    """
    return _due(origin, term, calendar, tuple(pauses), tuple(extensions))


@lru_cache(maxsize=_REMEMBERED)
def _due(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
) -> Due:
    return ended(reckon(origin, term, calendar, pauses, extensions))


def ended(tally: Tally) -> Due:
    """The answer that a finished reckoning stands for."""
    state = DueState.FIRM if tally.firm else DueState.PROVISIONAL
    return Due(tally.day, tally.late, state, tally.raw, tally.calendar.version)

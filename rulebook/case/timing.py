"""From which moment a clock counts, what it leaves out, and when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from rulebook.case.clock import Clock, Span, day_of
from rulebook.case.course import Course, going
from rulebook.case.payload import day, moment
from rulebook.case.schedule import schedule
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, DueState
from rulebook.time.period import BY_THE_CLOCK, Extension, Pause, Period, Roll, Term, Unit

Rungs = tuple[tuple[str, datetime], ...]

_AT_ONCE = Term(Period(0, Unit.DAY), Roll.NONE)
_PROVISIONAL = DueState.PROVISIONAL  # read once: a member is slow to ask for
_REMEMBERED = 65_536  # distinct clocks, as in counting


class Ground(Protocol):
    """What a clock runs on: the law, the calendar, and the intervals under causes of exclusion."""

    @property
    def law(self) -> Lawbook: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def spans(self) -> list[Span]: ...


def counted(clock: Clock, ground: Ground) -> tuple[datetime, Term]:
    """From which moment a clock counts, and how long; an appointed day is its own last day.

    The moment is that of the opening fact, the day that the fact names for it, or the last day of
    the clock it hangs on; of one that hangs on hours, their very end.
    """
    term = (clock.rule.term or _AT_ONCE).occurrence(clock.nth)
    return _origin(clock, _base_due(clock, ground)), term


def stops(clock: Clock, ground: Ground) -> tuple[tuple[Pause, ...], Span | None]:
    """The pauses of a clock, and the one it stands in now.

    An ended clock counts pauses only up to the day it ended; a cause that begins when the last day
    is over stops nothing. A clock counted from the last day of one that stands, stands with it.
    """
    waits_for = _base_stands(clock, ground) if clock.ties else None
    causes = ground.law.causes_of(clock.rule)
    if not causes or not ground.spans:
        return (), waits_for
    ended_on = day_of(clock.ending.occurred_at) if clock.ending else None
    counted_from = _counted_from(clock)
    pauses: list[Pause] = []
    lasting: list[Span] = []
    for span in ground.spans:
        if span.cause not in causes or (ended_on and span.start >= ended_on):
            continue
        resume = _until(span, ended_on)
        if resume is None:
            lasting.append(span)
        elif resume > max(span.start, counted_from):
            pauses.append(Pause(span.start, resume, span.cause, span.paper))
    found = tuple(pauses)
    return found, waits_for or _standing_in(clock, ground, found, lasting)


def standing_since(clock: Clock, lasting: Span) -> date:
    """Since which day a clock stands still."""
    return max(lasting.start, _counted_from(clock))


def due_of(
    clock: Clock, ground: Ground, pauses: tuple[Pause, ...], extensions: tuple[Extension, ...]
) -> Due:
    """The last day of a clock that is not standing still."""
    return timed(clock, ground, pauses, extensions, None)[1]


def timed(
    clock: Clock,
    ground: Ground,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
    ladder: Ladder | None,
    course: Course | None = None,
) -> tuple[datetime, Due, Rungs]:
    """The moment a clock counts from, its end, and when the rungs of a ladder fire on it."""
    rule, opened_at = clock.rule, clock.opening.occurred_at
    base, nth = (_base_due(clock, ground), clock.nth) if clock.ties else (None, 1)
    elsewhere = base is not None or rule.from_date or rule.appointed
    origin = _origin(clock, base) if elsewhere else opened_at
    gone = course or going(pauses)
    due, rungs = _remembered(
        rule, nth, opened_at, origin, ground.calendar, extensions, ladder, gone
    )
    if base is not None and base.state is _PROVISIONAL:
        due = replace(due, state=_PROVISIONAL)
    return origin, due, rungs


def window(clock: Clock, ground: Ground) -> datetime | None:
    """The moment from which a settling fact counts for this time of a series.

    It is the first after the last day of the time before; ``None`` for the first time, which
    begins with its clock.
    """
    before = clock.ties.before if clock.ties else None
    if before is None:
        return None
    still = replace(before, ending=None)  # settled early, it frees no part of its own period
    return due_of(still, ground, stops(still, ground)[0], before.extensions).at


def _origin(clock: Clock, base: Due | None) -> datetime:
    rule, opening = clock.rule, clock.opening
    if base is not None and clock.base is not None:
        term = clock.base.rule.term
        return base.at if term and term.period.unit in BY_THE_CLOCK else moment(base.on)
    named = rule.from_date or rule.appointed
    return moment(day(opening.payload[named])) if named else opening.occurred_at


def _base_stands(clock: Clock, ground: Ground) -> Span | None:
    base = clock.base
    return stops(base, ground)[1] if base and clock.ending is None else None


def _base_due(clock: Clock, ground: Ground) -> Due | None:
    base = clock.base
    if base is None:
        return None
    return due_of(base, ground, stops(base, ground)[0], base.extensions)


def _counted_from(clock: Clock) -> date:
    named = clock.rule.from_date
    return min(clock.begun, day(clock.opening.payload[named])) if named else clock.begun


def _until(span: Span, ended_on: date | None) -> date | None:
    if ended_on is None or (span.resume is not None and span.resume <= ended_on):
        return span.resume
    return ended_on


def _standing_in(
    clock: Clock, ground: Ground, pauses: tuple[Pause, ...], lasting: list[Span]
) -> Span | None:
    if not lasting:
        return None
    first = min(lasting, key=lambda span: span.start)
    due = due_of(clock, ground, pauses, clock.extensions)
    return first if first.start <= due.on else None


# Rules, calendars and ladders are quick to look up; the terms and dates within them are not.
@lru_cache(maxsize=_REMEMBERED)
def _remembered(
    rule: Rule,
    nth: int,
    opened_at: datetime,
    origin: datetime,
    calendar: Calendar,
    extensions: tuple[Extension, ...],
    ladder: Ladder | None,
    course: Course,
) -> tuple[Due, Rungs]:
    term = (rule.term or _AT_ONCE).occurrence(nth)
    due = counting.due(origin, term, calendar, course.pauses, extensions)
    return due, schedule(rule, origin, due, ladder, calendar, opened_at, course)

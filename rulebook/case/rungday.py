"""On which day a rung comes (各级的日子): by the last day, or so far from where it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import ceil

from rulebook.case.clock import day_of
from rulebook.case.course import Act, Course
from rulebook.law.ladder import Lead, Rung
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY, Pause, Period, Roll, Term, Unit


@dataclass(frozen=True, slots=True)
class Stretch:
    """A clock from where it began to its last day, in the days that its limit counts."""

    rule: Rule
    began: datetime
    on: date  # the last day
    length: int  # of the limit, pauses and extensions apart, in the rule's own days
    calendar: Calendar
    course: Course

    def counts(self, day: date) -> bool:
        """Whether the limit counts that day."""
        term = self.rule.term
        in_working_days = term is not None and term.period.unit is Unit.WORKING_DAY
        return not in_working_days or self.calendar.is_working(day)


def day_for(rung: Rung, stretch: Stretch) -> date | None:
    """The day of a rung; ``None`` for one that no clock brings, or that would come too late.

    A rung of the last day or before it comes on the working day before where it would fall on a
    rest day. What is counted from a beginning comes on the first working day after its days have
    gone: thirty days without an act, and the next morning it is said.
    """
    if rung.used is not None:
        return _used(rung.used, stretch)
    if rung.since is not None:
        return _over(stretch.began, rung.since, stretch)
    if rung.idle is not None:
        return _idle(rung, stretch)
    if rung.before is not None or rung.after is not None:
        return _apart(rung, stretch)
    return None if not rung.timed else _around(rung, stretch)


def acted(rung: Rung, course: Course) -> Act | None:
    """The act from which an idle rung counts; ``None`` for any other rung."""
    if rung.idle is None:
        return None
    return course.acted_on_subject if rung.idle_on_subject else course.acted


def _around(rung: Rung, stretch: Stretch) -> date:
    calendar = stretch.calendar
    offset = -_ahead(rung.lead, stretch.length) if rung.lead else (rung.offset or 0)
    if offset > 0:
        return calendar.shift(stretch.on, offset)
    return calendar.previous_working(calendar.shift(stretch.on, offset))


def _ahead(lead: Lead, length: int) -> int:
    return min(max(int(lead.share * length), lead.least), lead.most)


def _apart(rung: Rung, stretch: Stretch) -> date:
    """So many days, or working days, before or after the last day."""
    calendar, on = stretch.calendar, stretch.on
    if rung.before is not None:
        return calendar.previous_working(_shifted(on, rung.before, -1, calendar))
    assert rung.after is not None
    return calendar.next_working(_shifted(on, rung.after, 1, calendar))


def _shifted(on: date, by: Period, way: int, calendar: Calendar) -> date:
    if by.unit is Unit.WORKING_DAY:
        return calendar.shift(on, way * by.number)
    return on + way * by.number * ONE_DAY


def _used(share: Fraction, stretch: Stretch) -> date | None:
    """The working day after that share of the counted days has gone; never past the last day."""
    days = [*_counted(stretch)]
    if not days:
        return None
    gone = days[ceil(share * len(days)) - 1]
    day = stretch.calendar.shift(gone, 1)
    return day if day <= stretch.on else None


def _counted(stretch: Stretch) -> Iterator[date]:
    day = day_of(stretch.began) + ONE_DAY
    while day <= stretch.on:
        if stretch.counts(day) and not _stands(day, stretch.course.pauses):
            yield day
        day += ONE_DAY


def _stands(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.start <= day < pause.resume for pause in pauses)


def _idle(rung: Rung, stretch: Stretch) -> date | None:
    last = acted(rung, stretch.course)
    assert rung.idle is not None
    return None if last is None else _over(last.at, rung.idle, stretch)


def _over(since: datetime, period: Period, stretch: Stretch) -> date:
    """The first working day after a period has gone; what stood by law is not counted."""
    begun = day_of(since)
    pauses = tuple(one for one in stretch.course.pauses if one.resume > begun)
    term = Term(period, Roll.NONE)
    last = counting.due(since, term, stretch.calendar, pauses).on
    return stretch.calendar.shift(last, 1)

"""When the rungs of a ladder fire on one clock."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from rulebook.case.clock import day_of
from rulebook.law.ladder import Ladder, Lead, Rung
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import BY_THE_CLOCK, Unit
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # distinct clocks, as in counting


def schedule(
    rule: Rule,
    origin_at: datetime,
    due: Due,
    ladder: Ladder | None,
    calendar: Calendar,
    opened_at: datetime | None = None,
) -> tuple[tuple[str, datetime], ...]:
    """Each rung's key and aware moment (Asia/Shanghai), in order of time.

    Offsets count working days from the last day. A rung of the last day or before it that would
    fall on a rest day comes on the working day before; one that would come before the clock began
    is left out, as is a rung that its ladder does not give to so short a limit. A clock of hours
    is recalled before its due moment: at the ladder's hour of the last working day that still
    lies within it, else when half of it has gone. Empty without a ladder.

    `origin_at` is the moment counted from; `opened_at` that of the opening fact, when it is
    another: a clock counted from an earlier day began on that day.
    """
    if ladder is None:
        return ()
    return _schedule(rule, origin_at, due, ladder, calendar, opened_at or origin_at)


@lru_cache(maxsize=_REMEMBERED)
def _schedule(
    rule: Rule,
    origin_at: datetime,
    due: Due,
    ladder: Ladder,
    calendar: Calendar,
    opened_at: datetime,
) -> tuple[tuple[str, datetime], ...]:
    began = _began(rule, origin_at, opened_at)
    length = limit(rule, origin_at, due, calendar, opened_at)
    moments = [
        (_moment(rung, rule, due, length, ladder, calendar, began), rung)
        for rung in ladder.rungs
        if not _too_short(rung, length)
    ]
    coming = [(at, rung.level, rung.key) for at, rung in moments if at > began]
    return tuple((key, at) for at, _, key in sorted(coming))


def limit(
    rule: Rule, origin_at: datetime, due: Due, calendar: Calendar, opened_at: datetime
) -> int:
    """How long the limit is, pauses and extensions apart: in the rule's own days.

    Working days for a limit of working days, else natural days. A day that is named by the fact,
    or lies so long before another or on its very day, leaves the days from the opening to it.
    """
    term = rule.term
    if term is None or term.backward or not term.period.number:
        return (due.on - day_of(opened_at)).days
    if term.period.unit is Unit.WORKING_DAY:
        return term.period.number
    return (counting.due(origin_at, term, calendar).raw - day_of(origin_at)).days


def _began(rule: Rule, origin_at: datetime, opened_at: datetime) -> datetime:
    """A term that runs on from an earlier day began there; one that runs up to a day did not."""
    if rule.term is None or rule.term.backward:
        return opened_at
    return min(origin_at, opened_at)


def _moment(
    rung: Rung,
    rule: Rule,
    due: Due,
    length: int,
    ladder: Ladder,
    calendar: Calendar,
    began: datetime,
) -> datetime:
    at = datetime.combine(_day(rung, due.on, length, calendar), ladder.at, SHANGHAI)
    by_the_clock = rule.term is not None and rule.term.period.unit in BY_THE_CLOCK
    if not by_the_clock or rung.offset != 0 or began < at < due.at:
        return at
    return _within(began, due.at, ladder, calendar)


def _within(began: datetime, until: datetime, ladder: Ladder, calendar: Calendar) -> datetime:
    """The ladder's last hour between two moments, or halfway where there is none."""
    day = calendar.previous_working(until.date())
    at = datetime.combine(day, ladder.at, SHANGHAI)
    if at >= until:
        at = datetime.combine(calendar.shift(day, -1), ladder.at, SHANGHAI)
    if at > began:
        return at
    return (began + (until - began) / 2).astimezone(SHANGHAI).replace(microsecond=0)


def _day(rung: Rung, on: date, length: int, calendar: Calendar) -> date:
    offset = -_ahead(rung.lead, length) if rung.lead else (rung.offset or 0)
    if offset > 0:
        return calendar.shift(on, offset)
    return calendar.previous_working(calendar.shift(on, offset))


def _ahead(lead: Lead, length: int) -> int:
    return min(max(int(lead.share * length), lead.least), lead.most)


def _too_short(rung: Rung, length: int) -> bool:
    return rung.not_for_limits_under is not None and length < rung.not_for_limits_under.number

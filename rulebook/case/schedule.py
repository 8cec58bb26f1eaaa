"""When the rungs of a ladder fire on one clock."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from rulebook.case.replay import day_of
from rulebook.law.ladder import Ladder, Lead, Rung
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import Unit
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # distinct clocks, as in counting


def schedule(
    rule: Rule, origin_at: datetime, due: Due, ladder: Ladder | None, calendar: Calendar
) -> tuple[tuple[str, datetime], ...]:
    """Each rung's key and aware moment (Asia/Shanghai), in order of time.

    Offsets count working days from the last day. A rung of the last day or before it that would
    fall on a rest day comes on the working day before; one that would come before the clock began
    is left out, as is a rung that its ladder does not give to so short a limit. Empty without a
    ladder.
    """
    return () if ladder is None else _schedule(rule, origin_at, due, ladder, calendar)


@lru_cache(maxsize=_REMEMBERED)
def _schedule(
    rule: Rule, origin_at: datetime, due: Due, ladder: Ladder, calendar: Calendar
) -> tuple[tuple[str, datetime], ...]:
    length = limit(rule, origin_at, due, calendar)
    moments = [
        (datetime.combine(_day(rung, due.on, length, calendar), ladder.at, SHANGHAI), rung)
        for rung in ladder.rungs
        if not _too_short(rung, length)
    ]
    coming = [(at, rung.level, rung.key) for at, rung in moments if at > origin_at]
    return tuple((key, at) for at, _, key in sorted(coming))


def limit(rule: Rule, origin_at: datetime, due: Due, calendar: Calendar) -> int:
    """How long the limit is, pauses and extensions apart: in the rule's own days.

    Working days for a limit of working days, else natural days; an appointed day's distance.
    """
    if rule.term is None:
        return (due.on - day_of(origin_at)).days
    if rule.term.period.unit is Unit.WORKING_DAY:
        return rule.term.period.number
    return (counting.due(origin_at, rule.term, calendar).raw - day_of(origin_at)).days


def _day(rung: Rung, on: date, length: int, calendar: Calendar) -> date:
    offset = -_ahead(rung.lead, length) if rung.lead else (rung.offset or 0)
    if offset > 0:
        return calendar.shift(on, offset)
    return calendar.previous_working(calendar.shift(on, offset))


def _ahead(lead: Lead, length: int) -> int:
    return min(max(int(lead.share * length), lead.least), lead.most)


def _too_short(rung: Rung, length: int) -> bool:
    return rung.not_for_limits_under is not None and length < rung.not_for_limits_under.number

"""When the rungs of a ladder fire on one clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from rulebook.case.clock import day_of
from rulebook.case.course import PLAIN, Course
from rulebook.case.rungday import Stretch, acted, day_for
from rulebook.law.ladder import STRETCH_MARK, Ladder, Rung
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import BY_THE_CLOCK, Unit
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # distinct clocks, as in counting


@dataclass(frozen=True, slots=True)
class _Coming:
    """A rung with its moment and the key under which it is claimed."""

    at: datetime
    rung: Rung
    key: str


def schedule(
    rule: Rule,
    origin_at: datetime,
    due: Due,
    ladder: Ladder | None,
    calendar: Calendar,
    opened_at: datetime | None = None,
    course: Course = PLAIN,
) -> tuple[tuple[str, datetime], ...]:
    """Each rung's key and aware moment (Asia/Shanghai), in order of time.

    Offsets count working days from the last day; other triggers see `rungday`. A rung that would
    come before the clock began is left out, as is one that its ladder does not give to so short a
    limit. A clock of hours is recalled before its due moment: at the ladder's hour of the last
    working day that still lies within it, else when half of it has gone. Empty without a ladder.

    The key of a rung that waits for idleness names the act it counts from (``urge~7``), so that
    the next stretch of idleness has a rung of its own; ``~0`` is the beginning of the clock. In an
    urgent matter the rungs below `course.start` stay away, and that rung comes when the first of
    them would have.

    `origin_at` is the moment counted from; `opened_at` that of the opening fact, when it is
    another: a clock counted from an earlier day began on that day.
    """
    if ladder is None:
        return ()
    return _schedule(rule, origin_at, due, ladder, calendar, opened_at or origin_at, course)


@lru_cache(maxsize=_REMEMBERED)
def _schedule(
    rule: Rule,
    origin_at: datetime,
    due: Due,
    ladder: Ladder,
    calendar: Calendar,
    opened_at: datetime,
    course: Course,
) -> tuple[tuple[str, datetime], ...]:
    began = _began(rule, origin_at, opened_at)
    length = limit(rule, origin_at, due, calendar, opened_at)
    stretch = Stretch(rule, began, due.on, length, calendar, course)
    found = [
        one
        for rung in ladder.rungs
        if not _too_short(rung, length) and (one := _coming(rung, ladder, due, stretch))
    ]
    coming = [one for one in _urgent(found, ladder, course.start) if one.at > began]
    return tuple((one.key, one.at) for one in sorted(coming, key=_order))


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


def _order(one: _Coming) -> tuple[datetime, int, str]:
    return one.at, one.rung.level, one.key


def _began(rule: Rule, origin_at: datetime, opened_at: datetime) -> datetime:
    """A term that runs on from an earlier day began there; one that runs up to a day did not."""
    if rule.term is None or rule.term.backward:
        return opened_at
    return min(origin_at, opened_at)


def _coming(rung: Rung, ladder: Ladder, due: Due, stretch: Stretch) -> _Coming | None:
    day = day_for(rung, stretch)
    if day is None:
        return None
    at = datetime.combine(day, ladder.at, SHANGHAI)
    term = stretch.rule.term
    by_the_clock = term is not None and term.period.unit in BY_THE_CLOCK
    if by_the_clock and rung.offset == 0 and not stretch.began < at < due.at:
        at = _within(stretch.began, due.at, ladder, stretch.calendar)
    return _Coming(at, rung, f"{rung.key}{_mark(rung, stretch.course)}")


def _mark(rung: Rung, course: Course) -> str:
    """What is counted from a beginning is told once from there, however the last day moves."""
    if rung.since is not None:
        return f"{STRETCH_MARK}0"
    since = acted(rung, course)
    return f"{STRETCH_MARK}{since.seq}" if since else ""


def _within(began: datetime, until: datetime, ladder: Ladder, calendar: Calendar) -> datetime:
    """The ladder's last hour between two moments, or halfway where there is none."""
    day = calendar.previous_working(until.date())
    at = datetime.combine(day, ladder.at, SHANGHAI)
    if at >= until:
        at = datetime.combine(calendar.shift(day, -1), ladder.at, SHANGHAI)
    if at > began:
        return at
    return (began + (until - began) / 2).astimezone(SHANGHAI).replace(microsecond=0)


def _urgent(found: list[_Coming], ladder: Ladder, start: str) -> list[_Coming]:
    """What is left of the climb when it starts at a rung: notices before it stay (level 0)."""
    first = next((rung for rung in ladder.rungs if rung.key == start), None)
    if first is None:
        return found
    replaced = [one for one in found if 0 < one.rung.level < first.level]
    stay = [one for one in found if one not in replaced and one.rung is not first]
    own = [one for one in found if one.rung is first]
    if not (replaced or own):
        return stay
    at = min(one.at for one in (*replaced, *own))
    came = own[0] if own else _Coming(at, first, first.key)
    return [*stay, replace(came, at=at)]


def _too_short(rung: Rung, length: int) -> bool:
    return rung.not_for_limits_under is not None and length < rung.not_for_limits_under.number

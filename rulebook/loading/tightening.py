"""Whether a court's own period ever ends later than the legal one: then it would loosen the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from rulebook.law.rule import Rule
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, due
from rulebook.time.period import BY_THE_CLOCK, ONE_DAY, Term
from rulebook.time.zone import SHANGHAI

FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)  # origins that are tried
_HOURS = (time(), time(23, 59))


def faults(own: Rule, legal: Rule, calendar: Calendar) -> Iterator[str]:
    """What is wrong with a court's own clock beside the legal one; nothing when it is tighter."""
    if own.term is None or legal.term is None:
        return
    if own.term == legal.term:
        yield f"{own.term.period} is the legal limit itself: shorten it, or leave it out"
        return
    for number in range(1, legal.times + 1):
        later = first_later(own.term.occurrence(number), legal.term.occurrence(number), calendar)
        if later:
            origin, ours, theirs = later
            yield (
                f"loosens {legal.id}: from {origin:%Y-%m-%d} {own.term.period} ends on {ours.on}, "
                f"the legal {legal.term.period} on {theirs.on}: shorten it"
            )
            return


def first_later(
    own: Term, legal: Term, calendar: Calendar, first: date = FIRST, last: date = LAST
) -> tuple[datetime, Due, Due] | None:
    """The first origin from which `own` ends after `legal`, and both ends; None if there is none.

    No end moves back when its origin moves on: where `own`, counted from some days on, still ends
    by the legal end of today, the one looked for is none of the days between.
    """
    if _never_longer(own, legal):
        return None
    by_the_clock = own.period.unit in BY_THE_CLOCK or legal.period.unit in BY_THE_CLOCK
    hours = _HOURS if by_the_clock else _HOURS[:1]
    day = first
    while day <= last:
        for hour in hours:
            origin = datetime.combine(day, hour, SHANGHAI)
            ours, theirs = due(origin, own, calendar), due(origin, legal, calendar)
            if ours.at > theirs.at:
                return origin, ours, theirs
        bound = due(datetime.combine(day, hours[0], SHANGHAI), legal, calendar).at
        step = max((theirs.on - ours.on).days, 0)
        while step and _end(day + step * ONE_DAY, hours[-1], own, calendar) > bound:
            step //= 2
        day += (step + 1) * ONE_DAY
    return None


def _end(day: date, hour: time, term: Term, calendar: Calendar) -> datetime:
    return due(datetime.combine(day, hour, SHANGHAI), term, calendar).at


def _never_longer(own: Term, legal: Term) -> bool:
    """Whether the figures alone say so: the same unit and no more of it (no less, backward)."""
    if replace(own, period=legal.period) != legal or own.period.unit is not legal.period.unit:
        return False
    less = own.period.number <= legal.period.number
    return own.period.number >= legal.period.number if own.backward else less

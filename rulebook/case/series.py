"""Clocks of one rule that come one after the other (周期), or hang on another's last day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rulebook.case.casefile import FactView
from rulebook.case.clock import Clock, Ties
from rulebook.law.rule import Rule


def series(rule: Rule, ref: str, opening: FactView, bases: Iterable[Clock | None]) -> list[Clock]:
    """The clocks that a rule opens: one, or one for each time and base, in their order."""
    found = [
        _clock(rule, ref, opening, base, nth) for base in bases for nth in range(1, rule.times + 1)
    ]
    if len(found) > 1:
        for turn, (before, clock) in enumerate(zip([None, *found], found, strict=False), start=1):
            ties = clock.bound()
            ties.turn, ties.before = turn, before
    return found


def chain(clock: Clock | None) -> Iterator[Clock]:
    """The clock and those of its rule and subject that are settled after it."""
    while clock is not None:
        later = clock.ties.later if clock.ties else None
        yield clock
        clock = later


def chained(clocks: list[Clock]) -> Clock:
    """The first of clocks that are settled one after the other."""
    for clock, later in zip(clocks, [*clocks[1:], None], strict=True):
        if later is not None or clock.ties is not None:
            clock.bound().later = later
    return clocks[0]


def joined(standing: Clock | None, opened: list[Clock]) -> Clock:
    """The clock settled first, when others open behind one that stands, if any does."""
    if standing is None and len(opened) == 1:
        return opened[0]
    return chained([*chain(standing), *opened])


def frozen(base: Clock, ending: FactView) -> Clock:
    """A base as it stood when a clock counted from it ended: what befalls it later moves nothing.

    An extension granted after the application for it must not make a late application early.
    """
    if base.ending is not None:
        return base
    under = base.base
    ties = Ties(base=frozen(under, ending) if under else None, nth=base.nth, turn=base.turn)
    return replace(base, ending=ending, ties=ties)


def _clock(rule: Rule, ref: str, opening: FactView, base: Clock | None, nth: int) -> Clock:
    clock = Clock(rule, ref, opening)
    if base is not None or rule.times > 1:
        clock.ties = Ties(base=base, nth=nth)
    if base is not None:
        base.bound().followers.append(clock)
    return clock

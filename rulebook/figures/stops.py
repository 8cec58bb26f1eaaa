"""Pauses and extensions as they were used (中止、扣除、延长的使用): by whom, why, how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.case.replay import EXTENSION, extension
from rulebook.figures.entry import Entry, Window
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import BY_THE_CLOCK, ONE_DAY, Term


class Stop(NamedTuple):
    """One interval under a cause of exclusion; `resume` None while the cause lasts."""

    cause: str
    start: date
    resume: date | None
    fact: FactView

    def reaches(self, day: date) -> bool:
        """Whether clocks stood under it on that day."""
        return self.start <= day and (self.resume is None or self.resume > day)


def stops(facts: Iterable[FactView], law: Lawbook) -> tuple[Stop, ...]:
    """The intervals of a case, from facts that stand, in the order of their beginning."""
    found: list[Stop] = []
    lasting: dict[tuple[str, str], int] = {}
    for fact in facts:
        effects = law.effects.get(fact.kind)
        if effects is None:
            continue
        for cause in effects.ends:
            place = lasting.pop((cause.id, fact.subject_ref), None)
            if place is not None:
                found[place] = found[place]._replace(resume=day_of(fact.occurred_at))
        for cause in effects.starts:
            if (cause.id, fact.subject_ref) not in lasting:
                lasting[cause.id, fact.subject_ref] = len(found)
                found.append(Stop(cause.id, day_of(fact.occurred_at), None, fact))
    return tuple(found)


def days_within(found: Sequence[Stop], first: date, until: date) -> int:
    """Calendar days, from `first` on and before `until`, on which any of them stood."""
    parts = sorted(_cut(stop, first, until) for stop in found)
    days, reached = 0, first
    for start, end in parts:
        days += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return days


def _cut(stop: Stop, first: date, until: date) -> tuple[date, date]:
    end = until if stop.resume is None else min(stop.resume, until)
    return max(stop.start, first), end


def in_hand(found: Iterable[Stop], endings: Sequence[FactView]) -> tuple[Stop, ...]:
    """The intervals as far as the case was in hand: one that nobody lifted ends with the case.

    `endings` are the facts that closed the case or ended its round, in their order.
    """
    return tuple(stop if stop.resume else _ended(stop, endings) for stop in found)


def _ended(stop: Stop, endings: Sequence[FactView]) -> Stop:
    days = (day_of(fact.occurred_at) for fact in endings)
    return stop._replace(resume=next((day for day in days if day >= stop.start), None))


def stop_entries(
    court: str,
    case: int,
    found: Sequence[Stop],
    facts: Sequence[FactView],
    window: Window,
    calendar: Calendar,
) -> Iterator[Entry]:
    """The lines of a case's pauses that reached into the window, and its extensions within it."""
    first, until = day_of(window.start), day_of(window.cut_off - ONE_DAY) + ONE_DAY
    for stop in found:
        if stop.start < until and (stop.resume is None or stop.resume > first):
            days = days_within([stop], first, until)
            line = Entry("pause", court, case, str(stop.fact.seq), stop.cause, _by(stop.fact), days)
            yield line
            if window.holds(stop.fact.occurred_at):
                yield line._replace(what="pause_begun")
    for fact in facts:
        if fact.kind == EXTENSION and window.holds(fact.occurred_at):
            rule = str(fact.payload.get("rule") or "")
            days = added(fact, calendar)
            yield Entry("extension", court, case, str(fact.seq), rule, _by(fact), days)


def _by(fact: FactView) -> str:
    return str(fact.payload.get("approver") or "")


def added(fact: FactView, calendar: Calendar) -> int:
    """Calendar days that an extension adds, counted from the day of its approval."""
    more = extension(fact)
    if more is None or more.period.unit in BY_THE_CLOCK:
        return 0
    ends = due(fact.occurred_at, Term(more.period), calendar)
    return (ends.raw - day_of(fact.occurred_at)).days

"""A trial (试算) of another law over the live book: who becomes late, due or safe, who is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.recounting.moves import Clock, Move
from rulebook.case.light import Light, light
from rulebook.law.thresholds import Thresholds
from rulebook.time.calendar import Calendar

OVERDUE, DUE, SAFE, NONE = "overdue", "due", "safe", "none"
_LATE = (Light.OVERDUE, Light.OVERDUE_SEVERE)
_NEAR = (Light.DUE_SOON, Light.DUE_CRITICAL)
FEW = 10  # clocks that are shown one by one


@dataclass(slots=True)
class Trial:
    """What a change would do, summed up by rule; nothing of it was written."""

    moves: int = 0
    cases: set[int] = field(default_factory=set)
    messages: int = 0
    becomes: Counter[str] = field(default_factory=Counter)  # overdue, due, safe: newly so
    by_rule: dict[str, Counter[str]] = field(default_factory=dict)
    first: list[Move] = field(default_factory=list)  # the first few that change their day
    late: list[Move] = field(default_factory=list)  # the first few that become overdue

    def add(
        self,
        found: Iterable[Move],
        as_of: datetime,
        calendar: Calendar,
        thresholds: Thresholds,
        shown: Collection[int] = (),
    ) -> None:
        """Add clocks that change, as of a moment (aware); those of the cases `shown` to be seen."""
        for move in found:
            was, now = (
                standing(clock, as_of, calendar, thresholds) for clock in (move.before, move.after)
            )
            self.take(move, was, now)
            if move.case_id in shown:
                self._show(move, late=now == OVERDUE != was)

    def _show(self, move: Move, *, late: bool) -> None:
        if move.shifts and len(self.first) < FEW:
            self.first.append(move)
        if late and len(self.late) < FEW:
            self.late.append(move)

    def take(self, move: Move, was: str, now: str) -> None:
        """Add one clock that changes."""
        self.moves += 1
        self.cases.add(move.case_id)
        self.messages += move.tells
        rule = self.by_rule.setdefault(move.rule_id, Counter())
        rule["moves"] += 1
        rule["messages"] += move.tells
        if now != was:
            self.becomes[now] += 1
            rule[now] += 1

    def figures(self) -> dict[str, object]:
        """The sums as plain data."""
        return {
            "clocks": self.moves,
            "cases": len(self.cases),
            "becomes": {word: self.becomes[word] for word in (OVERDUE, DUE, SAFE)},
            "messages": self.messages,
            "rules": {rule: dict(count) for rule, count in sorted(self.by_rule.items())},
        }


def sum_up(
    found: Iterable[Move], as_of: datetime, calendar: Calendar, thresholds: Thresholds
) -> Trial:
    """Sum up the clocks that change, as of a moment (aware)."""
    trial = Trial()
    trial.add(found, as_of, calendar, thresholds)
    return trial


def standing(
    clock: Clock | None, as_of: datetime, calendar: Calendar, thresholds: Thresholds
) -> str:
    """Whether a clock is late, near its last day, or neither; none where there is no clock."""
    if clock is None:
        return NONE
    shown = light(
        clock.state,
        clock.due_on,
        clock.due_at,
        clock.provisional,
        None,
        as_of,
        calendar,
        thresholds,
    )
    if shown in _LATE:
        return OVERDUE
    return DUE if shown in _NEAR else SAFE

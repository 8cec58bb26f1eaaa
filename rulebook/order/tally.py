"""Counting verdicts (合规统计): per constraint what was asked, held, deviated, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rulebook.order.constraint import Constraint, Weight
from rulebook.order.deviation import Deviation, Fault, Way
from rulebook.order.model import Model
from rulebook.order.verdict import Outcome, Verdict


@dataclass(slots=True)
class Line:
    """One constraint: outcomes of its activations, and at most so many places as are kept."""

    constraint: Constraint
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    faults: Counter[Fault] = field(default_factory=Counter)
    ways: Counter[Way] = field(default_factory=Counter)
    cases: int = 0  # that deviate
    places: list[Deviation] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How often it was activated."""
        return self.outcomes.total()

    @property
    def deviates(self) -> int:
        """How often it was not kept, and no lawful way explains it."""
        return self.outcomes[Outcome.DEVIATES]


class Tally:
    """Takes case after case and keeps sums, and of each constraint the first `kept` places."""

    def __init__(self, model: Model, kept: int) -> None:
        self._lines = {one.id: Line(one) for one in model.constraints}
        self._kept = kept
        self.cases = 0
        self.deviating = 0  # cases with a deviation

    def take(self, case: str, verdicts: Iterable[Verdict]) -> None:
        """Count the verdicts on one case."""
        self.cases += 1
        astray: set[str] = set()
        for one in verdicts:
            line = self._lines[one.constraint.id]
            line.outcomes[one.outcome] += 1
            if one.fault is not None:
                self._place(line, case, one)
            if one.outcome is Outcome.DEVIATES:
                astray.add(one.constraint.id)
        for name in astray:
            self._lines[name].cases += 1
        self.deviating += bool(astray)

    def _place(self, line: Line, case: str, one: Verdict) -> None:
        assert one.fault is not None
        if one.way is not None:
            line.ways[one.way] += 1
        else:
            line.faults[one.fault] += 1
        if len(line.places) < self._kept:
            fact = one.fact
            place = (one.fault, fact.seq, fact.kind, fact.subject_ref, fact.occurred_at, one.way)
            line.places.append(Deviation(case, line.constraint.id, *place))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every constraint that was activated, the heaviest and most broken first."""
        asked = [line for line in self._lines.values() if line.asked]
        return tuple(sorted(asked, key=lambda line: (-_weighs(line), -line.deviates)))

    @property
    def worst(self) -> Weight | None:
        """The weight of the heaviest deviation; None when there is none."""
        return max((line.constraint.weight for line in self.lines if line.deviates), default=None)


def _weighs(line: Line) -> int:
    return line.constraint.weight if line.deviates else 0

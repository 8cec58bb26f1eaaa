"""A verdict (判定): what became of one activation of a constraint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rulebook.case.casefile import FactView
from rulebook.order.constraint import Constraint
from rulebook.order.deviation import Fault, Way


class Outcome(StrEnum):
    """How an activation ended."""

    HELD = "held"  # 符合
    PENDING = "pending"  # 尚在期限内
    LIFTED = "lifted"  # 不再需要
    PASSED = "passed"  # 合法例外: deviates, and a lawful way is named
    DEVIATES = "deviates"  # 偏离


@dataclass(frozen=True, slots=True)
class Verdict:
    """One activation: by which fact, and how it ended. `fault` of what deviates or passes."""

    constraint: Constraint
    fact: FactView
    outcome: Outcome
    fault: Fault | None = None
    way: Way | None = None


def verdict(
    constraint: Constraint, fact: FactView, fault: Fault | None, way: Way | None = None
) -> Verdict:
    """Held without a fault; with one a deviation, unless there is a lawful way past."""
    if fault is None:
        return Verdict(constraint, fact, Outcome.HELD)
    outcome = Outcome.PASSED if way else Outcome.DEVIATES
    return Verdict(constraint, fact, outcome, fault, way)

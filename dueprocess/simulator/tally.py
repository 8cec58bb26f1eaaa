"""The tally (计数): what a simulation did, as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook


@dataclass(slots=True)
class Tally:
    """Counts of facts recorded and refused; `given_up` are paths that no remedy could open."""

    recorded: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)  # by gate
    given_up: Counter[str] = field(default_factory=Counter)  # by kind and the first reason
    gates: set[str] = field(default_factory=set)  # gates that were asked
    days: int = 0

    def asked(self, kind: str, on: date, law: Lawbook) -> None:
        """Note the gates that an arriving fact has to pass."""
        self.gates |= {gate.id for gate in law.gates_before(kind) if gate.in_force(on)}

    def turned_away(self, refusals: Sequence[Refusal]) -> None:
        """Count the gates that refused."""
        self.refused.update(dict.fromkeys((one.gate for one in refusals), 1))

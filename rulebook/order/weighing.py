"""What a deviation weighs and which facts pass a case on (偏离轻重): data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from rulebook.law.gate import Gate
from rulebook.law.rule import Bearer, LegalClass, Rule
from rulebook.order.constraint import Weight

_FILE = Path(__file__).parents[1] / "data" / "order.toml"


@dataclass(frozen=True, slots=True)
class Weighing:
    """What `order.toml` says."""

    course: Weight
    refuses: Weight
    remarks: Weight
    legal: Weight
    internal: Weight
    uncharged: Weight
    transfers: frozenset[str]  # kinds of facts before which another court had the case

    def of_gate(self, gate: Gate) -> Weight:
        """Of an act without what its gate asks for."""
        return self.refuses if gate.refuses else self.remarks

    def of_rule(self, rule: Rule) -> Weight:
        """Of a duty done late or not at all."""
        if not rule.enforced or rule.bearer is not Bearer.COURT:
            return self.uncharged
        return self.legal if rule.legal_class is LegalClass.LEGAL else self.internal


@cache
def weighing() -> Weighing:
    """The weights that ship with the rulebook."""
    said = tomli.loads(_FILE.read_text("utf-8"))
    weights = {name: Weight[word.upper()] for name, word in said["weight"].items()}
    return Weighing(**weights, transfers=frozenset(said["transfer"]["kinds"]))

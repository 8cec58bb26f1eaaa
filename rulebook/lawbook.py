"""The lawbook (规则书): every rule, kind, gate, ladder and list, loaded and checked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.exclusion import Cause, ExclusionList
from rulebook.factkind import FactKind
from rulebook.gate import Gate
from rulebook.ladder import Ladder
from rulebook.rule import Rule


@dataclass(frozen=True, eq=False)
class Lawbook:
    """What a profile says the law is. Compared by identity: a changed law is another book."""

    version: str
    rules: Mapping[str, Rule]
    facts: Mapping[str, FactKind]
    gates: Mapping[str, Gate]
    ladders: Mapping[str, Ladder]
    exclusions: Mapping[str, ExclusionList]
    causes: Mapping[str, Cause]
    nodes: Mapping[str, str]  # official node code → name
    stages: Mapping[str, str]  # letter → name
    roles: Mapping[str, str]  # role → Chinese name

    def opened_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose clock a fact of this kind may start."""
        return tuple(rule for rule in self.rules.values() if kind in rule.origin)

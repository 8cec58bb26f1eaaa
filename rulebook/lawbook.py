"""The lawbook (规则书): every rule, kind, gate, ladder and list, loaded and checked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from rulebook.exclusion import Cause, ExclusionList
from rulebook.factkind import FactKind
from rulebook.gate import Gate
from rulebook.ladder import Ladder
from rulebook.rule import Rule, RuleKind
from rulebook.thresholds import Thresholds

_T = TypeVar("_T")


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
    lights: Thresholds

    def opened_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose clock a fact of this kind may start."""
        return self._opened.get(kind, ())

    def settled_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose duty a fact of this kind fulfils."""
        return self._settled.get(kind, ())

    def mooted_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose duty a fact of this kind ends without fulfilling it."""
        return self._mooted.get(kind, ())

    def paused_by(self, kind: str) -> tuple[Cause, ...]:
        """Causes of exclusion that a fact of this kind begins."""
        return self._starts.get(kind, ())

    def resumed_by(self, kind: str) -> tuple[Cause, ...]:
        """Causes of exclusion that a fact of this kind ends."""
        return self._ends.get(kind, ())

    def gates_before(self, kind: str) -> tuple[Gate, ...]:
        """Gates that a fact of this kind has to pass."""
        return tuple(gate for gate in self.gates.values() if kind in gate.on)

    def causes_of(self, rule: Rule) -> frozenset[str]:
        """Causes of exclusion that stop this rule's clock."""
        return self._causes[rule.id]

    def instead_of(self, rule: Rule, on: date) -> Rule | None:
        """The rule that governs on that day where `rule` does not, along the chain of supersession.

        ``None`` when the rule itself is in force, or when nothing stands in its place.
        """
        if rule.in_force(on):
            return None
        kin = (self.rules[one] for one in self._kin(rule))
        return next((one for one in kin if one.in_force(on)), None)

    def _kin(self, rule: Rule) -> list[str]:
        """Every rule joined to this one by supersession, nearest first."""
        found = [rule.id]
        for one in found:
            near = [self.rules[one].supersedes]
            near += [other.id for other in self.rules.values() if other.supersedes == one]
            found += [other for other in near if other and other not in found]
        return found[1:]

    @cached_property
    def minimums(self) -> frozenset[str]:
        """Rules that bar an act before a day; no one can be late under them."""
        return frozenset(rule.id for rule in self.rules.values() if rule.kind is RuleKind.MIN)

    @cached_property
    def _opened(self) -> dict[str, tuple[Rule, ...]]:
        return _by_kind((kind, rule) for rule in self.rules.values() for kind in rule.origin)

    @cached_property
    def _settled(self) -> dict[str, tuple[Rule, ...]]:
        return _by_kind((kind, rule) for rule in self.rules.values() for kind in rule.settles)

    @cached_property
    def _mooted(self) -> dict[str, tuple[Rule, ...]]:
        return _by_kind((kind, rule) for rule in self.rules.values() for kind in rule.moot_by)

    @cached_property
    def _starts(self) -> dict[str, tuple[Cause, ...]]:
        return _by_kind((kind, cause) for cause in self.causes.values() for kind in cause.starts)

    @cached_property
    def _ends(self) -> dict[str, tuple[Cause, ...]]:
        return _by_kind((kind, cause) for cause in self.causes.values() for kind in cause.ends)

    @cached_property
    def _causes(self) -> dict[str, frozenset[str]]:
        return {
            rule.id: frozenset(self.exclusions[rule.exclusions].causes)
            if rule.exclusions
            else frozenset()
            for rule in self.rules.values()
        }


def _by_kind(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for kind, one in pairs:
        found[kind] = (*found.get(kind, ()), one)
    return found

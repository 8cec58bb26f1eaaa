"""The lawbook (规则书): every rule, kind, gate, ladder and list, loaded and checked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rulebook.law.definition import Definition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
from rulebook.law.gate import Gate
from rulebook.law.ladder import Ladder
from rulebook.law.profile import UNNAMED, Link, Profile
from rulebook.law.rule import Rule, RuleKind
from rulebook.law.thresholds import Thresholds

CORRECTION = "correction"  # the kind that puts another fact right


@dataclass(frozen=True, slots=True)
class Effects:
    """All that a fact of one kind may bring about."""

    settles: tuple[Rule, ...]
    moots: tuple[Rule, ...]
    opens: tuple[Rule, ...]
    starts: tuple[Cause, ...]
    ends: tuple[Cause, ...]
    names_handler: bool
    to_state: str
    stage: str


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
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)  # subject kind → Chinese name
    outsiders: Mapping[str, str] = field(default_factory=dict)  # who is not of the court → name
    closures: Mapping[date, str] = field(default_factory=dict)  # the court's own days off → reason
    profile: Profile = UNNAMED
    links: tuple[Link, ...] = ()  # the court's own nodes, if it has shaped any
    colours: Mapping[str, str] = field(default_factory=dict)  # a light's name → colour, if chosen

    def opened_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose clock a fact of this kind may start."""
        found = self.effects.get(kind)
        return found.opens if found else ()

    def gates_before(self, kind: str) -> tuple[Gate, ...]:
        """Gates that a fact of this kind has to pass."""
        return self._gates.get(kind, ())

    def fields_of(self, kind: str) -> tuple[Field, ...]:
        """What a fact of this kind may say; a correction may restate what any other says.

        Empty for a kind that the law does not know.
        """
        if kind not in self.facts:
            return ()
        own = self.facts[kind].fields
        if kind != CORRECTION:
            return own
        others = (field for other in self.facts.values() for field in other.fields)
        return tuple({field.name: field for field in (*others, *own)}.values())

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
    def effects(self) -> Mapping[str, Effects]:
        """What each kind of fact brings about."""
        return {kind.id: self._effects(kind) for kind in self.facts.values()}

    def _effects(self, kind: FactKind) -> Effects:
        rules, causes, handler = self.rules.values(), self.causes.values(), kind.field("handler")
        return Effects(
            settles=tuple(rule for rule in rules if kind.id in rule.settles),
            moots=tuple(rule for rule in rules if kind.id in rule.moot_by),
            opens=tuple(rule for rule in rules if kind.id in rule.origin),
            starts=tuple(cause for cause in causes if kind.id in cause.starts),
            ends=tuple(cause for cause in causes if kind.id in cause.ends),
            names_handler=handler is not None and handler.type == "officer",
            to_state=kind.to_state,
            stage=kind.stage,
        )

    @cached_property
    def _gates(self) -> dict[str, tuple[Gate, ...]]:
        kinds = {kind for gate in self.gates.values() for kind in gate.on}
        return {
            kind: tuple(gate for gate in self.gates.values() if kind in gate.on) for kind in kinds
        }

    @cached_property
    def _causes(self) -> dict[str, frozenset[str]]:
        return {
            rule.id: frozenset(self.exclusions[rule.exclusions].causes)
            if rule.exclusions
            else frozenset()
            for rule in self.rules.values()
        }

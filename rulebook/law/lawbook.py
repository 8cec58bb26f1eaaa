"""The lawbook (规则书): every rule, kind, gate, ladder and list, loaded and checked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rulebook.law.definition import Definition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
from rulebook.law.gate import Gate
from rulebook.law.ladder import Ladder
from rulebook.law.profile import UNNAMED, Link, Profile
from rulebook.law.review import CheckSheet, Review
from rulebook.law.rule import Rule, RuleKind, Several
from rulebook.law.supervising import FeedTerms, SupervisionTerms
from rulebook.law.thresholds import Thresholds

CORRECTION = "correction"  # the kind that puts another fact right
HANDLER = "case_handler"  # 承办人: the one role whose holder the case itself names
URGENT = "matter_marked_urgent"  # 列为紧急事项: the ladder starts higher up
NOT_URGENT = "matter_urgency_lifted"


@dataclass(frozen=True, slots=True)
class Effects:
    """All that a fact of one kind may bring about."""

    starts: tuple[Cause, ...]
    ends: tuple[Cause, ...]
    names_handler: bool
    to_state: str
    stage: str
    progress: bool
    settles: tuple[Rule, ...] = ()
    moots: tuple[Rule, ...] = ()
    opens: tuple[Rule, ...] = ()  # each from the moment of the fact, one at a time
    awaited: tuple[Rule, ...] = ()  # of what it settles and moots: what waits about each subject
    opens_otherwise: tuple[Rule, ...] = ()  # in series, anew, from another day, after others
    series: bool = False  # whether a rule that it settles comes several times


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
    supervision: SupervisionTerms
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)  # subject kind → Chinese name
    outsiders: Mapping[str, str] = field(default_factory=dict)  # who is not of the court → name
    closures: Mapping[date, str] = field(default_factory=dict)  # the court's own days off → reason
    profile: Profile = UNNAMED
    links: tuple[Link, ...] = ()  # the court's own nodes, if it has shaped any
    reviews: Mapping[str, Review] = field(default_factory=dict)
    checksheets: Mapping[str, CheckSheet] = field(default_factory=dict)
    feed: FeedTerms | None = None  # none: no rung waits for an import
    colours: Mapping[str, str] = field(default_factory=dict)  # a light's name → colour, if chosen

    def opened_by(self, kind: str) -> tuple[Rule, ...]:
        """Rules whose clock a fact of this kind may start."""
        found = self.effects.get(kind)
        return (*found.opens, *found.opens_otherwise) if found else ()

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
    def waiting(self) -> frozenset[str]:
        """Rules that only wait: minimum terms, parties' periods, effects; never overdue."""
        return frozenset(rule.id for rule in self.rules.values() if not rule.runs)

    @cached_property
    def climbs(self) -> Mapping[str, tuple[str, str]]:
        """For a rule the id and the version of the ladder that its nodes climb."""
        found = ((rule.id, self.ladders.get(rule.ladder)) for rule in self.rules.values())
        return {rule: (one.id, one.version) if one else ("", "") for rule, one in found}

    @cached_property
    def levels(self) -> dict[str, str]:
        """Levels of supervision by their Chinese names: 催办, 督办, 更换承办人 …"""
        every = self.ladders.values()
        return {rung.key: rung.zh for ladder in every for rung in ladder.rungs}

    @cached_property
    def desk(self) -> Ladder | None:
        """The rungs that a person may bring at any time, as a ladder of their own."""
        return next((one for one in self.ladders.values() if one.desk), None)

    @cached_property
    def papers(self) -> dict[str, str]:
        """Levels for which a document is drafted, with the document's kind."""
        every = self.ladders.values()
        return {rung.key: rung.paper for ladder in every for rung in ladder.rungs if rung.paper}

    @cached_property
    def closing(self) -> frozenset[str]:
        """Levels whose decision itself ends the matter."""
        rungs = (rung for ladder in self.ladders.values() for rung in ladder.rungs)
        return frozenset(rung.key for rung in rungs if rung.closes)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """Kinds of facts by which a person decides on a rung's outcome: change of handler …"""
        rungs = (rung for ladder in self.ladders.values() for rung in ladder.rungs)
        return frozenset(rung.outcome for rung in rungs if rung.outcome)

    @cached_property
    def once(self) -> frozenset[str]:
        """Kinds of facts that happen once in a case, and then for good."""
        return frozenset(kind.id for kind in self.facts.values() if kind.once)

    @cached_property
    def closing_kinds(self) -> frozenset[str]:
        """Kinds of facts that close a case."""
        return frozenset(kind.id for kind in self.facts.values() if kind.to_state == "closed")

    @cached_property
    def counts_idleness(self) -> bool:
        """Whether a rung of any ladder asks for the last act in the case."""
        return any(ladder.counts_idleness for ladder in self.ladders.values())

    @cached_property
    def followers(self) -> Mapping[str, tuple[Rule, ...]]:
        """For a rule those counted from its last day, which open with it."""
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules.values():
            if rule.from_due and not rule.origin and not rule.restates:
                found[rule.from_due] = (*found.get(rule.from_due, ()), rule)
        return found

    def restated(self, rule: Rule, on: date) -> tuple[Rule, ...]:
        """Rules of other documents that set the very same clock and were in force that day."""
        same = (one for one in self.rules.values() if one.restates == rule.id)
        return tuple(one for one in same if one.in_force(on))

    @cached_property
    def effects(self) -> Mapping[str, Effects]:
        """What each kind of fact brings about."""
        own = [rule for rule in self.rules.values() if not rule.restates]
        other = sorted((rule for rule in own if not _is_plain(rule)), key=self._depth)
        settles = _by_kind((rule, rule.settles) for rule in own)
        moots = _by_kind((rule, rule.moot_by) for rule in own)
        awaited = _by_kind((rule, rule.settles) for rule in own if rule.for_each)
        given_up = _by_kind((rule, rule.moot_by) for rule in own if rule.for_each)
        opens = _by_kind((rule, rule.origin) for rule in own if _is_plain(rule))
        otherwise = _by_kind((rule, rule.origin) for rule in other)
        return {
            kind.id: replace(
                self._effects(kind),
                settles=settles.get(kind.id, ()),
                series=any(rule.times > 1 for rule in settles.get(kind.id, ())),
                moots=moots.get(kind.id, ()),
                awaited=(*awaited.get(kind.id, ()), *given_up.get(kind.id, ())),
                opens=opens.get(kind.id, ()),
                opens_otherwise=otherwise.get(kind.id, ()),
            )
            for kind in self.facts.values()
        }

    def _effects(self, kind: FactKind) -> Effects:
        causes, handler = self.causes.values(), kind.field("handler")
        return Effects(
            starts=tuple(cause for cause in causes if kind.id in cause.starts),
            ends=tuple(cause for cause in causes if kind.id in cause.ends),
            names_handler=handler is not None and handler.type == "officer",
            to_state=kind.to_state,
            stage=kind.stage,
            progress=kind.progress,
        )

    def _depth(self, rule: Rule) -> int:
        """How many last days lie between the rule and a fact: a base has to open first."""
        base = self.rules.get(rule.from_due)
        return 0 if base is None else 1 + self._depth(base)

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


def _by_kind(rules: Iterable[tuple[Rule, tuple[str, ...]]]) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule, kinds in rules:
        for kind in dict.fromkeys(kinds):
            found[kind] = (*found.get(kind, ()), rule)
    return found


def _is_plain(rule: Rule) -> bool:
    """Whether each opening fact starts one clock at its own moment, unless one runs already."""
    in_one = rule.kind is RuleKind.MIN_INTERVAL and set(rule.origin) & set(rule.settles)
    waits_for_all = rule.several is Several.LATEST and len(rule.origin) > 1
    named = rule.from_date or rule.from_due
    return not (in_one or waits_for_all or named or rule.restarts or rule.times > 1)

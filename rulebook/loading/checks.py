"""Whether the entries of a rulebook fit together: every name known, every choice sensible."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from rulebook.law.definition import Definition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Gate, Need
from rulebook.law.ladder import Ladder, Mode
from rulebook.law.rule import Rule, RuleKind, Status
from rulebook.loading.reading import Entry

STATES = ("received", "open", "round_ended", "closed")
TYPES = ("text", "texts", "flag", "date", "moment", "yuan", "number", "officer")
OWNER = "owner"
WAYS = ("has", "none_of", "each", "says", "payload", "ratio", "elapsed", "within", "by", "cap")


@dataclass
class Shelf:
    """Everything read so far, by id; `sure` is off when a file could not be read at all."""

    rules: dict[str, Rule] = field(default_factory=dict)
    facts: dict[str, FactKind] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    ladders: dict[str, Ladder] = field(default_factory=dict)
    exclusions: dict[str, ExclusionList] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)  # nodes, stages, roles …
    sure: bool = True

    def knows(self, entry: Entry, what: str, names: Collection[str], *said: str) -> None:
        """Note each name said that is not among those known; an empty one says nothing."""
        for name in said:
            if name and name not in names and self.sure:
                near = get_close_matches(name, names, 1)
                hint = f", is {near[0]} meant?" if near else ""
                entry.fault(f"unknown {what} {name}{hint}")


def rule(shelf: Shelf, entry: Entry, one: Rule) -> None:
    """Check one rule against all the rest."""
    shelf.knows(entry, "fact kind", shelf.facts, *one.origin, *one.settles, *one.moot_by)
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    shelf.knows(entry, "role", shelf.names["roles"] | shelf.names["outsiders"], one.role)
    shelf.knows(entry, "ladder", shelf.ladders, one.ladder)
    shelf.knows(entry, "exclusion list", shelf.exclusions, one.exclusions)
    shelf.knows(entry, "rule", shelf.rules, one.supersedes)
    if one.extension:
        shelf.knows(entry, "role", shelf.names["roles"], *one.extension.approvers)
    _subjects(shelf, entry, one)
    _payloads(shelf, entry, one)
    _force(shelf, entry, one)
    _ladder_of(shelf, entry, one)


def fact(shelf: Shelf, entry: Entry, one: FactKind) -> None:
    """Check one kind of fact."""
    if one.to_state and one.to_state not in STATES:
        entry.fault(f"to_state {one.to_state} is not one of {', '.join(STATES)}")
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    for each in one.fields:
        if each.type and each.type not in TYPES:
            entry.fault(f"field {each.name}: type {each.type} is not one of {', '.join(TYPES)}")


def gate(shelf: Shelf, entry: Entry, one: Gate) -> None:
    """Check one gate and its needs."""
    shelf.knows(entry, "fact kind", shelf.facts, *one.on)
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    if not one.needs:
        entry.fault("asks for nothing: add a [[gate.need]]")
    for at, need in enumerate(one.needs, start=1):
        _need(shelf, entry, one, at, need)


def ladder(shelf: Shelf, entry: Entry, one: Ladder) -> None:
    """Check one ladder's rungs."""
    keys = [rung.key for rung in one.rungs]
    if not keys:
        entry.fault("has no rung")
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        entry.fault(f"rung {key} stands twice")
    for rung in one.rungs:
        shelf.knows(entry, "role", (OWNER, *shelf.names["roles"]), *rung.to, *rung.cc)
        shelf.knows(entry, "rung", keys, rung.on_silence)
        if (rung.offset is None) == (rung.lead is None):
            entry.fault(f"rung {rung.key}: say one of offset and lead")
        if rung.on_silence and rung.reply is None:
            entry.fault(f"rung {rung.key}: on_silence needs a reply period")


def definition(shelf: Shelf, entry: Entry, one: Definition) -> None:
    """Check one definition."""
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)


def exclusion(shelf: Shelf, entry: Entry, one: ExclusionList) -> None:
    """Check one exclusion list."""
    shelf.knows(entry, "cause", shelf.causes, *one.causes)


def cause(shelf: Shelf, entry: Entry, one: Cause) -> None:
    """Check one cause of exclusion: who begins a pause names a paper and an approver."""
    shelf.knows(entry, "fact kind", shelf.facts, *one.starts, *one.ends)
    for start in one.starts:
        kind = shelf.facts.get(start)
        if kind and not (kind.evidence_required and kind.field("approver")):
            entry.fault(f"{start} begins a pause: it needs evidence_required and field approver")


def _subjects(shelf: Shelf, entry: Entry, one: Rule) -> None:
    for name in (*one.origin, *one.settles):
        kind = shelf.facts.get(name)
        if kind and one.subject not in ("case", kind.subject):
            entry.fault(f"{name} is about the {kind.subject}, the rule about the {one.subject}")


def _payloads(shelf: Shelf, entry: Entry, one: Rule) -> None:
    origins = [shelf.facts[name] for name in one.origin if name in shelf.facts]
    for condition in one.when:
        if origins and not any(kind.field(condition.field) for kind in origins):
            entry.fault(f"when: no opening fact has a field {condition.field}")
    for kind in origins if one.appointed else ():
        named = kind.field(one.appointed)
        if named is None or named.type != "date" or not named.required:
            entry.fault(f"appointed: {kind.id} needs a required date field {one.appointed}")


def _force(shelf: Shelf, entry: Entry, one: Rule) -> None:
    if one.effective_to and one.effective_to < one.effective_from:
        entry.fault(f"effective_to {one.effective_to} lies before effective_from")
    older = shelf.rules.get(one.supersedes)
    if older and (older.effective_to is None or older.effective_to >= one.effective_from):
        until = older.effective_to or "further notice"
        entry.fault(f"overlaps {older.id}, which it supersedes and which is in force until {until}")


def _ladder_of(shelf: Shelf, entry: Entry, one: Rule) -> None:
    climbed = shelf.ladders.get(one.ladder)
    if one.kind is RuleKind.MIN and one.ladder:
        entry.fault("a minimum term cannot run late: leave ladder out")
    if climbed and one.status is Status.UNVERIFIED and not _shows_only(climbed):
        entry.fault(
            f"unverified: it is shown, so ladder {one.ladder} must not go past its last day"
        )


def _shows_only(one: Ladder) -> bool:
    return all(
        rung.mode is Mode.AUTOMATIC and (rung.lead or (rung.offset or 0) <= 0) for rung in one.rungs
    )


def _need(shelf: Shelf, entry: Entry, one: Gate, at: int, need: Need) -> None:
    shelf.knows(entry, "fact kind", shelf.facts, *need.has, *need.none_of, *need.each)
    shelf.knows(entry, "rule", shelf.rules, need.elapsed)
    if sum(bool(getattr(need, way)) for way in WAYS) != 1:
        entry.fault(f"need {at}: say exactly one of {', '.join(WAYS)}")
    if need.each and len(need.each) == 1:
        entry.fault(f"need {at}: each names what opens it and what satisfies it")
    term = shelf.rules.get(need.elapsed)
    if term and term.kind is not RuleKind.MIN:
        entry.fault(f"need {at}: {need.elapsed} is no minimum term")
    fields = {
        each.name for name in one.on if name in shelf.facts for each in shelf.facts[name].fields
    }
    for condition in (need.payload, need.when):
        if condition:
            shelf.knows(entry, "payload field", fields, condition.field)


CHECKS: Mapping[str, Callable[..., None]] = {
    "rule": rule,
    "fact": fact,
    "gate": gate,
    "ladder": ladder,
    "exclusion": exclusion,
    "cause": cause,
    "definition": definition,
}

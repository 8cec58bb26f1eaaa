"""Nodes that no course of facts can open, and facts that can never be recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Gate, Need
from rulebook.law.rule import Rule, Several
from rulebook.loading import asking
from rulebook.loading.rulecheck import opening
from rulebook.loading.shelf import Shelf

# A kind of fact → the gates before it, each with facts of which one must stand first.
Waits = Mapping[str, list[tuple[str, frozenset[str]]]]


def check(shelf: Shelf) -> None:
    """Note every fact that is barred for ever, and every rule that nothing opens, with why."""
    barred = _barred(shelf)
    for kind, why in barred.items():
        shelf.entries["fact", kind].fault(f"can never be recorded: {why}")
    for rule in shelf.rules.values():
        if why := _unreachable(shelf, barred, rule):
            shelf.entries["rule", rule.id].fault(f"no course of facts opens it: {why}")


def _unreachable(shelf: Shelf, barred: Mapping[str, str], rule: Rule) -> str:
    """Why no course of facts opens the rule's node; empty when one does, or when none has to."""
    bases = [rule]
    while bases[-1].from_due in shelf.rules and bases[-1] not in bases[:-1]:
        bases.append(shelf.rules[bases[-1].from_due])
    for base in bases[1:]:
        if why := _unopened(shelf, barred, base):
            return f"{base.id}, from whose last day it counts, is not opened ({why})"
    return _unopened(shelf, barred, rule)


def _unopened(shelf: Shelf, barred: Mapping[str, str], rule: Rule) -> str:
    if rule.restates or any(name not in shelf.facts for name in rule.origin):
        return ""  # it opens no node, or an unknown fact is said already
    shut = [name for name in rule.origin if name in barred]
    if shut and (rule.several is Several.LATEST or len(shut) == len(rule.origin)):
        return f"{shut[0]} can never be recorded"
    kinds = [kind for kind in opening(shelf, rule) if kind.id not in barred]
    if any(_unfit(kinds, condition) for condition in rule.when):
        return ""  # said already
    asked = [(kind.id, asking.impossible(kind, rule.when)) for kind in kinds]
    if asked and all(field for _, field in asked):
        return f"{asked[0][0]} never says of {asked[0][1]} all that `when` asks"
    return ""


def _unfit(kinds: list[FactKind], condition: Condition) -> bool:
    """Whether a condition by itself is a fault: of a field or a value that no kind has."""
    known = any(kind.field(condition.field) for kind in kinds)
    return not known or any(True for _ in asking.misfits(kinds, condition))


def _barred(shelf: Shelf) -> dict[str, str]:
    """Kinds of facts that wait for themselves or for what is barred, each with such a wait."""
    waits = _waits(shelf)
    stand = set(shelf.facts) - set(waits)
    while freed := [kind for kind in waits if all(first & stand for _, first in waits[kind])]:
        stand.update(freed)
        waits = {kind: asked for kind, asked in waits.items() if kind not in stand}
    return {kind: _way(waits, kind, stand) for kind in waits}


def _way(waits: Waits, kind: str, stand: set[str]) -> str:
    """From a barred kind to what it waits for, and on until a wait comes round again."""
    seen: list[str] = []
    said: list[str] = []
    while kind not in seen:
        seen.append(kind)
        gate, first = next((gate, first) for gate, first in waits[kind] if not first & stand)
        said.append(f"gate {gate} asks for {' or '.join(sorted(first))} before {kind}")
        kind = min(first)
    return ", ".join(said)


def _waits(shelf: Shelf) -> Waits:
    """What the gates that stand today and refuse ask for in any case."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for gate in shelf.gates.values():
        if gate.refuses and gate.effective_to is None:
            for kind in shelf.kinds(gate.on):
                found.setdefault(kind.id, []).extend(
                    (gate.id, first) for first in _firsts(shelf, gate)
                )
    return {kind: asked for kind, asked in found.items() if asked}


def _firsts(shelf: Shelf, gate: Gate) -> Iterator[frozenset[str]]:
    for need in gate.needs:
        first = frozenset(_asks_for(shelf, need))
        if first and need.when is None and first <= shelf.facts.keys():
            yield first


def _asks_for(shelf: Shelf, need: Need) -> tuple[str, ...]:
    """Facts of which one must stand before."""
    counted = shelf.rules.get(need.elapsed or need.within)
    return counted.origin if counted else need.has

"""Constraints that gates put on the order (闸门所示顺序): what they want before a fact, and not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rulebook.law.gate import Gate, Need
from rulebook.law.lawbook import Lawbook
from rulebook.order.constraint import Constraint, Template
from rulebook.order.weighing import Weighing

_OTHER = ("says", "payload", "ratio", "by", "cap", "check")


def from_gates(law: Lawbook, weights: Weighing) -> Iterator[Constraint]:
    """One constraint for each need that speaks of other facts, or of a term that they began."""
    for gate in law.gates.values():
        for number, need in enumerate(gate.needs, start=1):
            yield from _of_need(law, gate, f"{gate.id}:{number}", need, weights)


def undeclared(law: Lawbook) -> Mapping[str, int]:
    """How many needs ask for something else than order, by their way."""
    needs = [need for gate in law.gates.values() for need in gate.needs]
    return Counter(way for need in needs for way in _OTHER if getattr(need, way))


def _of_need(
    law: Lawbook, gate: Gate, name: str, need: Need, weights: Weighing
) -> Iterator[Constraint]:
    """KeyError is left to the loader: it lets no need name a rule that is not there."""
    terms = {
        way: law.rules[getattr(need, way)].origin
        for way in ("elapsed", "within")
        if getattr(need, way)
    }
    found = (
        (Template.PRECEDENCE, need.has, "", ""),
        (Template.ABSENCE, need.none_of, "", ""),
        (Template.ANSWERED, need.each, "", ""),
        (Template.PRECEDENCE, terms.get("elapsed", ()), need.elapsed, ""),
        (Template.ABSENCE, terms.get("within", ()), "", need.within),
    )
    for template, first, waits, within in found:
        if first:
            yield Constraint(
                id=f"{template}:{name}",
                template=template,
                first=first,
                then=gate.on,
                source=f"gate:{gate.id}",
                zh=need.zh,
                en=need.en,
                article=need.article,
                weight=weights.of_gate(gate),
                when=(need.when,) if need.when else (),
                that=need.that,
                paper=need.evidence,
                since=gate.effective_from,
                until=gate.effective_to,
                waits=waits,
                within=within,
                import_passes=gate.remarks_on_import,
            )

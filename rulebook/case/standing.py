"""The facts that stand: corrections applied, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from rulebook.case.casefile import FactView
from rulebook.case.payload import moment

CORRECTION = "correction"
_ORDER = attrgetter("occurred_at", "seq")
_OF_CORRECTION = ("void", "reason", "occurred_at", "subject_ref")  # not fields of the corrected


def standing(facts: Iterable[FactView]) -> tuple[FactView, ...]:
    """The facts in order of `occurred_at`, then `seq`, with every correction applied.

    A ``correction`` voids the fact it names or replaces fields of it; any other kind that names a
    fact takes its place. A later correction wins, and a correction may itself be corrected. A
    moment moved by a correction counts as recorded when the correction was, so that a late
    correction never makes a late act look proven. Applying it twice changes nothing.
    """
    found = tuple(facts)
    if any(fact.corrects is not None for fact in found):
        found = _corrected(found)
    return tuple(sorted(found, key=_ORDER))


def _corrected(facts: tuple[FactView, ...]) -> tuple[FactView, ...]:
    void: set[int] = set()
    changes: dict[int, list[FactView]] = {}
    for fact in sorted(facts, key=lambda one: -one.seq):  # so what corrects a fact comes before it
        if fact.corrects is None or fact.seq in void:
            continue
        said = _amended(fact, changes.get(fact.seq, []))
        if fact.kind != CORRECTION or said.payload.get("void") is True:
            void.add(fact.corrects)
        else:
            changes.setdefault(fact.corrects, []).append(said)
    return tuple(
        _amended(fact, changes.get(fact.seq, []))
        for fact in facts
        if fact.seq not in void and fact.kind != CORRECTION
    )


def _amended(fact: FactView, corrections: list[FactView]) -> FactView:
    for said in reversed(corrections):  # oldest first, so that the newest wins
        fact = amended(fact, said)
    return fact


def amended(fact: FactView, said: FactView) -> FactView:
    """The fact as one correction would have it."""
    payload = {**fact.payload}
    payload |= {key: value for key, value in said.payload.items() if key not in _OF_CORRECTION}
    evidence_on = said.evidence_on or fact.evidence_on
    at, recorded_at = fact.occurred_at, fact.recorded_at
    if "occurred_at" in said.payload:
        at, recorded_at = moment(said.payload["occurred_at"]), said.recorded_at
        evidence_on = said.evidence_on  # the old paper proves the old day
    return fact._replace(
        subject_ref=str(said.payload.get("subject_ref", fact.subject_ref)),
        occurred_at=at,
        recorded_at=recorded_at,
        payload=payload,
        evidence=said.evidence or fact.evidence,
        evidence_on=evidence_on,
    )

"""The law's conditions for a fact: which of a gate's needs are not met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rulebook.case.casefile import FactView
from rulebook.case.replay import day_of
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Gate, Need, Refusal
from rulebook.time import counting


def refusals(question: Question) -> Iterator[Refusal]:
    """One line for each need that is not met, citing its article."""
    for gate in question.law.gates_before(question.fact.kind):
        for need in gate.needs:
            yield from missing(question, gate, need)


def missing(question: Question, gate: Gate, need: Need) -> Iterator[Refusal]:
    """What one need of a gate lacks in the case; nothing when it is met or does not apply."""
    if need.when is not None and not need.when.holds(question.fact.payload):
        return
    if need.each:
        yield from _each(question, gate, need)
    elif need.elapsed:
        yield from _elapsed(question, gate, need)
    elif need.payload is not None:
        if not need.payload.holds(question.fact.payload):
            yield _lacks(gate, need)
    elif not _has(question, need, need.has):
        yield _lacks(gate, need, _unproven(question, need, need.has))


def _lacks(gate: Gate, need: Need, why: tuple[str, str] = ("", "")) -> Refusal:
    zh, en = why
    return refusal(gate.id, f"缺：{need.zh}{zh}", f"missing: {need.en}{en}", need.article)


def _has(question: Question, need: Need, kinds: Iterable[str], ref: str | None = None) -> bool:
    return any(
        (fact.evidence or not need.evidence) and ref in (None, fact.subject_ref)
        for fact in _so_far(question, kinds)
    )


def _unproven(question: Question, need: Need, kinds: Iterable[str]) -> tuple[str, str]:
    """Said when the act itself is on record and only its paper is not."""
    bare = [fact.seq for fact in _so_far(question, kinds)] if need.evidence else []
    return (f"；第{bare[0]}项未附依据", f"; fact {bare[0]} has no paper") if bare else ("", "")


def _so_far(question: Question, kinds: Iterable[str]) -> Iterator[FactView]:
    at = question.fact.occurred_at
    return (fact for fact in question.stands if fact.kind in kinds and fact.occurred_at <= at)


def _each(question: Question, gate: Gate, need: Need) -> Iterator[Refusal]:
    opening, *closing = need.each
    subjects = dict.fromkeys(fact.subject_ref for fact in _so_far(question, (opening,)))
    for ref in subjects:
        if not _has(question, need, closing, ref):
            yield _lacks(gate, need, (f"；尚缺{ref}", f"; {ref} is not"))


def _elapsed(question: Question, gate: Gate, need: Need) -> Iterator[Refusal]:
    rule = question.law.rules[need.elapsed]
    opening = next(_so_far(question, rule.origin), None)
    if opening is None or rule.term is None:
        yield _lacks(gate, need)
        return
    if not rule.in_force(day_of(opening.occurred_at)):
        return
    due = counting.due(opening.occurred_at, rule.term, question.calendar)
    if question.fact.occurred_at < due.at:
        first = due.at.date()
        yield _lacks(gate, need, (f"；最早{first}", f"; the earliest day is {first}"))

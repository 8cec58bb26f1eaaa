"""Gates (闸门): whether a fact may be taken into a case, and what is missing if not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rulebook.case.standing import CORRECTION, amended
from rulebook.gates import conditions, course, extending, idle, pausing, wellformed
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal
from rulebook.property import completing

_CORRECTING = "correction"


class Answer(NamedTuple):
    """Reasons why a fact is refused; and remarks, which do not refuse it."""

    refusals: tuple[Refusal, ...]
    remarks: tuple[Refusal, ...] = ()


def ask(question: Question) -> Answer:
    """Put a fact to every gate: its form, the course of its case, its clock, the law's conditions.

    A fact that is not well formed is not asked further, so that one mistake gives one line.
    """
    stranger = wellformed.unknown_kind(question.fact, question.law)
    if stranger is not None:
        return Answer((stranger,))
    for gate in (_formed, course.refusals, _corrects):
        found = tuple(gate(question))
        if found:
            return Answer(found)
    fuller = completing.completed(question)
    if found := _said(_LAWFUL, fuller):
        return Answer(found)
    return Answer((), _said(_REMARKS, fuller))


def _formed(question: Question) -> Iterator[Refusal]:
    known = question.law.fields_of(question.fact.kind)
    return wellformed.refusals(question.fact, question.kind, known)


_Gate = Callable[[Question], Iterable[Refusal]]
# Conditions of the law: as data, and where data cannot say it, by a module of the track.
_LAWFUL: tuple[_Gate, ...] = (
    pausing.refusals,
    extending.refusals,
    conditions.refusals,
)
_REMARKS: tuple[_Gate, ...] = (
    extending.remarks,
    conditions.remarks,
    idle.remarks,
)


def _said(gates: tuple[_Gate, ...], question: Question) -> tuple[Refusal, ...]:
    return tuple([line for gate in gates for line in gate(question)])


def _corrects(question: Question) -> Iterator[Refusal]:
    """A correction names a fact that stands, says why, and leaves that fact well formed."""
    fact = question.fact
    if fact.corrects is None:
        if fact.kind == CORRECTION:
            yield refusal(
                _CORRECTING,
                "更正须写明更正第几项事实",
                "a correction must say which fact it corrects: give its number",
            )
        return
    if fact.kind == CORRECTION and not (fact.evidence.strip() or fact.payload.get("reason")):
        yield refusal(
            _CORRECTING,
            "更正须附依据或者写明理由",
            "a correction needs a paper or a reason: give evidence or reason",
        )
    corrected = next((one for one in question.facts if one.seq == fact.corrects), None)
    gone = fact.corrects not in {one.seq for one in question.stands}
    if corrected is None or (gone and corrected.kind != CORRECTION):
        yield refusal(
            _CORRECTING,
            f"本案没有仍然有效的第{fact.corrects}项事实可以更正",
            f"no fact {fact.corrects} stands in this case that could be corrected",
        )
    elif fact.kind == CORRECTION and fact.payload.get("void") is not True:
        yield from _leaves(question)


def _leaves(question: Question) -> Iterator[Refusal]:
    """What would be wrong with the corrected fact."""
    corrected = next((one for one in question.stands if one.seq == question.fact.corrects), None)
    if corrected is None:
        return
    others = tuple(one for one in question.stands if one is not corrected)
    said = amended(corrected, question.fact)
    kind = question.law.facts[said.kind]
    yield from wellformed.refusals(said, kind, kind.fields)
    yield from course.ahead(question, said)
    if others:
        yield from course.before(question, said, others)

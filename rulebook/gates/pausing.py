"""What a pause (扣除) needs: a cause not yet begun, and approval by another than the handler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rulebook.gates.question import Question, refusal
from rulebook.law.exclusion import Cause
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Effects
from rulebook.law.rule import Status

_GATE = "pause"


def refusals(question: Question) -> Iterable[Refusal]:
    """What forbids this fact to begin or to end a pause; its paper is the kind's own demand."""
    effects = question.law.effects[question.fact.kind]
    return _refusals(question, effects) if effects.starts or effects.ends else ()


def _refusals(question: Question, effects: Effects) -> Iterator[Refusal]:
    for cause in effects.starts:
        yield from not_by_handler(question, _GATE, _article(question, cause))
        yield from _twice(question, cause)
    for cause in effects.ends:
        yield from not_by_handler(question, _GATE, _article(question, cause))
        yield from _unbegun(question, cause)


def not_by_handler(
    question: Question, gate: str, article: str, rule: str = ""
) -> Iterator[Refusal]:
    """Refused: an approval by the officer who handles the case."""
    approver, handler = question.fact.payload.get("approver"), question.run.handler
    if approver and approver == handler:
        yield refusal(
            gate,
            f"批准人不得是承办人（{handler}），须由他人批准",
            f"the approver must not be the handler ({handler}): have another officer approve",
            article,
            rule,
        )


def _twice(question: Question, cause: Cause) -> Iterator[Refusal]:
    span = question.run.lasting.get((cause.id, question.fact.subject_ref))
    if span is not None:
        yield refusal(
            _GATE,
            f"{cause.zh}自{span.start}起尚未结束，须先录入其结束",
            f"{cause.en} has lasted since {span.start}: record its end first",
            _article(question, cause),
        )


def _unbegun(question: Question, cause: Cause) -> Iterator[Refusal]:
    if (cause.id, question.fact.subject_ref) not in question.run.lasting:
        starts = "或者".join(question.law.facts[one].zh for one in cause.starts)
        yield refusal(
            _GATE,
            f"{cause.zh}没有开始的记录，须先录入{starts}",
            f"no {cause.en} is on record that could end: record {' or '.join(cause.starts)} first",
            _article(question, cause),
        )


def _article(question: Question, cause: Cause) -> str:
    """A list that names the cause, one whose text was seen if there is any."""
    lists = [one for one in question.law.exclusions.values() if cause.id in one.causes]
    lists.sort(key=lambda one: one.status is Status.UNVERIFIED)
    return f"{lists[0].source.number}{lists[0].source.article}" if lists else ""

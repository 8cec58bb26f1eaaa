"""What a pause (扣除) needs: a cause not yet begun, and approval by another than the handler."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.exclusion import Cause
from rulebook.gate import Refusal
from rulebook.question import Question, refusal

_GATE = "pause"


def refusals(question: Question) -> Iterator[Refusal]:
    """What forbids this fact to begin or to end a pause; its paper is the kind's own demand."""
    for cause in question.law.paused_by(question.fact.kind):
        yield from not_by_handler(question, _GATE, _article(question, cause))
        yield from _twice(question, cause)
    for cause in question.law.resumed_by(question.fact.kind):
        yield from _unbegun(question, cause)


def not_by_handler(question: Question, gate: str, article: str) -> Iterator[Refusal]:
    """Refused: an approval by the officer who handles the case."""
    approver, handler = question.fact.payload.get("approver"), question.run.handler
    if approver and approver == handler:
        yield refusal(
            gate,
            f"批准人不得是承办人（{handler}），须由他人批准",
            f"the approver must not be the handler ({handler}): have another officer approve",
            article,
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
    """The first list that names the cause."""
    lists = question.law.exclusions.values()
    found = next((one for one in lists if cause.id in one.causes), None)
    return f"{found.source.number}{found.source.article}" if found else ""

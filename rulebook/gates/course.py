"""Whether a fact fits the course of its case: not before it, not after it, not ahead of now."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.case.replay import day_of
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal

_GATE = "course"


def refusals(question: Question) -> Iterator[Refusal]:
    """What about the moment or the case's state forbids the fact."""
    fact, stands = question.fact, question.stands
    if fact.occurred_at > question.as_of or fact.evidence_on is not None:
        yield from ahead(question, fact)
    if not stands:
        yield from _first(question)
        return
    if fact.occurred_at < stands[0].occurred_at:
        yield from before(question, fact, stands)
    if question.run.closed_on is not None:
        yield from _closed(question)
    if question.kind.once and fact.corrects is None:
        yield from _again(question)
    if fact.kind == "handler_changed":
        yield from _same_handler(question)


def ahead(question: Question, fact: FactView) -> Iterator[Refusal]:
    """Refused: what has not happened yet."""
    if fact.occurred_at > question.as_of:
        at, now = f"{fact.occurred_at:%Y-%m-%d %H:%M}", f"{question.as_of:%Y-%m-%d %H:%M}"
        yield refusal(
            _GATE,
            f"发生时间{at}尚未到来（当前{now}）：请在发生后录入",
            f"{at} has not come yet, it is {now}: record the fact when it has happened",
        )
    if fact.evidence_on is not None and fact.evidence_on > (today := day_of(question.as_of)):
        yield refusal(
            _GATE,
            f"材料日期{fact.evidence_on}尚未到来（今日{today}）：请核对材料上的日期",
            f"the paper's date {fact.evidence_on} has not come yet, it is {today}: "
            "give the date that stands on it",
        )


def before(question: Question, fact: FactView, others: tuple[FactView, ...]) -> Iterator[Refusal]:
    """Refused: what lies before the day of the case's first fact, unless it opens a file itself."""
    first = others[0]
    if fact.occurred_at >= first.occurred_at or question.law.facts[fact.kind].opens_file:
        return
    at, begun = day_of(fact.occurred_at), day_of(first.occurred_at)
    if at < begun:
        yield refusal(
            _GATE,
            f"发生日{at}早于本案第一项事实（{begun}）：请核对日期",
            f"{at} lies before the case's first fact ({begun}): check the date",
        )


def _first(question: Question) -> Iterator[Refusal]:
    if not question.kind.opens_file:
        kinds = [kind for kind in question.law.facts.values() if kind.opens_file]
        zh, en = "或者".join(k.zh for k in kinds), " or ".join(k.id for k in kinds)
        yield refusal(
            _GATE,
            f"本案尚无事实，{question.kind.zh}不能是第一项：请先录入{zh}",
            f"the case has no fact yet and {question.kind.id} cannot be the first: record {en}",
        )


def _closed(question: Question) -> Iterator[Refusal]:
    end = None if question.kind.after_end else question.end
    if end is not None:
        on = day_of(end.occurred_at)
        yield refusal(
            _GATE,
            f"本案已于{on}结案，不能再录入{question.kind.zh}：确有错误的，请更正第{end.seq}项事实",
            f"the case was closed on {on}: if that was a mistake, correct fact {end.seq} first",
        )


def _again(question: Question) -> Iterator[Refusal]:
    fact = question.fact
    for earlier in question.stands:
        if earlier.kind == fact.kind:
            on = day_of(earlier.occurred_at)
            yield refusal(
                _GATE,
                f"{question.kind.zh}已录入（第{earlier.seq}项，{on}）：如有错误，请更正该项",
                f"{fact.kind} is already on record (fact {earlier.seq}, {on}): correct that one",
            )


def _same_handler(question: Question) -> Iterator[Refusal]:
    handler = question.run.handler
    if handler and question.fact.payload.get("handler") == handler:
        yield refusal(
            _GATE, f"承办人本来就是{handler}", f"{handler} handles the case already: name another"
        )

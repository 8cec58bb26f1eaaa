"""Control of an asset as gates ask for it (控制): held, its turn come, its days kept."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.property.figure import on
from rulebook.property.measure import KINDS, Hold, Measure, measures

_CARRIED, _PRESERVED = "保全转执行", "财产保全"
_STATES = {
    Hold.WAITING: ("尚在轮候", "it waits behind another court's"),
    Hold.LAPSED: ("期满失效", "it lapsed"),
    Hold.RELEASED: ("已经解除", "it was released"),
    Hold.DISPOSED: ("已经处置", "it was disposed of"),
}


def so_far(question: Question) -> tuple[Measure, ...]:
    """Every measure of the case on the day of the arriving fact."""
    at = question.fact.occurred_at
    facts = (one for one in question.stands if one.occurred_at <= at and one.kind in KINDS)
    return measures(facts, day_of(at))


def last(question: Question) -> Measure | None:
    """The last measure on the arriving fact's asset."""
    ref = question.fact.subject_ref
    return next((one for one in reversed(so_far(question)) if one.asset == ref), None)


def held(question: Question, check: Check) -> Iterator[Lack]:
    """The court holds the asset, or the first court handed it over; unasked without a measure."""
    one = last(question)
    if one is not None and not one.may_be_sold:
        zh, en = _STATES[one.state]
        since = f"（{one.ended_on}）" if one.ended_on else ""
        yield Lack(f"；该财产{zh}{since}", f"; {en}{f' on {one.ended_on}' if one.ended_on else ''}")


def waiting_over(question: Question, check: Check) -> Iterator[Lack]:
    """A measure that waits takes no effect before the one ahead of it has ended."""
    one = last(question)
    if one is not None and one.state is Hold.WAITING:
        yield Lack("；尚无在先措施解除的记录", "; its end is not on record")


def waiting_day_kept(question: Question, check: Check) -> Iterator[Lack]:
    """What waited takes hold on the very day on which the one ahead ended."""
    end = _last_of(question, "prior_control_ended")
    waited = _last_of(question, "waiting_control_made")
    said = on(question.fact.payload, "effective_on")
    if end is None or waited is None or end.occurred_at < waited.occurred_at:
        return
    ended = on(end.payload, "ended_on")
    if said != ended:
        yield Lack(f"；应为{ended}，不是{said}", f"; that is {ended}, not {said}")


def carried_over(question: Question, check: Check) -> Iterator[Lack]:
    """A preservation carried into enforcement keeps its days: none that begin after filing."""
    said = question.fact.payload
    if said.get("basis") != _CARRIED:
        return
    begun, ends, filed = on(said, "effective_on"), on(said, "expires_on"), question.run.filed_on
    if filed is not None and begun is not None and begun > filed:
        yield Lack(f"；{begun}晚于立案日{filed}", f"; {begun} lies after filing, {filed}")
    for before in question.so_far(("control_took_effect",)):
        first, until = on(before.payload, "effective_on"), on(before.payload, "expires_on")
        if before.payload.get("basis") == _PRESERVED and (first, until) != (begun, ends):
            yield Lack(f"；原保全为{first}至{until}", f"; it ran from {first} to {until}")


def unlapsed(question: Question, check: Check) -> Iterator[Lack]:
    """What is renewed is still in force on the day of renewal, its last day included."""
    one = last(question)
    if one is not None and one.state is Hold.LAPSED:
        yield Lack(f"；已于{one.ended_on}期满失效", f"; it lapsed on {one.ended_on}")


def _last_of(question: Question, kind: str) -> FactView | None:
    found = question.so_far((kind,))
    return found[-1] if found else None

"""A wrong act put right (有错必纠): which act, on which ruling, back to the state before it."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

_RULINGS = {"异议裁定": "objection_ruled", "复议裁定": "review_ruled"}
_RIGHT = "驳回"  # a ruling that leaves the act standing


def names_act(question: Question, check: Check) -> Iterator[Lack]:
    """A correction says which fact it takes back, so that what followed from it falls away."""
    if question.fact.corrects is None:
        yield Lack("；请写明纠正第几项", "; give the number of the fact it corrects")


def ruled_wrong(question: Question, check: Check) -> Iterator[Lack]:
    """The ruling that the correction rests on found the act wrong, wholly or in part."""
    said = question.fact.payload
    kind, objection = _RULINGS.get(str(said.get("basis"))), said.get("objection")
    if kind is None:
        return
    rulings = [one for one in question.so_far((kind,)) if one.subject_ref == objection]
    if not rulings:
        yield Lack(f"；{objection or '未写明的异议'}没有{said['basis']}", f"; no {kind} on it")
    elif str(rulings[-1].payload.get("result") or "").startswith(_RIGHT):
        seq = rulings[-1].seq
        yield Lack(f"；第{seq}项裁定驳回", f"; fact {seq} let the act stand")

"""Whose an asset is (权属甄别): what the identification says, and whether its owner was joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

_IDENTIFIED = "asset_identified"
_REQUESTED, _RULED = "change_requested", "change_ruled"
_JOINED = "变更或追加"
# What contests a joinder, and what ends the contest.
_FIGHTS = {
    "change_review_requested": "change_review_ruled",
    "change_suit_filed": "change_suit_ended",
}
_SECURED = "change_security_provided"


def identification(question: Question) -> Mapping[str, object]:
    """What the last identification of the arriving fact's asset says; nothing without one."""
    found = question.so_far((_IDENTIFIED,))
    return found[-1].payload if found else {}


def joined(question: Question, check: Check) -> Iterator[Lack]:
    """A ruling added the asset's owner to the debtors: the application names that very person."""
    owner = _owner(question)
    if _ruling(question, owner) is None:
        yield Lack(f"；没有变更、追加{owner}的裁定", f"; no ruling made {owner} a debtor")


def uncontested(question: Question, check: Check) -> Iterator[Lack]:
    """No review of the owner's joinder and no suit over it is pending without security."""
    ruling = _ruling(question, _owner(question))
    if ruling is None:
        return
    of_it = [one for one in question.so_far(_ALL) if one.subject_ref == ruling.subject_ref]
    kinds = {one.kind: one for one in of_it}  # the last of each
    for fight, end in _FIGHTS.items():
        if fight in kinds and end not in kinds and _SECURED not in kinds:
            seq = kinds[fight].seq
            yield Lack(f"；第{seq}项尚未审结", f"; fact {seq} is still pending")


_ALL = (*_FIGHTS, *_FIGHTS.values(), _SECURED)


def _owner(question: Question) -> str:
    said = question.fact.payload.get("owner") or identification(question).get("owner")
    return str(said or "权利人")


def _ruling(question: Question, owner: str) -> FactView | None:
    """The last ruling that made this person a debtor."""
    names = {one.subject_ref: one.payload.get("who") for one in question.so_far((_REQUESTED,))}
    rulings = [
        one
        for one in question.so_far((_RULED,))
        if one.payload.get("result") == _JOINED and names.get(one.subject_ref) == owner
    ]
    return rulings[-1] if rulings else None

"""Case, money and person (案、款、人一致): whoever is paid is a party, or shows why it is he."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

# Fields by which facts name a party of the case, or one who came in later.
_NAMING = {
    "application_received": ("applicant",),
    "filed": ("applicant",),
    "participation_applied": ("creditor",),
}


def parties(facts: Iterable[FactView], kinds: Collection[str] = tuple(_NAMING)) -> set[str]:
    """Those for whom the money of the case may be: its applicants and participating creditors."""
    return {
        str(name).strip()
        for fact in facts
        for field in (_NAMING.get(fact.kind, ()) if fact.kind in kinds else ())
        for name in _several(fact.payload.get(field))
        if str(name).strip()
    }


def entitled(question: Question, check: Check) -> Iterator[Lack]:
    """The payee is a party or shows a paper; unasked where none is named."""
    fact = question.fact
    payee = str(fact.payload.get("payee") or "").strip()
    if not payee or _shown(fact):
        return
    known = parties(question.stands)
    if payee in known or _confirmed(question, payee):
        return
    zh = "、".join(sorted(known)) or "未登记"
    en = ", ".join(sorted(known)) or "none on record"
    yield Lack(
        f"；{payee}不是本案权利人（{zh}）：请写明收款依据（payee_paper），如委托书、债权转让裁定",
        f"; {payee} is none of the case's creditors ({en}): name the paper that entitles him "
        "(payee_paper), such as a power of attorney or a ruling on succession",
    )


def _confirmed(question: Question, payee: str) -> bool:
    """Whether a paper was shown for this payee of this receipt before."""
    earlier = question.so_far(("payee_confirmed",))
    return any(one.payload.get("payee") == payee for one in earlier)


def _shown(fact: FactView) -> bool:
    return bool(str(fact.payload.get("payee_paper") or "").strip())


def _several(value: object) -> tuple[object, ...]:
    if isinstance(value, list | tuple):
        return tuple(value)
    return tuple(part for part in str(value or "").replace("，", "、").split("、"))

"""What a distribution plan (分配方案) has to be: readable, covered, in proportion."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal
from rulebook.money.account import HELD
from rulebook.money.claims import PLANNED, Plan, PlanUnreadable, plan
from rulebook.money.figures import Figures, figures
from rulebook.money.ledger import ledger
from rulebook.money.sharing import shares
from rulebook.money.yuan import NOTHING, shown

_GATE = "distribution-plan"


def refusals(question: Question) -> Iterator[Refusal]:
    """What is wrong with the plan that arrives; nothing when another fact does."""
    if question.fact.kind != PLANNED:
        return
    law = figures()
    try:
        found = plan(question.fact)
    except PlanUnreadable as error:
        yield refusal(
            _GATE,
            f"分配方案中“{error.said}”不能辨认：请写成{error.wanted}",
            f"{error.said!r} of the plan cannot be read: write {error.wanted}",
        )
        return
    yield from _classes(found, law)
    yield from _covered(question, found, law)
    yield from _summed(found, law)
    if not found.agreed:
        yield from _proportions(found, law)


def _classes(found: Plan, law: Figures) -> Iterator[Refusal]:
    known = [rank.name for rank in law.classes]
    for claim in found.claims:
        if claim.rank not in known:
            either = "、".join(known)
            yield refusal(
                _GATE,
                f"{claim.creditor}的债权类别{claim.rank}不能辨认：应为{either}之一",
                f"{claim.creditor}'s class {claim.rank} is unknown: write one of {either}",
                law.distribution,
            )


def _covered(question: Question, found: Plan, law: Figures) -> Iterator[Refusal]:
    """The money must lie with the court."""
    books = ledger(question.stands)
    held = sum(
        (books.held(books.lies(account, ref)) for ref in found.receipts for account in HELD),
        NOTHING,
    )
    if found.amount > held:
        yield refusal(
            _GATE,
            f"待分配价款{shown(found.amount)}元，案款{'、'.join(found.receipts)}现存{shown(held)}元",
            f"{shown(found.amount)} yuan to distribute, {shown(held)} lie in "
            f"{', '.join(found.receipts)}: give the receipts that are shared out",
            law.distribution,
        )


def _summed(found: Plan, law: Figures) -> Iterator[Refusal]:
    given = sum(found.shares.values(), NOTHING)
    if given > found.to_share:
        yield refusal(
            _GATE,
            f"各人应得合计{shown(given)}元，扣除费用后可分{shown(found.to_share)}元",
            f"the shares sum to {shown(given)} yuan and {shown(found.to_share)} are left after "
            "costs: lower them",
            law.distribution,
        )


def _proportions(found: Plan, law: Figures) -> Iterator[Refusal]:
    lawful = shares(found.to_share, found.claims, law.classes)
    for creditor in dict.fromkeys((*lawful, *found.shares)):
        given, due = found.shares.get(creditor, NOTHING), lawful.get(creditor, NOTHING)
        if given != due:
            yield refusal(
                _GATE,
                f"{creditor}按顺位和比例应得{shown(due)}元，方案写{shown(given)}元；"
                "各方另有约定的，请写明agreed",
                f"{creditor} is due {shown(due)} yuan by rank and proportion and the plan says "
                f"{shown(given)}; where all agree otherwise, say agreed",
                law.distribution,
            )

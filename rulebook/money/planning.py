"""What a distribution plan (分配方案) has to be: readable, covered, in proportion."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.replay import day_of
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.money.account import HELD
from rulebook.money.claims import Plan, PlanUnreadable, plan
from rulebook.money.figures import figures
from rulebook.money.ledger import ledger
from rulebook.money.owing import owing
from rulebook.money.payee import parties
from rulebook.money.sharing import shares
from rulebook.money.yuan import NOTHING, shown


def readable(question: Question, check: Check) -> Iterator[Lack]:
    """Each claim and share is written as the plan's fact wants it, each class a known one."""
    try:
        found = plan(question.fact)
    except PlanUnreadable as error:
        yield Lack(
            f"；“{error.said}”不能辨认：请写成{error.wanted}",
            f"; {error.said!r} cannot be read: write {error.wanted}",
        )
        return
    known = [rank.name for rank in figures().classes]
    for claim in found.claims:
        if claim.rank not in known:
            either = "、".join(known)
            yield Lack(
                f"；{claim.creditor}的债权类别{claim.rank}不能辨认：应为{either}之一",
                f"; {claim.creditor}'s class {claim.rank} is unknown: write one of {either}",
            )


def money_there(question: Question, check: Check) -> Iterator[Lack]:
    """The money to be shared out lies with the court."""
    found = _read(question)
    if found is None:
        return
    books = ledger(question.stands)
    held = sum(
        (books.held(books.lies(account, ref)) for ref in found.receipts for account in HELD),
        NOTHING,
    )
    if found.amount > held:
        yield Lack(
            f"；待分配价款{shown(found.amount)}元，案款{'、'.join(found.receipts)}现存{shown(held)}元",
            f"; {shown(found.amount)} yuan to distribute, {shown(held)} lie in "
            f"{', '.join(found.receipts)}: give the receipts that are shared out",
        )


def sum_kept(question: Question, check: Check) -> Iterator[Lack]:
    """The shares are no more than what is left after costs."""
    found = _read(question)
    if found is None:
        return
    given = sum(found.shares.values(), NOTHING)
    if given > found.to_share:
        yield Lack(
            f"；各人应得合计{shown(given)}元，扣除费用后可分{shown(found.to_share)}元",
            f"; the shares sum to {shown(given)} yuan and {shown(found.to_share)} are left after "
            "costs: lower them",
        )


def in_proportion(question: Question, check: Check) -> Iterator[Lack]:
    """Each creditor gets what rank and proportion give him, unless all agree otherwise."""
    found = _read(question)
    if found is None or found.agreed:
        return
    lawful = shares(found.to_share, found.claims, figures().classes)
    for creditor in dict.fromkeys((*lawful, *found.shares)):
        given, due = found.shares.get(creditor, NOTHING), lawful.get(creditor, NOTHING)
        if given != due:
            yield Lack(
                f"；{creditor}按顺位和比例应得{shown(due)}元，方案写{shown(given)}元；"
                "各方另有约定的，请写明agreed",
                f"; {creditor} is due {shown(due)} yuan by rank and proportion and the plan says "
                f"{shown(given)}; where all agree otherwise, say agreed",
            )


def claim_owed(question: Question, check: Check) -> Iterator[Lack]:
    """The applicants' own claims are no more than the case says is owed to them."""
    found, day = _read(question), day_of(question.fact.occurred_at)
    owed = owing(question.stands, day)
    if found is None or owed is None:
        return
    own = parties(question.stands, ("filed", "application_received"))
    asked = sum((one.amount for one in found.claims if one.creditor in own), NOTHING)
    if asked > owed.whole:
        yield Lack(
            f"；方案列申请执行人债权{shown(asked)}元，按{owed.basis}尚欠{shown(owed.whole)}元",
            f"; the plan puts the applicants' claims at {shown(asked)} yuan and "
            f"{shown(owed.whole)} are owed by the facts",
        )


def _read(question: Question) -> Plan | None:
    """The plan; ``None`` where it cannot be read, which another check says."""
    try:
        return plan(question.fact)
    except PlanUnreadable:
        return None

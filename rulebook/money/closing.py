"""Fully performed (执行完毕): nothing that the case says is owed is left unpaid."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.replay import day_of
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.money.owing import Owing, owing
from rulebook.money.yuan import shown

_AGREED = ("settlement_performed",)
_WAY_ZH = "：请发放案款，或者录入账外履行、书面放弃、和解履行完毕及其依据"
_WAY_EN = ": pay it out, or record what was paid or given up elsewhere, or settlement_performed"


def claim_met(question: Question, check: Check) -> Iterator[Lack]:
    """Claim, interest and costs are paid to the day of the act, or a settlement was performed.

    Unasked where no fact says what is owed, as in a case over an act or a thing.
    """
    if any(one.evidence for one in question.so_far(_AGREED)):
        return
    at = question.fact.occurred_at
    facts = [one for one in question.stands if one.occurred_at <= at]
    owed = owing(facts, day_of(at))
    if owed is not None and owed.debts:
        yield _unpaid(owed)
    if owed is not None and owed.costs:
        yield Lack(
            f"；执行费用尚欠{shown(owed.costs)}元：请录入结算执行费用",
            f"; costs of {shown(owed.costs)} yuan are not taken: record execution_costs_taken",
        )


def _unpaid(owed: Owing) -> Lack:
    zh, en = f"；按{owed.basis}尚欠{shown(owed.debts)}元", f"; {shown(owed.debts)} yuan are unpaid"
    if owed.held:
        zh = f"{zh}，其中{shown(owed.held)}元已到账而未发放"
        en = f"{en}, of which {shown(owed.held)} lie with the court"
    return Lack(f"{zh}{_WAY_ZH}", f"{en}{_WAY_EN}")

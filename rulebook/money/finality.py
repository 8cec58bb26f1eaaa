"""Whether a distribution plan is final (方案确定): served on all, objections at their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView, NodePlan
from rulebook.case.projection import node
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.money.account import Account
from rulebook.money.claims import Plan, plan_of
from rulebook.money.ledger import ledger
from rulebook.money.yuan import NOTHING, amount, shown

OBJECT, COUNTER, SUE = (
    "distribution-plan-objection-15d",
    "distribution-counter-15d",
    "distribution-suit-15d",
)


def final(question: Question, check: Check) -> Iterator[Lack]:
    """The plan that distributes this receipt is final; the first thing that it waits for."""
    found = plan_of(question.stands, question.fact.subject_ref)
    if found is None:
        return
    for why in lacking(question, *found):
        yield Lack(f"；{found[1].name}{why.zh}", f"; {why.en}")
        return


def lacking(question: Question, drawn_up: FactView, plan: Plan) -> Iterator[Lack]:
    """What a plan still waits for, in the order in which it happens."""
    asked = _Terms(question, plan.name)
    for who in plan.recipients:
        term = asked.term(OBJECT, who)
        if term is None:
            yield Lack(f"尚未送达{who}", f"{plan.name} was not served on {who}: serve it")
        elif asked.runs(term):
            on = _last(term)
            yield Lack(f"{who}的异议期至{on}", f"{who} may object to {plan.name} until {on}")
    objections = asked.facts("plan_objected")
    if not objections:
        return
    yield from _opposed(asked, plan, drawn_up, objections)


def _opposed(
    asked: _Terms, plan: Plan, drawn_up: FactView, objections: list[FactView]
) -> Iterator[Lack]:
    """The objection's way: the others are told, who oppose it or not, and then a suit or none."""
    objectors = {asked.who(one) for one in objections}
    for who in plan.recipients:
        if who in objectors:
            continue
        term = asked.term(COUNTER, who)
        if term is None:
            yield Lack(f"异议尚未通知{who}", f"{who} was not told of the objection: tell him")
        elif asked.runs(term):
            on = _last(term)
            yield Lack(f"{who}的反对意见期至{on}", f"{who} may oppose the objection until {on}")
    opposed = asked.facts("counter_objected")
    if not opposed:
        if drawn_up.occurred_at < max(one.occurred_at for one in objections):
            yield Lack(
                "无人反对异议，应按异议修正方案",
                f"nobody opposed the objection: record {plan.name} as it was corrected by it",
            )
        return
    for who in sorted(objectors):
        yield from _sued(asked, plan, who)


def _sued(asked: _Terms, plan: Plan, who: str) -> Iterator[Lack]:
    """The objector whom somebody opposes may sue; a suit must have ended."""
    term = asked.term(SUE, who)
    if term is None:
        yield Lack(f"反对意见尚未通知{who}", f"{who} was not told of the opposition: tell him")
    elif asked.runs(term):
        on = _last(term)
        yield Lack(f"{who}的起诉期至{on}", f"{who} may sue over {plan.name} until {on}")
    elif asked.has("plan_suit_filed", who) and not asked.has("plan_suit_ended", who):
        yield Lack(
            f"{who}的异议之诉未终结，争议部分应予提存",
            f"{who}'s suit over {plan.name} is not over: deposit what it is about",
        )


def share_kept(question: Question, check: Check) -> Iterator[Lack]:
    """Whoever is paid is in the plan, and gets no more of its receipts than it gives him."""
    fact, found = question.fact, plan_of(question.stands, question.fact.subject_ref)
    if found is None:
        return
    plan, payee = found[1], str(fact.payload.get("payee") or "").strip()
    if payee not in plan.shares:
        names = "、".join(plan.shares)
        zh, en = f"；{payee or '收款人'}不在{plan.name}中", f"; the payee is not one of {plan.name}"
        yield Lack(f"{zh}（{names}）", f"{en}: name one of {names}")
        return
    paid = _paid(question, plan, payee)
    wants, given = paid + (amount(fact.payload) or NOTHING), plan.shares[payee]
    if wants > given:
        yield Lack(
            f"；{plan.name}给{payee}{shown(given)}元，连同本次将付{shown(wants)}元",
            f"; {plan.name} gives {payee} {shown(given)} yuan and with this {shown(wants)} would "
            "be paid: lower the amount",
        )


def _paid(question: Question, plan: Plan, payee: str) -> Decimal:
    places = ledger(question.stands).balances.items()
    paid = (
        held
        for place, held in places
        if place.account is Account.PAID and place.payee == payee and place.receipt in plan.receipts
    )
    return sum(paid, NOTHING)


class _Terms:
    """The clocks and facts of one plan's recipients, as of the arriving fact."""

    def __init__(self, question: Question, name: str) -> None:
        self._question, self._prefix = question, f"{name}/"
        self._facts = [one for one in question.stands if one.subject_ref.startswith(self._prefix)]

    def who(self, fact: FactView) -> str:
        return fact.subject_ref.removeprefix(self._prefix)

    def facts(self, kind: str) -> list[FactView]:
        return [one for one in self._facts if one.kind == kind]

    def has(self, kind: str, who: str) -> bool:
        return any(self.who(one) == who for one in self.facts(kind))

    def term(self, rule: str, who: str) -> NodePlan | None:
        """The recipient's own last clock under that rule."""
        run, ref = self._question.run, f"{self._prefix}{who}"
        for clock in reversed(run.clocks):
            if clock.rule.id == rule and clock.ref == ref:
                return node(clock, run)
        return None

    def runs(self, term: NodePlan) -> bool:
        """Whether the term was neither used nor has run out."""
        if term.state == "settled":
            return False
        return term.due is None or self._question.fact.occurred_at < term.due.at


def _last(term: NodePlan) -> date | str:
    return term.due.on if term.due else "中止期间届满"

"""Whether a distribution plan is final (方案确定): served on all, objections at their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rulebook.case.casefile import FactView, NodePlan
from rulebook.case.projection import node
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal
from rulebook.money.account import Account
from rulebook.money.claims import Plan, plan_of
from rulebook.money.ledger import ledger
from rulebook.money.yuan import NOTHING, amount, shown

_GATE = "distribution-final"
_CITED = "民诉法解释第509条、第510条"
_PAYING = ("funds_paid",)
OBJECT, COUNTER, SUE = (
    "distribution-plan-objection-15d",
    "distribution-counter-15d",
    "distribution-suit-15d",
)


class Open(NamedTuple):
    """Why a plan is not final yet, in one line of each tongue."""

    zh: str
    en: str


def refusals(question: Question) -> Iterator[Refusal]:
    """Why this receipt cannot be paid out: its plan is not final, or gives the payee less."""
    fact = question.fact
    if fact.kind not in _PAYING:
        return
    found = plan_of(question.stands, fact.subject_ref)
    if found is None:
        return
    for why in lacking(question, *found):
        yield refusal(_GATE, f"{found[1].name}尚未确定：{why.zh}", why.en, _CITED)
        return
    yield from _share(question, found[1])


def lacking(question: Question, drawn_up: FactView, plan: Plan) -> Iterator[Open]:
    """What a plan still waits for, in the order in which it happens."""
    asked = _Terms(question, plan.name)
    for who in plan.recipients:
        term = asked.term(OBJECT, who)
        if term is None:
            yield Open(f"尚未送达{who}", f"{plan.name} was not served on {who}: serve it")
        elif asked.runs(term):
            on = _last(term)
            yield Open(f"{who}的异议期至{on}", f"{who} may object to {plan.name} until {on}")
    objections = asked.facts("plan_objected")
    if not objections:
        return
    yield from _opposed(asked, plan, drawn_up, objections)


def _opposed(
    asked: _Terms, plan: Plan, drawn_up: FactView, objections: list[FactView]
) -> Iterator[Open]:
    """The objection's way: the others are told, who oppose it or not, and then a suit or none."""
    objectors = {asked.who(one) for one in objections}
    for who in plan.recipients:
        if who in objectors:
            continue
        term = asked.term(COUNTER, who)
        if term is None:
            yield Open(f"异议尚未通知{who}", f"{who} was not told of the objection: tell him")
        elif asked.runs(term):
            on = _last(term)
            yield Open(f"{who}的反对意见期至{on}", f"{who} may oppose the objection until {on}")
    opposed = asked.facts("counter_objected")
    if not opposed:
        if drawn_up.occurred_at < max(one.occurred_at for one in objections):
            yield Open(
                "无人反对异议，应按异议修正方案",
                f"nobody opposed the objection: record {plan.name} as it was corrected by it",
            )
        return
    for who in sorted(objectors):
        yield from _sued(asked, plan, who)


def _sued(asked: _Terms, plan: Plan, who: str) -> Iterator[Open]:
    """The objector whom somebody opposes may sue; a suit must have ended."""
    term = asked.term(SUE, who)
    if term is None:
        yield Open(f"反对意见尚未通知{who}", f"{who} was not told of the opposition: tell him")
    elif asked.runs(term):
        on = _last(term)
        yield Open(f"{who}的起诉期至{on}", f"{who} may sue over {plan.name} until {on}")
    elif asked.has("plan_suit_filed", who) and not asked.has("plan_suit_ended", who):
        yield Open(
            f"{who}的异议之诉未终结，争议部分应予提存",
            f"{who}'s suit over {plan.name} is not over: deposit what it is about",
        )


def _share(question: Question, plan: Plan) -> Iterator[Refusal]:
    """Whoever is paid is in the plan, and gets no more of its receipts than it gives him."""
    fact, payee = question.fact, str(question.fact.payload.get("payee") or "").strip()
    if payee not in plan.shares:
        names = "、".join(plan.shares)
        zh, en = f"{payee or '收款人'}不在{plan.name}中", f"the payee is not one of {plan.name}"
        yield refusal(_GATE, f"{zh}（{names}）", f"{en}: name one of {names}", _CITED)
        return
    balances = ledger(question.stands).balances
    paid = sum(
        (
            held
            for place, held in balances.items()
            if place.account is Account.PAID
            and place.payee == payee
            and place.receipt in plan.receipts
        ),
        NOTHING,
    )
    wants, given = paid + (amount(fact.payload) or NOTHING), plan.shares[payee]
    if wants > given:
        yield refusal(
            _GATE,
            f"{plan.name}给{payee}{shown(given)}元，连同本次将付{shown(wants)}元",
            f"{plan.name} gives {payee} {shown(given)} yuan and with this {shown(wants)} would be "
            "paid: lower the amount",
            _CITED,
        )


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

"""Distribution among creditors: who gets how much, and when the plan may be paid out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rulebook.case.casefile import Decision
from rulebook.case.standing import standing
from rulebook.money.claims import Claim
from rulebook.money.credits import credited
from rulebook.money.figures import figures
from rulebook.money.sharing import shares
from rulebook.money.yuan import FEN
from tests.rulebook.casebook import Casebook

R, PLAN = "款1", "方案1"
FIRST, ORDINARY = "优先受偿", "普通"
SAID = {
    "amount": "100000.00",
    "costs": "1000.00",
    "claims": ["甲公司|普通|200000", "乙公司|普通|100000", "丙银行|优先受偿|39000"],
    "shares": ["丙银行|39000", "甲公司|40000", "乙公司|20000"],
    "receipts": [R],
    "debtors": ["丁"],
}
ALL = ("甲公司", "乙公司", "丙银行", "丁")


def pot() -> Casebook:
    book = Casebook()
    book.happens("application_received", "2026-01-05", applicant="甲公司")
    book.happens("filed", "2026-01-05")
    book.happens("handler_assigned", "2026-01-05", handler="H1")
    for number, name in enumerate(("乙公司", "丙银行")):
        book.happens("participation_applied", "2026-02-02", f"参{number}", creditor=name)
    book.happens("funds_received", "2026-03-02", R, amount="100000.00", account="1")
    return book


def served(*but: str) -> Casebook:
    """The plan is served on all, on Monday 2026-03-09, save on some."""
    book = pot()
    book.happens("distribution_planned", "2026-03-06", PLAN, **SAID)
    for who in ALL:
        if who not in but:
            book.happens("plan_served", "2026-03-09", f"{PLAN}/{who}", recipient=who)
    return book


def pays(book: Casebook, on: str, amount: str = "40000.00", payee: str = "甲公司") -> Decision:
    return book.tries("funds_paid", on, R, amount=amount, payee=payee)


def refused(decision: Decision, *words: str) -> None:
    assert decision.plan is None
    assert any(line.article.startswith("民诉法解释第5") for line in decision.refusals)
    for word in words:
        assert any(word in line.zh or word in line.en for line in decision.refusals)


def test_priority_comes_first_and_the_others_share_by_proportion() -> None:
    claims = [Claim("甲", ORDINARY, Decimal(200)), Claim("乙", ORDINARY, Decimal(100))]
    claims.append(Claim("丙", FIRST, Decimal(40)))
    got = shares(Decimal(100), claims, figures().classes)
    assert got == {"甲": Decimal(40), "乙": Decimal(20), "丙": Decimal(40)}


def test_a_fen_that_does_not_divide_goes_to_the_largest_remainder() -> None:
    claims = [Claim(name, ORDINARY, Decimal(1)) for name in "甲乙丙"]
    got = shares(Decimal("1.00"), claims, figures().classes)
    assert sorted(got.values()) == [Decimal("0.33"), Decimal("0.33"), Decimal("0.34")]


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.sampled_from([FIRST, ORDINARY]), st.integers(1, 10**8)), max_size=8),
)
def test_nothing_is_left_over_and_nobody_gets_more_than_he_asks(
    fen: int, asked: list[tuple[str, int]]
) -> None:
    claims = [Claim(str(n), rank, one * FEN) for n, (rank, one) in enumerate(asked)]
    money, total = fen * FEN, sum((claim.amount for claim in claims), Decimal(0))
    got = shares(money, claims, figures().classes)
    assert sum(got.values(), Decimal(0)) == min(money, total)
    assert all(0 <= got[claim.creditor] <= claim.amount for claim in claims)


def test_a_plan_by_rank_and_proportion_is_taken() -> None:
    assert pot().tries("distribution_planned", "2026-03-06", PLAN, **SAID).refusals == ()


def test_a_plan_that_favours_somebody_is_refused_unless_all_agree() -> None:
    unlike = SAID | {"shares": ["丙银行|39000", "甲公司|45000", "乙公司|15000"]}
    decision = pot().tries("distribution_planned", "2026-03-06", PLAN, **unlike)
    refused(decision, "40,000.00", "45,000.00")
    agreed = unlike | {"agreed": True}
    assert pot().tries("distribution_planned", "2026-03-06", PLAN, **agreed).plan


def test_a_plan_cannot_share_out_more_than_lies_there() -> None:
    more = SAID | {"amount": "100000.01"}
    refused(pot().tries("distribution_planned", "2026-03-06", PLAN, **more), "100,000.00")
    over = SAID | {"shares": ["丙银行|39000", "甲公司|40000", "乙公司|20000.01"], "agreed": True}
    refused(pot().tries("distribution_planned", "2026-03-06", PLAN, **over), "99,000.01")


def test_a_plan_that_cannot_be_read_says_how_to_write_it() -> None:
    for claims in (["甲公司 200000"], ["甲公司|普通|许多"]):
        odd = SAID | {"claims": claims}
        decision = pot().tries("distribution_planned", "2026-03-06", PLAN, **odd)
        assert decision.plan is None
        assert "甲公司|普通|100000" in decision.refusals[0].zh
    rank = SAID | {"claims": ["甲公司|头等|200000"]}
    refused(pot().tries("distribution_planned", "2026-03-06", PLAN, **rank), "头等")


def test_nothing_is_paid_before_the_plan_was_served_on_all() -> None:
    refused(pays(served("丁"), "2026-04-30"), "尚未送达丁")


def test_nothing_is_paid_while_somebody_may_object() -> None:
    refused(pays(served(), "2026-03-24"), "2026-03-24")
    assert pays(served(), "2026-03-25").refusals == ()


def test_nobody_gets_more_than_the_plan_gives_him() -> None:
    book = served()
    refused(pays(book, "2026-03-25", "40000.01"), "40,000.00")
    refused(pays(book, "2026-03-25", "1.00", "丁"), "丁不在方案1中")
    book.happens("funds_paid", "2026-03-25", R, amount="30000.00", payee="甲公司")
    refused(pays(book, "2026-03-26", "10000.01"), "40,000.01")
    assert pays(book, "2026-03-26", "10000.00").plan


def objected() -> Casebook:
    """乙公司 objects in time; the others are told on 2026-03-23."""
    book = served()
    book.happens("plan_objected", "2026-03-20", f"{PLAN}/乙公司")
    for who in ("甲公司", "丙银行", "丁"):
        book.happens("plan_objection_notified", "2026-03-23", f"{PLAN}/{who}")
    return book


def test_an_objection_that_nobody_opposes_corrects_the_plan() -> None:
    book = objected()
    # 23 March + 15 days: 7 April.
    refused(pays(book, "2026-04-07"), "反对意见期至2026-04-07")
    refused(pays(book, "2026-04-08"), "按异议修正方案")
    book.happens("distribution_planned", "2026-04-08", PLAN, **SAID)
    assert pays(book, "2026-04-08").plan


def test_an_opposed_objection_leads_to_a_suit_or_to_the_first_plan() -> None:
    book = objected()
    book.happens("counter_objected", "2026-03-30", f"{PLAN}/甲公司")
    refused(pays(book, "2026-04-08"), "反对意见尚未通知乙公司")
    book.happens("counter_objection_notified", "2026-04-09", f"{PLAN}/乙公司")
    refused(pays(book, "2026-04-24"), "起诉期至2026-04-24")
    assert pays(book, "2026-04-25").plan, "nobody sued: the first plan stands"
    book.happens("plan_suit_filed", "2026-04-20", f"{PLAN}/乙公司")
    refused(pays(book, "2026-05-25"), "异议之诉未终结")
    book.happens("plan_suit_ended", "2026-09-01", f"{PLAN}/乙公司")
    assert pays(book, "2026-09-02").plan


def test_money_outside_the_plan_is_not_held_up() -> None:
    book = served("丁")
    book.happens("funds_received", "2026-03-10", "款2", amount="5.00", account="1")
    assert book.tries("funds_paid", "2026-03-11", "款2", amount="5.00", payee="甲公司").plan


def test_what_another_creditor_gets_does_not_pay_the_applicants_debt() -> None:
    book = served()
    book.happens("debt_confirmed", "2026-03-09", "债权1", principal="200000", due_on="2025-12-31")
    for who, amount in (("甲公司", "40000.00"), ("乙公司", "20000.00"), ("丙银行", "39000.00")):
        book.happens("funds_paid", "2026-03-25", R, amount=amount, payee=who)
    book.happens("execution_costs_taken", "2026-03-25", R, amount="1000.00", item="申请执行费")
    (credit,) = credited(standing(book.facts), date(2026, 3, 24))
    assert credit.amount == Decimal("40000.00"), "as the plan gives it, before it is paid"
    (credit,) = credited(standing(book.facts), date(2026, 4, 1))
    assert credit.amount == Decimal("40000.00")

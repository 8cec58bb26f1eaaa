"""What is owed is one figure, and a case is fully performed when nothing of it is unpaid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook.case.standing import standing
from rulebook.money.owing import owing
from rulebook.property.owed import owed
from tests.rulebook.asked import passes, refusals, refused_by, remarks
from tests.rulebook.casebook import NOTICED, Casebook

R, DEBT = "款1", "债权1"
PAID = {"mode": "执行完毕", "ground": "全部履行", **NOTICED}
GATE, ARTICLE = "close-paid-in-full", "法释〔1998〕15号第64条"
MARCH_31 = date(2026, 3, 31)


def case() -> Casebook:
    """甲公司 has a title against 乙."""
    book = Casebook()
    book.happens("application_received", "2026-01-05", applicant="甲公司")
    book.happens("filed", "2026-01-05")
    book.happens("handler_assigned", "2026-01-05", handler="H1")
    book.happens("debt_performed", "2026-01-05", way="自动履行")  # somebody said so too early
    return book


def by_title() -> Casebook:
    """10,000 yuan due on 31 December 2025: 1.75 yuan of doubled interest a day since."""
    book = case()
    book.happens("debt_confirmed", "2026-01-06", DEBT, principal="10000", due_on="2025-12-31")
    return book


def stated(claim: str = "10000", costs: str = "0") -> Casebook:
    book = case()
    book.happens("claim_stated", "2026-01-08", claim=claim, interest="0", costs=costs)
    return book


def pays(book: Casebook, amount: str, on: str = "2026-03-02", ref: str = R) -> Casebook:
    book.happens("funds_received", on, ref, amount=amount, account="1")
    book.happens("funds_paid", on, ref, amount=amount, payee="甲公司")
    return book


def whole(book: Casebook, on: date = MARCH_31) -> Decimal | None:
    found = owing(standing(book.facts), on)
    return found.whole if found else None


# -- one figure ----------------------------------------------------------------------------------


def test_where_the_titles_debt_is_noted_it_governs_and_grows_by_the_day() -> None:
    book = by_title()
    assert whole(book) == Decimal("10157.50"), "90 days"
    book.happens("claim_stated", "2026-02-02", claim="9000", interest="0", costs="150")
    assert whole(book) == Decimal("10307.50"), "of the statement only the costs count"
    book.happens("debt_confirmed", "2026-02-03", DEBT, principal="8000", due_on="2025-12-31")
    assert whole(book) == Decimal("8276.00"), "the debt noted last takes the place of the earlier"


def test_without_a_debt_the_last_statement_governs_less_what_was_met_since() -> None:
    book = pays(stated("10000", "150"), "4000")
    book.happens("debt_paid_directly", "2026-03-03", amount="1000")
    book.happens("claim_waived", "2026-03-04", amount="500")
    assert whole(book) == Decimal("4650.00")
    book.happens("claim_stated", "2026-03-05", claim="7000", costs="0")
    assert whole(book) == Decimal(7000)


def test_measures_and_plans_read_the_same_figure_as_the_end() -> None:
    book = by_title()
    assert owed(standing(book.facts), MARCH_31) == whole(book) == Decimal("10157.50")
    book.happens("funds_received", "2026-03-31", R, amount="20000", account="1")
    said = {
        "amount": "20000.00",
        "costs": "0",
        "debtors": ["乙"],
        "claims": ["甲公司|普通|10157.51"],
        "shares": ["甲公司|10157.51"],
        "receipts": [R],
    }
    told = remarks(book, "distribution_planned", "2026-03-31", "方案1", **said)
    assert "10,157.50" in told["distribution-claim-owed"]
    fitting = said | {"claims": ["甲公司|普通|10157.50"], "shares": ["甲公司|10157.50"]}
    assert remarks(book, "distribution_planned", "2026-03-31", "方案1", **fitting) == {}


def test_a_debt_in_foreign_money_is_owed_as_the_court_states_it_in_yuan() -> None:
    book = case()
    said = {"principal": "1000", "due_on": "2025-12-31", "currency": "美元"}
    book.happens("debt_confirmed", "2026-01-06", DEBT, **said)
    assert whole(book) is None
    book.happens("claim_stated", "2026-01-08", claim="7100")
    assert whole(book) == Decimal(7100)
    book.happens("debt_confirmed", "2026-01-09", DEBT, **said, yuan_rate="7.1")
    assert whole(book) == Decimal("7211.83"), "90 days of 7,100.00"


def test_nothing_is_owed_under_a_title_that_fell_until_another_stands() -> None:
    book = by_title()
    book.happens("title_revoked", "2026-02-02", document="再审判决书")
    assert whole(book) is None
    book.happens("debt_confirmed", "2026-02-03", DEBT, principal="5000", due_on="2026-02-28")
    assert whole(book) == Decimal("5027.13"), "31 days"


def test_what_another_creditor_got_does_not_pay_the_applicant() -> None:
    book = stated("100")
    book.happens("participation_applied", "2026-02-02", "参1", creditor="乙公司")
    book.happens("funds_received", "2026-03-02", R, amount="100", account="1")
    book.happens("funds_paid", "2026-03-02", R, amount="100", payee="乙公司")
    assert whole(book) == Decimal(100)


# -- the end -------------------------------------------------------------------------------------


def test_a_case_with_something_unpaid_is_not_fully_performed() -> None:
    book = pays(by_title(), "10000", "2026-01-30")
    lines = refused_by(GATE, ARTICLE, book, "case_closed", "2026-02-27", **PAID)
    assert "按执行依据尚欠52.50元" in lines, "30 days of doubled interest, which is paid last"
    book.happens("termination_ruled", "2026-02-26", ground="其他情形")
    passes(book, "case_closed", "2026-02-27", mode="终结执行", ground="死亡", **NOTICED)
    refused_by(GATE, ARTICLE, book, "debt_performed", "2026-02-27")


def test_a_case_paid_to_the_fen_is() -> None:
    book = pays(by_title(), "10052.50", "2026-01-30")
    assert refusals(book, "debt_performed", "2026-02-27") == []
    passes(book, "case_closed", "2026-02-27", **PAID)


def test_money_that_lies_with_the_court_has_paid_nobody() -> None:
    book = stated()
    book.happens("funds_received", "2026-03-02", R, amount="10000", account="1")
    lines = refused_by(GATE, ARTICLE, book, "case_closed", "2026-03-31", **PAID)
    assert "尚欠10,000.00元，其中10,000.00元已到账而未发放" in lines
    book.happens("funds_paid", "2026-03-31", R, amount="10000", payee="甲公司")
    passes(book, "case_closed", "2026-03-31", **PAID)


def test_what_was_performed_apart_from_the_account_counts_with_its_paper() -> None:
    book = stated()
    book.happens("debt_paid_directly", "2026-03-02", amount="9999.99")
    lines = refused_by(GATE, ARTICLE, book, "case_closed", "2026-03-31", **PAID)
    assert "尚欠0.01元" in lines and "0.01 yuan are unpaid" in lines
    book.happens("claim_waived", "2026-03-30", amount="0.01")
    passes(book, "case_closed", "2026-03-31", **PAID)


def test_the_costs_are_taken_before_the_end() -> None:
    book = pays(stated("1000", "50"), "1000")
    lines = refused_by(GATE, ARTICLE, book, "case_closed", "2026-03-31", **PAID)
    assert "执行费用尚欠50.00元" in lines
    book.happens("funds_received", "2026-03-30", "款2", amount="50", account="1")
    book.happens("execution_costs_taken", "2026-03-30", "款2", amount="50", item="申请执行费")
    passes(book, "case_closed", "2026-03-31", **PAID)


def test_a_settlement_that_was_performed_ends_it_for_less() -> None:
    book = stated()
    book.happens("settlement_reached", "2026-02-02", "和解1", perform_by="2026-03-02")
    refused_by(GATE, ARTICLE, book, "case_closed", "2026-03-31", **PAID)
    book.happens("settlement_performed", "2026-03-02", "和解1", _evidence="")
    refused_by(GATE, ARTICLE, book, "case_closed", "2026-03-31", **PAID)
    book.happens("settlement_performed", "2026-03-02", "和解1")
    passes(book, "case_closed", "2026-03-31", **PAID)


def test_a_case_over_a_thing_is_not_asked_for_money() -> None:
    passes(case(), "case_closed", "2026-03-31", **PAID, delivered=True)

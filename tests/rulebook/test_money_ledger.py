"""The ledger of a case: every movement balances, and nothing takes more than there is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.case.casefile import Decision
from rulebook.case.standing import standing
from rulebook.money.account import Account, Place
from rulebook.money.ledger import Ledger, ledger
from tests.rulebook.casebook import Casebook, filed

R = "款1"


def funded(amount: str = "1000.00", **said: object) -> Casebook:
    """A case of 甲公司's that received money."""
    book = Casebook()
    book.happens("application_received", "2026-01-05", applicant="甲公司")
    book.happens("filed", "2026-01-05")
    book.happens("handler_assigned", "2026-01-05", handler="H1")
    book.happens("funds_received", "2026-03-02", R, amount=amount, account="6222", **said)
    return book


def books(book: Casebook) -> Ledger:
    return ledger(standing(book.facts))


def holds(book: Casebook, account: Account, payee: str = "") -> Decimal:
    return books(book).balances.get(Place(account, R, payee), Decimal(0))


def refused(decision: Decision, *words: str) -> None:
    """Refused, citing an article, with these words in the line, and nothing planned."""
    assert decision.plan is None
    (line,) = decision.refusals
    assert line.article
    for word in words:
        assert word in line.zh or word in line.en


def test_money_comes_in_is_confirmed_and_paid() -> None:
    book = funded()
    book.happens("execution_costs_taken", "2026-03-03", R, amount="100.00", item="申请执行费")
    book.happens("payee_confirmed", "2026-03-04", R, payee="甲公司")
    assert holds(book, Account.PAYABLE) == 0
    assert holds(book, Account.PAYABLE, "甲公司") == 900
    book.happens("funds_paid", "2026-03-10", R, amount="900.00", payee="甲公司")
    assert holds(book, Account.PAID, "甲公司") == 900
    assert holds(book, Account.COSTS) == 100
    assert holds(book, Account.RECEIVED) == 1000


def test_a_docket_that_names_no_payee_still_balances() -> None:
    book = funded()
    decision = book.tries("funds_paid", "2026-03-10", R, amount="1000.00")
    assert decision.refusals == ()
    assert any("payee" in remark.en for remark in decision.remarks)
    book.happens("funds_paid", "2026-03-10", R, amount="1000.00")
    assert holds(book, Account.PAYABLE) == 0


def test_more_than_there_is_is_refused_with_the_figures() -> None:
    book = funded()
    decision = book.tries("funds_paid", "2026-03-10", R, amount="1000.01", payee="甲公司")
    refused(decision, "1,000.00", "1,000.01", "法〔2016〕401号")
    assert book.tries("funds_paid", "2026-03-10", R, amount="1000.00", payee="甲公司").plan


def test_money_confirmed_for_another_is_not_paid_to_this_one() -> None:
    book = funded()
    book.happens("participation_applied", "2026-03-03", "参1", creditor="乙公司")
    book.happens("payee_confirmed", "2026-03-04", R, amount="600.00", payee="乙公司")
    refused(
        book.tries("funds_paid", "2026-03-10", R, amount="500.00", payee="甲公司"),
        "400.00",
        "待领（乙公司）600.00",
    )
    assert book.tries("funds_paid", "2026-03-10", R, amount="400.00", payee="甲公司").plan


def test_what_is_deferred_cannot_be_paid_until_the_ground_is_gone() -> None:
    book = funded()
    said = {"reason": "另案保全或冻结", "director": "D1", "leader": "V1", "until": "2026-06-30"}
    book.happens("funds_deferred", "2026-03-05", R, **said)
    assert holds(book, Account.DEFERRED) == 1000
    refused(
        book.tries("funds_paid", "2026-03-10", R, amount="1000.00", payee="甲公司"),
        "暂缓1,000.00",
    )
    assert book.due("funds-deferral-until").isoformat() == "2026-06-30"
    book.happens("funds_deferral_ended", "2026-06-01", R)
    assert book.tries("funds_paid", "2026-06-02", R, amount="1000.00", payee="甲公司").plan


def test_unidentified_money_waits_until_it_is_known_whose_it_is() -> None:
    book = funded(unidentified=True)
    assert holds(book, Account.UNIDENTIFIED) == 1000
    assert book.nodes("funds-paynotice-10wd") == []
    refused(
        book.tries("funds_paid", "2026-03-10", R, amount="1000.00", payee="甲公司"),
        "待确认1,000.00",
    )
    book.happens("funds_identified", "2026-03-09", R, payer="丙")
    assert holds(book, Account.PAYABLE) == 1000
    assert book.due("funds-paynotice-10wd").isoformat() == "2026-03-23"


def test_what_nobody_could_place_goes_back_first() -> None:
    book = funded(unidentified=True)
    book.happens("funds_identified", "2026-03-09", R, amount="400.00")
    book.happens("funds_returned", "2026-03-10", R, amount="700.00", payee="丙")
    assert holds(book, Account.UNIDENTIFIED) == 0
    assert holds(book, Account.PAYABLE) == 300
    assert holds(book, Account.REFUNDED, "丙") == 700


def test_deposited_proceeds_are_claimed_later() -> None:
    book = funded()
    book.happens("proceeds_deposited", "2026-03-09", R, amount="1000.00", payee="丁")
    assert holds(book, Account.DEPOSITED, "丁") == 1000
    refused(book.tries("funds_paid", "2026-03-10", R, amount="1.00", payee="甲公司"), "0.00")
    book.happens("deposited_proceeds_claimed", "2027-03-09", R, payee="丁", payee_paper="身份证")
    assert holds(book, Account.PAID, "丁") == 1000


@pytest.mark.parametrize("kind", ["funds_paid", "payee_confirmed"])
def test_a_stranger_is_paid_only_upon_a_paper(kind: str) -> None:
    book = funded()
    decision = book.tries(kind, "2026-03-10", R, amount="5.00", payee="戊")
    refused(decision, "戊", "甲公司", "payee_paper")
    said = {"amount": "5.00", "payee": "戊", "payee_paper": "债权转让裁定"}
    assert book.tries(kind, "2026-03-10", R, **said).plan


def test_whom_a_paper_confirmed_once_is_paid_without_another() -> None:
    book = funded()
    book.happens("payee_confirmed", "2026-03-04", R, payee="戊", payee_paper="继承公证书")
    assert book.tries("funds_paid", "2026-03-10", R, amount="5.00", payee="戊").plan


def test_a_receipt_that_was_paid_out_cannot_be_voided() -> None:
    book = funded()
    book.happens("funds_paid", "2026-03-10", R, amount="1000.00", payee="甲公司")
    void = book.tries("correction", "2026-03-11", _corrects=4, void=True, reason="重复录入")
    refused(void, "第5项事实", "0.00")
    less = book.tries("correction", "2026-03-11", _corrects=4, amount="999.99", reason="录错")
    refused(less, "999.99")
    assert book.tries("correction", "2026-03-11", _corrects=4, amount="1200.00", reason="录错").plan


def test_a_correction_moves_the_ledger() -> None:
    book = funded()
    book.happens("correction", "2026-03-11", _corrects=4, amount="1200.00", reason="录错")
    assert holds(book, Account.RECEIVED) == 1200
    assert holds(book, Account.PAYABLE) == 1200


def test_a_case_without_money_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the ledger was made for nothing")

    monkeypatch.setattr("rulebook.money.balances.ledger", never)
    assert filed().tries("clue_received", "2026-02-02", "线索1").refusals == ()


MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "funds_received",
                "funds_identified",
                "payee_confirmed",
                "execution_costs_taken",
                "funds_deferred",
                "funds_deferral_ended",
                "funds_paid",
                "funds_returned",
                "proceeds_deposited",
                "deposited_proceeds_claimed",
            ]
        ),
        st.sampled_from(["款1", "款2"]),
        st.sampled_from(["", "甲公司", "乙公司"]),
        st.integers(0, 500),
        st.booleans(),
    ),
    max_size=14,
)


@given(MOVES)
def test_the_books_sum_to_zero_whatever_happens(
    moves: list[tuple[str, str, str, int, bool]],
) -> None:
    book = funded()
    for kind, ref, payee, fen, flag in moves:
        amount = f"{fen // 100}.{fen % 100:02}"
        book.happens(kind, "2026-03-05", ref, amount=amount, payee=payee, unidentified=flag)
    found = books(book)
    by_fact: dict[int, Decimal] = {}
    for posting in found.postings:
        by_fact[posting.seq] = by_fact.get(posting.seq, Decimal(0)) + posting.amount
    assert set(by_fact.values()) <= {Decimal(0)}
    if not found.shortfalls:
        assert all(held >= 0 for held in found.balances.values())


@given(MOVES)
def test_what_the_gates_let_pass_never_leaves_less_than_nothing(
    moves: list[tuple[str, str, str, int, bool]],
) -> None:
    book = funded()
    for kind, ref, payee, fen, flag in moves:
        amount = f"{fen // 100}.{fen % 100:02}"
        said = {"amount": amount, "payee": payee or "甲公司", "payee_paper": "委托书"}
        known = {field.name for field in book.law.facts[kind].fields}
        given_ = {k: v for k, v in {**said, "unidentified": flag}.items() if k in known}
        if kind == "funds_deferred":
            given_ |= {
                "reason": "需要分配", "director": "D", "leader": "V", "until": "2026-09-01",
            }  # fmt: skip
        if book.tries(kind, "2026-03-05", ref, **given_).plan is not None:
            book.happens(kind, "2026-03-05", ref, **given_)
    found = books(book)
    assert found.shortfalls == []
    assert all(held >= 0 for held in found.balances.values())

"""Late-performance interest: the worked examples, and what holds of every account."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rulebook.case.standing import standing
from rulebook.money.interest import Reckoning, reckon
from rulebook.money.interestline import DOUBLED, GENERAL, PRINCIPAL
from tests.rulebook.casebook import Casebook, filed

FILE = Path(rulebook.__file__).parent / "data" / "late-interest.toml"
EXAMPLES = tomllib.loads(FILE.read_text("utf-8"))["example"]


def told(facts: list[dict[str, Any]]) -> Casebook:
    book = Casebook()
    for fact in facts:
        said = {k: v for k, v in fact.items() if k not in {"kind", "on", "of"}}
        book.happens(fact["kind"], fact["on"], fact.get("of", ""), **said)
    return book


def account(book: Casebook, as_of: date) -> Reckoning:
    return reckon(standing(book.facts), as_of)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["shows"])
def test_a_worked_example_comes_out(example: dict[str, Any]) -> None:
    found = account(told(example["facts"]), example["as_of"])
    owed = [f"{found.total(kind):.2f}" for kind in (PRINCIPAL, GENERAL, DOUBLED)]
    assert owed == example["owed"]
    assert len(found.notes) == example.get("notes", 0)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["shows"])
def test_the_facts_of_an_example_pass_the_gates(example: dict[str, Any]) -> None:
    book = Casebook()
    book.happens("application_received", "2014-01-02", applicant="甲公司")
    book.happens("filed", "2014-01-02")
    for fact in example["facts"]:
        said = {k: v for k, v in fact.items() if k not in {"kind", "on", "of"}}
        assert book.tries(fact["kind"], fact["on"], fact.get("of", ""), **said).refusals == ()
        book.happens(fact["kind"], fact["on"], fact.get("of", ""), **said)


def test_every_line_shows_its_sum() -> None:
    (line,) = account(told(EXAMPLES[0]["facts"]), EXAMPLES[0]["as_of"]).lines
    assert "共61日" in line.zh and "100,000.00元×0.0175%×61日＝1,067.50元" in line.zh
    assert "法释〔2014〕8号第1条" in line.zh
    assert "61 days" in line.en


def test_a_credit_says_what_it_satisfied() -> None:
    (applied,) = account(told(EXAMPLES[2]["facts"]), EXAMPLES[2]["as_of"]).applied
    assert applied.zh == (
        "2023-12-31款1到账50,000.00元，清偿债权1一般利息12,133.33元，债权1本金37,866.67元"
    )


def test_what_is_paid_beyond_the_debts_is_left_over() -> None:
    book = told([*EXAMPLES[9]["facts"][:1]])
    book.happens("funds_received", "2025-01-31", "款1", amount="1100.00")
    (applied,) = account(book, date(2025, 2, 28)).applied
    assert applied.over == Decimal("94.57")


def test_a_rate_that_cannot_be_read_is_refused() -> None:
    said = {"principal": "1", "due_on": "2026-01-31", "rates": ["六厘"]}
    decision = filed().tries("debt_confirmed", "2026-02-02", "债权1", **said)
    assert "2024-01-01=3.45" in decision.refusals[0].zh
    assert decision.plan is None
    odd = {"principal": "1", "due_on": "2026-01-31", "year_days": 36}
    assert filed().tries("debt_confirmed", "2026-02-02", "债权1", **odd).plan is None
    sound = {"principal": "1", "due_on": "2026-01-31", "year_days": 365}
    assert filed().tries("debt_confirmed", "2026-02-02", "债权1", **sound).plan


@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 90_000_00)), max_size=6),
    st.integers(1, 500),
)
def test_no_fen_is_lost_between_debt_interest_and_payment(
    paid: list[tuple[int, int]], days: int
) -> None:
    start = date(2024, 1, 31)
    book = told(EXAMPLES[7]["facts"][:0])
    said = {"principal": "100000", "due_on": start.isoformat(), "rates": ["2023-10-01=4.2"]}
    book.happens("debt_confirmed", "2024-02-01", "债权1", **said)
    for number, (after, fen) in enumerate(paid):
        on = (start + timedelta(days=after)).isoformat()
        book.happens("funds_received", on, f"款{number}", amount=str(Decimal(fen) / 100))
    found = account(book, start + timedelta(days=days))
    accrued = sum((line.amount for line in found.lines), Decimal(100_000))
    came = sum((one.credit.amount - one.over for one in found.applied), Decimal(0))
    assert found.whole == accrued - came
    assert min(found.total(kind) for kind in (PRINCIPAL, GENERAL, DOUBLED)) >= 0


@given(st.integers(0, 3000))
def test_a_later_day_never_owes_less(days: int) -> None:
    book = told(EXAMPLES[1]["facts"])
    day = date(2024, 4, 2) + timedelta(days=days)
    assert account(book, day + timedelta(days=1)).whole >= account(book, day).whole


def test_foreign_money_is_reckoned_in_itself_and_apart() -> None:
    book = told(EXAMPLES[-3]["facts"])
    found = account(book, date(2024, 6, 30))
    (owed,) = found.foreign
    assert (owed.principal, owed.doubled) == (Decimal(10_000), Decimal("106.75"))
    (line,) = found.lines
    assert "10,000.00美元×0.0175%×61日＝106.75美元" in line.zh
    assert "USD" not in line.en and "美元" in line.en
    assert found.whole == 0
    assert "没有规定冲抵按哪一日折算" in found.notes[1][0]


def test_the_return_of_a_reversal_cites_its_article() -> None:
    found = account(told(EXAMPLES[-2]["facts"]), date(2025, 3, 30))
    assert {line.debt for line in found.lines} == {"执行回转"}
    assert all("第6条" in line.zh for line in found.lines)


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"yuan_rate": "7.1"}, "人民币债务不折算"),
        ({"currency": "人民币", "yuan_rate": "7.1"}, "人民币债务不折算"),
        ({"currency": "美元", "yuan_rate": "七元"}, "不能辨认"),
        ({"currency": "美元", "yuan_rate": "0"}, "不能辨认"),
    ],
)
def test_a_rate_of_exchange_that_is_none_is_refused(said: dict[str, Any], lacks: str) -> None:
    owes = {"principal": "1", "due_on": "2026-01-31", **said}
    decision = filed().tries("debt_confirmed", "2026-02-02", "债权1", **owes)
    assert decision.plan is None
    assert lacks in decision.refusals[0].zh and "第5条" in decision.refusals[0].article
    lawful = {"principal": "1", "due_on": "2026-01-31", "currency": "美元", "yuan_rate": "7.1268"}
    assert filed().tries("debt_confirmed", "2026-02-02", "债权1", **lawful).plan

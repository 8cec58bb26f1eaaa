"""Pairing a bank's lines with the ledger: the surest sign first, every entry once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rulebook.money.figures import figures
from rulebook.money.reconciling import BankLine, Compared, Difference, Movement, compare

START = date(2026, 9, 1)
A, B = "（2026）京0105执1号", "（2026）京0105执2号"


def line(number: int, day: int, amount: int, **said: str) -> BankLine:
    return BankLine(number, date(2026, 9, day), Decimal(amount), **said)


def moved(seq: int, day: int, amount: int, case: str = A, **said: str) -> Movement:
    return Movement(case, "款1", seq, date(2026, 9, day), Decimal(amount), **said)


def compared(lines: list[BankLine], movements: list[Movement]) -> Compared:
    return compare(lines, movements, figures().apart, lambda day: day.month == 9)


def kinds(found: Compared) -> list[Difference]:
    return [one.kind for one in found.differences]


def test_a_reference_tells_more_than_a_day() -> None:
    lines = [line(2, 5, 100, reference="S2"), line(3, 5, 100, reference="S1")]
    found = compared(lines, [moved(4, 20, 100, reference="S1"), moved(5, 5, 100, reference="S2")])
    assert [(one.number, other.seq) for one, other in found.matched] == [(2, 5), (3, 4)]
    assert found.differences == []


def test_a_case_number_and_the_amount_are_the_same_money_for_some_days() -> None:
    assert compared([line(2, 8, 100, case=A)], [moved(4, 5, 100)]).differences == []
    far = compared([line(2, 9, 100, case=A)], [moved(4, 5, 100)])
    assert kinds(far) == [Difference.LEDGER_ONLY, Difference.BANK_ONLY]


def test_another_case_or_another_reference_is_other_money() -> None:
    assert len(compared([line(2, 5, 100, case=B)], [moved(4, 5, 100)]).differences) == 2
    other = compared([line(2, 5, 100, reference="S2")], [moved(4, 5, 100, reference="S1")])
    assert len(other.differences) == 2


def test_a_name_will_do_where_nothing_else_is_said() -> None:
    assert compared([line(2, 5, 100, name="丁")], [moved(4, 5, 100, name="丁")]).matched
    assert not compared([line(2, 5, 100, name="丁")], [moved(4, 5, 100, name="戊")]).matched


def test_the_same_money_with_another_amount_is_one_difference() -> None:
    found = compared([line(2, 5, 99, case=A)], [moved(4, 5, 100)])
    assert kinds(found) == [Difference.AMOUNT]
    back = compared([line(2, 5, -100, case=A)], [moved(4, 5, 100)])
    assert kinds(back) == [Difference.BANK_ONLY, Difference.LEDGER_ONLY]


def test_the_ledger_of_another_month_is_paired_and_never_missed() -> None:
    after = Movement(A, "款1", 4, date(2026, 10, 1), Decimal(-100))
    assert compared([line(2, 30, -100, case=A)], [after]).differences == []
    assert compared([], [after]).differences == []


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 27),
        st.sampled_from([100, 200, -100]),
        st.sampled_from([A, B]),
        st.sampled_from(["", "S1", "S2"]),
    ),
    max_size=12,
)


@given(ENTRIES, ENTRIES)
def test_every_entry_is_told_of_exactly_once(
    bank: list[tuple[int, int, str, str]], own: list[tuple[int, int, str, str]]
) -> None:
    lines = [
        BankLine(n, START + timedelta(days=day), Decimal(amount), "", ref, case)
        for n, (day, amount, case, ref) in enumerate(bank)
    ]
    movements = [
        Movement(case, "款1", n, START + timedelta(days=day), Decimal(amount), "", ref)
        for n, (day, amount, case, ref) in enumerate(own)
    ]
    found = compared(lines, movements)
    seen = [one.number for one, _ in found.matched]
    seen += [one.bank.number for one in found.differences if one.bank]
    assert sorted(seen) == list(range(len(lines)))
    known = [one.seq for _, one in found.matched]
    known += [one.ledger.seq for one in found.differences if one.ledger]
    assert sorted(known) == list(range(len(movements)))
    assert all(one.amount == other.amount for one, other in found.matched)


@given(ENTRIES)
def test_a_ledger_agrees_with_itself(own: list[tuple[int, int, str, str]]) -> None:
    movements = [
        Movement(case, "款1", n, START + timedelta(days=day), Decimal(amount), "", ref)
        for n, (day, amount, case, ref) in enumerate(own)
    ]
    lines = [
        BankLine(one.seq, one.day, one.amount, "", one.reference, one.case) for one in movements
    ]
    assert compared(lines, movements).differences == []

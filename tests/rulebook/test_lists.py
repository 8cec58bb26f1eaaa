"""Debtor lists: the clock of the deletion starts by itself when its ground has come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rulebook.casebook import Casebook, filed

PERFORMED = "dishonest-delete-performed-3wd"
CLOSED = "dishonest-delete-closed-3wd"


def listed(on: str = "2026-02-02") -> Casebook:
    book = filed("2026-01-05")
    book.happens("dishonest_listed", on)
    return book


def test_full_payment_starts_the_clock_and_the_deletion_settles_it() -> None:
    book = listed()
    book.happens("debt_performed", "2026-03-04")
    assert book.due(PERFORMED) == date(2026, 3, 9)
    book.happens("dishonest_deleted", "2026-03-09", "张某")
    node = book.node(PERFORMED)
    assert (node.state, str(node.timeliness)) == ("settled", "in_time")


def test_payment_of_a_debtor_who_is_not_listed_starts_nothing() -> None:
    book = filed("2026-01-05")
    book.happens("debt_performed", "2026-03-04")
    assert book.nodes(PERFORMED) == []


def test_a_listing_deleted_before_the_payment_owes_nothing_more() -> None:
    book = listed()
    book.happens("dishonest_deleted", "2026-02-20", "张某")
    book.happens("debt_performed", "2026-03-04")
    assert [node.state for node in book.nodes(PERFORMED)] == ["settled"]


def test_a_listing_with_a_term_of_its_own_is_kept_by_a_decision() -> None:
    book = listed()
    book.happens("debt_performed", "2026-03-04")
    book.happens("listing_kept_for_term", "2026-03-05", "张某", ends_on="2027-02-02")
    assert book.node(PERFORMED).state == "moot"


@pytest.mark.parametrize(
    ("kind", "of", "said", "rule"),
    [
        ("case_closed", "", {"mode": "执行完毕", "ground": "全部履行"}, CLOSED),
        ("case_closed", "", {"mode": "终结执行", "ground": "撤销申请"}, CLOSED),
        ("settlement_performed", "和解1", {}, "dishonest-delete-settlement-3wd"),
        (
            "execution_suspended",
            "",
            {"approver": "D1", "ground": "移送破产审查"},
            "dishonest-delete-bankruptcy-3wd",
        ),
    ],
)
def test_other_grounds_start_it_too(kind: str, of: str, said: dict[str, Any], rule: str) -> None:
    book = listed()
    book.happens(kind, "2026-03-04", of, **said)
    assert book.due(rule) == date(2026, 3, 9)
    assert book.node(rule).state == "running", "it outlives the end of the case"


@pytest.mark.parametrize(
    ("kind", "said", "rule"),
    [
        ("case_closed", {"mode": "销案", "ground": "移送"}, CLOSED),
        (
            "execution_suspended",
            {"approver": "D1", "ground": "案外人异议确有理由"},
            "dishonest-delete-bankruptcy-3wd",
        ),
    ],
)
def test_what_is_no_ground_starts_nothing(kind: str, said: dict[str, Any], rule: str) -> None:
    book = listed()
    book.happens(kind, "2026-03-04", **said)
    assert book.nodes(rule) == []

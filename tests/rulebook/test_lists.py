"""Debtor lists: the clock of the deletion starts by itself when its ground has come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rulebook.asked import remarks
from tests.rulebook.casebook import NOTICED, Casebook, filed

PERFORMED = "dishonest-delete-performed-3wd"
CLOSED = "dishonest-delete-closed-3wd"


def listed(*names: str, on: str = "2026-02-02") -> Casebook:
    book = filed("2026-01-05")
    for name in names or ("张某",):
        book.happens("dishonest_listed", on, name)
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
    assert book.nodes(PERFORMED) == []


def test_each_debtor_on_the_list_has_a_clock_and_one_deletion_settles_only_its_own() -> None:
    book = listed("张某", "王某")
    book.happens("debt_performed", "2026-03-04")
    assert [node.subject_ref for node in book.nodes(PERFORMED)] == ["张某", "王某"]
    book.happens("dishonest_deleted", "2026-03-05", "王某")
    assert {n.subject_ref: n.state for n in book.nodes(PERFORMED)} == {
        "张某": "running",
        "王某": "settled",
    }


def test_whoever_was_taken_off_before_owes_nothing_and_the_others_do() -> None:
    book = listed("张某", "王某")
    book.happens("dishonest_withdrawn", "2026-02-20", "张某")
    book.happens("debt_performed", "2026-03-04")
    assert [node.subject_ref for node in book.nodes(PERFORMED)] == ["王某"]


def test_a_debtor_listed_after_the_payment_must_be_taken_off_too() -> None:
    book = filed("2026-01-05")
    book.happens("debt_performed", "2026-03-04")
    book.happens("dishonest_listed", "2026-03-06", "张某")
    assert book.due(PERFORMED) == date(2026, 3, 11)


def test_a_debtor_put_back_on_the_list_is_owed_a_deletion_again() -> None:
    book = listed()
    book.happens("dishonest_deleted", "2026-02-20", "张某")
    book.happens("dishonest_listed", "2026-02-25", "张某")
    book.happens("debt_performed", "2026-03-04")
    assert book.node(PERFORMED).state == "running"


def test_the_end_of_a_round_takes_nobody_off_the_list() -> None:
    book = listed()
    book.happens("round_termination_ruled", "2026-02-27", debtor_missing=False, obstructed=False)
    book.happens("debt_performed", "2026-03-04")
    assert book.node(PERFORMED).state == "running"


def test_why_no_clock_runs_is_said_of_the_list_and_of_the_payment() -> None:
    waits = listed().why_not(PERFORMED, "2026-03-05")
    assert any("debt_performed" in reason.en for reason in waits.conditions if not reason.holds)
    book = filed("2026-01-05")
    book.happens("debt_performed", "2026-03-04")
    waits = book.why_not(PERFORMED, "2026-03-05")
    assert any("dishonest_listed" in reason.en for reason in waits.conditions if not reason.holds)


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


ENDS = ("case_closed", "2026-03-16")
PAID = {"mode": "执行完毕", "ground": "全部履行", **NOTICED}
LIFT = "restriction-lifted-when-paid"


def paid() -> Casebook:
    book = filed("2026-01-05")
    book.happens("debt_performed", "2026-03-04", way="自动履行")
    return book


def test_at_the_end_each_debtor_still_restricted_is_named() -> None:
    book = paid()
    book.happens("consumption_restricted", "2026-02-02", debtor="张某")
    book.happens("consumption_restricted", "2026-02-02", debtor="王某")
    book.happens("consumption_lifted", "2026-03-06", debtor="王某", ground="义务已履行完毕")
    said = remarks(book, *ENDS, **PAID)[LIFT]
    assert "张某" in said
    assert "王某" not in said
    book.happens("consumption_lifted", "2026-03-09", debtor="张某", ground="义务已履行完毕")
    assert LIFT not in remarks(book, *ENDS, **PAID)


def test_one_notice_that_names_nobody_frees_all() -> None:
    book = paid()
    book.happens("consumption_restricted", "2026-02-02", debtor="张某")
    book.happens("consumption_lifted", "2026-03-09", ground="义务已履行完毕")
    assert LIFT not in remarks(book, *ENDS, **PAID)

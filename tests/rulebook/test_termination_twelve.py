"""The twelve checks of a court's profile: each refuses, and the lawful case passes."""

from __future__ import annotations

from rulebook.gates.barred import why_barred
from rulebook.gates.tracks import CHECKS
from rulebook.law.check import CheckName
from tests.rulebook.asked import passes
from tests.rulebook.casebook import CALENDAR, LAW, at
from tests.rulebook.rounds import CHECKED, CLASSES, RULING, TWELVE, ends, ready, refused

# -- every check has somebody who carries it out ------------------------------------------------


def test_every_check_that_a_gate_may_name_is_carried_out() -> None:
    assert set(CHECKS) == set(CheckName)


def test_every_check_is_asked_for_by_some_gate() -> None:
    asked = {need.check.by for gate in TWELVE.gates.values() for need in gate.needs if need.check}
    assert asked == set(CheckName)


def test_why_a_gate_would_not_open_can_be_asked_of_an_empty_file() -> None:
    for gate in TWELVE.gates.values():
        answer = why_barred((), gate.id, TWELVE, CALENDAR, at("2026-04-08", 9))
        assert len(answer.conditions) == len(gate.needs)


# -- the twelve checks ---------------------------------------------------------------------------


def test_the_twelve_checks_let_the_lawful_case_pass() -> None:
    passes(ready(), "round_termination_ruled", "2026-04-08", **RULING)


def test_the_nation_alone_does_not_ask_for_the_twelve() -> None:
    assert ends(ready("termination_checked", "closing_notified", law=LAW)) == set()


def test_a_class_not_queried_is_named_and_one_not_opened_is_not() -> None:
    book = ready("network_query_launched")
    book.happens("network_query_launched", "2026-03-02", categories=CLASSES[:5], unopened=["工商"])
    line = refused(book, "twelve-02-queries")
    assert "不动产" in line and "工商" not in line and "银行、" not in line
    book.happens("network_query_launched", "2026-03-03", categories=["不动产"])
    assert ends(book) == set()


def test_a_debtor_without_a_code_is_not_queried() -> None:
    book = ready("termination_checked")
    book.happens("network_query_launched", "2026-01-09")
    book.facts = [f for f in book.facts if f.payload.get("categories") is None]
    book.happens("termination_checked", "2026-04-07", **(CHECKED | {"unit_without_code": True}))
    assert ends(book) == set()


def test_a_dead_debtor_need_not_be_restricted() -> None:
    book = ready("consumption_restricted", "termination_checked")
    book.happens("consumption_restricted", "2026-02-06", debtor="甲")
    book.happens("termination_checked", "2026-04-07", **CHECKED)
    assert "未对乙限制消费" in refused(book, "twelve-07-restriction")
    book.happens("termination_checked", "2026-04-07", **(CHECKED | {"deceased": ["乙"]}))
    assert ends(book) == set()


def test_the_applicant_is_met_on_an_earlier_day_unless_exempt() -> None:
    book = ready("applicant_heard", "termination_checked")
    book.happens("applicant_heard", "2026-04-08")
    book.happens("termination_checked", "2026-04-07", **CHECKED)
    assert "约谈在2026-04-08" in refused(book, "twelve-08-talk")
    book.happens("termination_checked", "2026-04-07", **(CHECKED | {"talk_exempt": "特定案由"}))
    assert ends(book) == set()


def test_a_unit_has_no_provident_fund() -> None:
    unit = {"natural_person": False, "provident_fund_checked": False}
    passes(ready("termination_checked"), "termination_checked", "2026-04-07", **(CHECKED | unit))

"""The twelve checks of a court's profile: each refuses, and the lawful case passes."""

from __future__ import annotations

import pytest

from rulebook.gates.barred import why_barred
from rulebook.gates.tracks import CHECKS
from rulebook.law.check import CheckName
from tests.rulebook.asked import passes, refusals, refused_by
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


@pytest.mark.parametrize(
    ("without", "gates"),
    [
        ("execution_notice_issued", {"twelve-01-orders", "zhongben-conditions"}),
        ("property_report_ordered", {"twelve-01-orders", "zhongben-conditions"}),
        ("network_query_launched", {"twelve-02-queries", "zhongben-conditions"}),
        ("investigation_completed", {"twelve-03-on-site", "zhongben-conditions"}),
        ("applicant_heard", {"twelve-08-talk", "zhongben-conditions"}),
        ("closing_notified", {"closing-told-twice", "closing-cooled-down"}),
    ],
)
def test_each_item_that_lacks_its_fact_refuses(without: str, gates: set[str]) -> None:
    assert ends(ready(without)) == gates


def test_without_the_checklist_the_round_does_not_end() -> None:
    assert "twelve-checklist" in ends(ready("termination_checked"))


def test_a_query_older_than_the_figure_counts_for_nothing() -> None:
    # 91 days before 9 April 2026: 30 (April 9 to March 10) + 28 (to February 10) + 33 = 8 January.
    assert ends(ready(), "2026-04-09") == set()
    late = ready()
    found = refusals(late, "round_termination_ruled", "2026-04-10", **RULING)
    assert {one.gate for one in found} == {"twelve-02-queries"}
    assert "自2026-01-09起未查询银行" in found[0].zh and "2026-01-09" in found[0].en


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


def test_a_debtor_whose_restriction_was_lifted_bars_the_end() -> None:
    book = ready()
    book.happens("consumption_lifted", "2026-03-01", debtor="乙", ground="经申请执行人同意")
    assert "对乙的限制已于2026-03-01解除" in refused(book, "twelve-07-restriction")
    book.happens("consumption_restricted", "2026-03-05", debtor="乙")
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


def test_the_ruling_itself_is_on_file() -> None:
    assert ends(ready(), _evidence="") == {"twelve-10-ruling"}


def test_every_asset_found_and_every_clue_is_accounted_for() -> None:
    book = ready()
    book.happens("asset_found", "2026-02-01", "存款一", source="网络查询")
    assert "存款一" in refused(book, "twelve-06-property")
    passes(book, "small_deposit_left", "2026-02-02", "存款一", amount="999.99", unpaid="48000.00")
    assert ends(book) == set()
    book.happens("clue_received", "2026-02-03", "线索一")
    assert "线索一" in refused(book, "twelve-05-clues")


@pytest.mark.parametrize(
    ("amount", "unpaid", "taken"),
    [
        ("999.99", "48000.00", True),
        ("1000.00", "48000.00", False),  # not below a thousand
        ("500.00", "10000.00", True),  # five per cent exactly
        ("500.01", "10000.00", False),
    ],
)
def test_how_small_a_deposit_may_be_left(amount: str, unpaid: str, taken: bool) -> None:
    found = refusals(
        ready(), "small_deposit_left", "2026-04-01", "存款", amount=amount, unpaid=unpaid
    )
    assert [one.gate for one in found] == ([] if taken else ["twelve-06-small-deposit"])


@pytest.mark.parametrize(
    ("said", "gate"),
    [
        ({"provident_fund_checked": False}, "twelve-04-income"),
        ({"wealth_products_checked": False}, "twelve-04-income"),
        ({"unpaid": "0"}, "twelve-09-unpaid"),
        ({"all_deceased": True}, "twelve-11-alive"),
        ({"act_only": True}, "twelve-12-money"),
        ({"listing_applies": True}, "twelve-listing"),
    ],
)
def test_the_checklist_itself_is_refused(said: dict[str, object], gate: str) -> None:
    book = ready("termination_checked")
    refused_by(gate, "十二项", book, "termination_checked", "2026-04-07", **(CHECKED | said))


def test_a_unit_has_no_provident_fund() -> None:
    unit = {"natural_person": False, "provident_fund_checked": False}
    passes(ready("termination_checked"), "termination_checked", "2026-04-07", **(CHECKED | unit))


def test_one_channel_is_not_two_and_the_cool_down_runs_from_the_first() -> None:
    book = ready("closing_notified")
    book.happens("closing_notified", "2026-04-02", channel="短信")
    book.happens("closing_notified", "2026-04-03", channel="短信")
    # Three working days after Thursday 2 April: 3, 7 and 8 (the 4th to the 6th are Qingming).
    assert "只用过短信" in refused(book, "closing-told-twice")
    assert "最早2026-04-09" in refused(book, "closing-cooled-down")
    book.happens("closing_notified", "2026-04-03", channel="当面")
    assert ends(book, "2026-04-09") == set()

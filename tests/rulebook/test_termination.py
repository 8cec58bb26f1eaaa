"""The end of a round: twelve checks of a court's profile, what stays after it, and the way back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.ending.spreading import first_day, planned_day
from rulebook.gates.barred import why_barred
from rulebook.gates.tracks import CHECKS
from rulebook.law.check import CheckName
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.asked import passes, refusals, refused_by
from tests.rulebook.casebook import CALENDAR, LAW, Casebook, at

TWELVE = load("twelve-checks")
RULING = {"debtor_missing": True, "obstructed": False}
CLASSES = ["银行", "人民银行", "证券", "互联网银行", "车辆", "不动产", "工商"]
CHECKED = {
    "debtors": ["甲", "乙"],
    "all_deceased": False,
    "natural_person": True,
    "provident_fund_checked": True,
    "wealth_products_checked": True,
    "insurance_checked": True,
    "dividends_checked": True,
    "listing_applies": False,
    "unpaid": "48000.00",
    "act_only": False,
}


def ready(*without: str, law: Lawbook = TWELVE) -> Casebook:
    """Everything done that both the nation and the court ask before a round ends on 8 April."""
    book = Casebook(law=law)
    for kind, on, said in (
        ("application_received", "2026-01-05", {}),
        ("filed", "2026-01-05", {}),
        ("handler_assigned", "2026-01-05", {"handler": "H1"}),
        ("execution_notice_issued", "2026-01-07", {}),
        ("property_report_ordered", "2026-01-07", {}),
        ("network_query_launched", "2026-01-08", {"categories": CLASSES}),
        ("property_report_checked", "2026-01-20", {}),
        ("investigation_completed", "2026-02-05", {}),
        ("consumption_restricted", "2026-02-06", {"debtor": "甲"}),
        ("consumption_restricted", "2026-02-06", {"debtor": "乙"}),
        ("dishonest_not_applicable", "2026-02-06", {"reason": "无纳入情形"}),
        ("debtor_sought", "2026-02-10", {}),
        ("applicant_heard", "2026-03-30", {}),
        ("closing_notified", "2026-03-30", {"channel": "短信"}),
        ("closing_notified", "2026-03-31", {"channel": "电话"}),
        ("panel_agreed", "2026-04-02", {"president": "P"}),
        ("termination_checked", "2026-04-07", CHECKED),
    ):
        if kind not in without and kind in book.law.facts:
            book.happens(kind, on, **said)
    return book


def ends(book: Casebook, on: str = "2026-04-08", **said: object) -> set[str]:
    return {one.gate for one in refusals(book, "round_termination_ruled", on, **(RULING | said))}


def refused(book: Casebook, gate: str, **said: object) -> str:
    found = refusals(book, "round_termination_ruled", "2026-04-08", **(RULING | said))
    lines = [f"{one.zh}\n{one.en}" for one in found if one.gate == gate]
    assert lines, [one.gate for one in found]
    return "\n".join(lines)


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


# -- what the nation asks ------------------------------------------------------------------------


def test_criminal_obstruction_wants_its_proceedings() -> None:
    book = ready(law=LAW)
    lines = refused(book, "zhongben-conditions", crime_suspected=True)
    assert "第一条第五项、第二条第三项" in lines
    book.happens("criminal_referral_made", "2026-03-01")
    assert ends(book, crime_suspected=True) == set()


def test_a_round_ends_once_and_again_after_it_was_resumed() -> None:
    book = ready(law=LAW)
    book.happens("round_termination_ruled", "2026-04-08", **RULING)
    line = refused_by(
        "round-ends-once", "第一条", book, "round_termination_ruled", "2026-05-06", **RULING
    )
    assert "已于2026-04-08终本" in line and "case_resumed" in line
    passes(book, "case_resumed", "2026-06-01", ground="终本后发现可供执行财产")
    passes(book, "round_termination_ruled", "2026-09-01", **RULING)
    assert book.plan().state == "round_ended"


def test_a_resumed_case_has_a_limit_of_its_own() -> None:
    book = ready(law=LAW)
    book.happens("round_termination_ruled", "2026-04-08", **RULING)
    book.happens("case_resumed", "2026-06-01", ground="终本后发现可供执行财产")
    assert book.due("case-6m-resumed") == date(2026, 12, 1)
    assert book.nodes("case-3m-resumed") == []
    assert {one.state for one in book.nodes("zhongben-query-6m-5y")} == {"moot"}


def test_the_restriction_outlasts_the_round() -> None:
    book = ready(law=LAW)
    passes(book, "consumption_lifted", "2026-02-20", debtor="丙")  # no ground asked before the end
    book.happens("round_termination_ruled", "2026-04-08", **RULING)
    gate = ("restriction-after-round", "法释〔2015〕17号第九条", book, "consumption_lifted")
    assert "say ground" in refused_by(*gate, "2026-05-06", debtor="甲")
    assert "债务已全部履行" in refused_by(*gate, "2026-05-06", ground="义务已履行完毕")
    assert "确实有效的担保" in refused_by(*gate, "2026-05-06", ground="提供确实有效的担保")
    assert "同意的书面材料" in refused_by(
        *gate, "2026-05-06", ground="经申请执行人同意", _evidence=""
    )
    book.happens("debt_performed", "2026-05-05", way="自动履行")
    passes(book, "consumption_lifted", "2026-05-06", ground="义务已履行完毕")


# -- the way back --------------------------------------------------------------------------------


def ended() -> Casebook:
    book = ready(law=LAW)
    book.happens("round_termination_ruled", "2026-04-08", **RULING)
    return book


def test_ten_queries_in_five_years_each_counted_from_the_ruling() -> None:
    due = [one.due.on for one in ended().nodes("zhongben-query-6m-5y") if one.due]
    assert due[0] == date(2026, 10, 8) and due[-1] == date(2031, 4, 8) and len(due) == 10


def test_a_query_without_a_hit_opens_nothing() -> None:
    book = ended()
    book.happens("round_query_done", "2026-10-06", found=False)
    assert book.nodes("resume-decide-hit") == []
    assert [one.state for one in book.nodes("zhongben-query-6m-5y")].count("settled") == 1


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("case_resumed", {"ground": "终本后发现可供执行财产"}),
        ("case_refiled", {"ground": "终本后发现可供执行财产", "number": "（2026）京0105执恢9号"}),
        ("resumption_declined", {"reason": "账户余额不足执行费"}),
    ],
)
def test_a_hit_cannot_be_forgotten(decision: str, said: dict[str, object]) -> None:
    book = ended()
    book.happens("round_query_done", "2026-10-12", found=True, hits=["银行存款"])
    node = book.node("resume-decide-hit")
    assert node.state == "running" and node.due is not None and node.due.on == date(2026, 10, 19)
    assert [key for key, _ in node.schedule][-1] == "interview"
    passes(book, decision, "2026-10-16", **said)
    assert book.node("resume-decide-hit").state == "settled"


def test_a_request_is_decided_on_too() -> None:
    book = ended()
    book.happens("resumption_requested", "2026-10-12", property="车辆")
    assert book.due("resume-decide-request") == date(2026, 10, 19)


def test_a_case_taken_up_under_its_own_number_stays_ended_and_is_queried_no_more() -> None:
    book = ended()
    gate = ("refile-grounds-own-number", "第六条", book, "case_refiled", "2026-06-01")
    assert "恢复事由" in refused_by(*gate, number="（2026）京0105执恢9号")
    passes(
        book,
        "case_refiled",
        "2026-06-01",
        number="（2026）京0105执恢9号",
        ground="终本后发现可供执行财产",
    )
    assert book.plan().state == "round_ended"
    assert {one.state for one in book.nodes("zhongben-query-6m-5y")} == {"moot"}


def test_nothing_is_taken_up_again_that_did_not_end() -> None:
    book = ready(law=LAW)
    said = {"number": "（2026）京0105执恢9号", "ground": "终本后发现可供执行财产"}
    refused_by("refile-grounds-own-number", "第六条", book, "case_refiled", "2026-06-01", **said)


def test_only_what_was_found_or_asked_for_is_declined() -> None:
    book = ended()
    refused_by(
        "decline-what-was-asked", "第九条", book, "resumption_declined", "2026-05-06", reason="无"
    )


# -- no herd -------------------------------------------------------------------------------------

WINDOW = LAW.rules["round-query-spread"]


@given(
    st.integers(1, 99_999),
    st.dates(date(2017, 6, 1), date(2027, 12, 31)),
)
@settings(max_examples=200, deadline=None)
def test_a_query_is_planned_within_its_window_and_never_late(serial: int, due_on: date) -> None:
    number = f"（2026）京0105执{serial}号"
    planned = planned_day(number, due_on, WINDOW, CALENDAR)
    assert first_day(due_on, WINDOW, CALENDAR) <= planned <= due_on
    assert CALENDAR.is_working(planned)
    assert planned == planned_day(number, due_on, WINDOW, CALENDAR)


def test_a_thousand_queries_of_one_day_are_spread_over_its_window() -> None:
    due_on = date(2026, 9, 30)
    days = Counter(
        planned_day(f"（2026）京0105执{one}号", due_on, WINDOW, CALENDAR) for one in range(1000)
    )
    working = sum(CALENDAR.is_working(due_on - timedelta(days=back)) for back in range(31))
    assert len(days) == working
    assert max(days.values()) < 2 * 1000 / working

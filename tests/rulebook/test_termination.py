"""The end of a round: what the nation asks, what stays after it, and the way back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.ending.spreading import first_day, planned_day
from tests.rulebook.asked import passes, refused_by
from tests.rulebook.casebook import CALENDAR, LAW, Casebook
from tests.rulebook.rounds import RULING, ready

# -- the end ------------------------------------------------------------------------------------


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

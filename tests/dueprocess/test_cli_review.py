"""`dueprocess review`: what ended rounds are owed, in a list and as JSON."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import clock
from rulebook.time.zone import SHANGHAI
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk, furnish

ROUND = (
    ("filed", "2026-01-05"),
    ("execution_notice_issued", "2026-01-07"),
    ("property_report_ordered", "2026-01-07"),
    ("network_query_launched", "2026-01-08"),
    ("property_report_checked", "2026-01-20"),
    ("investigation_completed", "2026-02-05"),
    ("consumption_restricted", "2026-02-06"),
    ("dishonest_not_applicable", "2026-02-06", "--set", "reason=无纳入情形"),
    ("applicant_heard", "2026-03-30"),
    ("applicant_consented", "2026-04-02"),
)


@pytest.fixture
def ended(at_desk: Seated) -> CourtDesk:
    """The one case's round ended on 8 April 2026; it is the 20th of October."""
    return at_desk("ended", _ended)


def _ended(desk: CourtDesk) -> None:
    furnish(desk.store)
    desk.does("rehearse", "until", "2026-04-09", "--at-once")  # no clock runs yet
    for kind, on, *said in ROUND:
        desk.records(kind, on, "--evidence", "卷内", *said)
    flags = ("--set", "debtor_missing=否", "--set", "obstructed=否")
    desk.records("round_termination_ruled", "2026-04-08", "--evidence", "裁定书", *flags)
    with desk.store.writing() as session:  # half a year in which nobody looked
        clock.move(session, datetime(2026, 10, 19, 9, 0, tzinfo=SHANGHAI))
    desk.does("rehearse", "until", "2026-10-20")


def test_a_query_that_is_late_stands_first_in_the_list(ended: CourtDesk) -> None:
    (query,) = ended.does("review", "queries", "--json").json
    assert (query["case"], query["turn"], query["due_on"]) == (NUMBER, 1, "2026-10-08")
    assert query["planned_on"] <= "2026-10-08"
    page = ended.does("review", "queries").out
    assert NUMBER in page and "第1次" in page and "2026-10-08" in page
    assert ended.does("review", "queries", "--on", "2026-12-01", "--json").json == []


def test_an_old_round_is_listed_with_what_it_lacks(ended: CourtDesk) -> None:
    (one,) = ended.does("review", "old-rounds", "--json").json
    assert (one["case"], one["due"], one["done"], one["missing"]) == (NUMBER, 1, 0, 1)
    assert "缺1次查询" in ended.does("review", "old-rounds").out


def test_a_hit_waits_for_its_decision(ended: CourtDesk) -> None:
    assert "没有待决" in ended.does("review", "resume").out
    said = ("--set", "found=是", "--set", "hits=银行存款")
    ended.records("round_query_done", "2026-10-19", "--evidence", "查询记录", *said)
    (one,) = ended.does("review", "resume", "--json").json
    assert (one["rule_id"], one["due_on"]) == ("resume-decide-hit", "2026-10-26")
    assert "查询发现财产后决定是否恢复执行" in ended.does("review", "resume").out


def test_nothing_is_owed_to_rounds_that_did_not_end(filed: CourtDesk) -> None:
    assert "没有待办" in filed.does("review", "queries").out
    assert "没有遗漏" in filed.does("review", "old-rounds").out
    assert filed.does("review", "resume", "--json").json == []


def test_a_day_that_cannot_be_read_is_refused_in_one_line(filed: CourtDesk) -> None:
    assert "write 2026-03-05" in filed.is_refused("review", "queries", "--on", "tomorrow")


def test_a_case_taken_up_again_shows_its_first(filed: CourtDesk) -> None:
    filed.records(
        "case_refiled",
        "2026-03-02",
        *("--set", "number=（2026）京0105执恢8号", "--set", "ground=对方不履行和解协议"),
    )
    page = filed.does("case", TYPED).out
    assert "恢复执行案件 （2026）京0105执恢8号" in page and "不在册" in page
    (link,) = filed.does("case", TYPED, "--json").json["links"]
    assert link == {"number": "（2026）京0105执恢8号", "role": "next", "state": ""}

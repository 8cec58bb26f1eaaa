"""Papers are filled from the book: what it knows is not typed, only what nobody knows is asked."""

from __future__ import annotations

from typing import Any

from tests.dueprocess.court import TYPED, CourtDesk

ENGINES = ("sqlite",)  # what stands in a paper; its rows are gathered on both beside the letters

RULE = "exec-notice-3d-2006"
ON_NODE = ("--node", RULE)


def issued(desk: CourtDesk, kind: str, *words: str) -> dict[str, Any]:
    """The content of a paper that is issued with these words and no others."""
    done = desk.does("papers", "issue", kind, *words, "--json").json
    shown = desk.does("papers", "show", done["number"], "--json").json
    return dict(shown["content"])


def replied(desk: CourtDesk) -> str:
    """The order on the late notice is issued, signed for with a day, and answered."""
    (order,) = [
        one
        for one in desk.does("item", "list", "--json").json
        if (one["level"], one["rule_id"]) == ("order", RULE)
    ]
    number = str(order["id"])
    desk.does("order", "issue", number, "--text", "限期发出", "--by", "D001")
    desk.does("item", "ack", number, "--promise", "2026-03-16", "--by", "J001")
    desk.does("item", "reply", number, "--text", "送达地址不明", "--by", "J001")
    return number


def test_an_explanation_says_what_was_answered_promised_and_done(late: CourtDesk) -> None:
    said = ("papers", "issue", "explanation", TYPED, *ON_NODE, "--by", "J001")
    assert "超期原因（reason）" in late.is_refused(*said), "nobody has said why yet"
    replied(late)
    paper = issued(late, "explanation", TYPED, *ON_NODE, "--by", "J001")
    assert (paper["reason"], paper["planned_on"]) == ("送达地址不明", "2026-03-16")
    assert paper["steps"][-1]["what"] == "承办人收到案件材料"


def test_a_report_of_what_was_put_right_asks_only_how_it_is_prevented(late: CourtDesk) -> None:
    number = replied(late)
    late.records("execution_notice_issued", "2026-03-11", "--evidence", "送达回证")
    late.does("item", "verify", number, "--by", "S001")
    words = ("rectification_report", TYPED, *ON_NODE, "--by", "J001")
    lacking = late.is_refused("papers", "issue", *words)
    assert "（prevention）" in lacking and "（measures）" not in lacking
    paper = issued(late, *words, "--set", "prevention=立案当日核对送达地址")
    (measure,) = paper["measures"]
    assert (measure["measure"], measure["done_on"]) == ("送达地址不明", "2026-03-11")
    assert (measure["evidence"], paper["review"], paper["reviewer"]) == (
        "送达回证",
        "通过",
        "周演监",
    )


def test_a_request_to_change_a_clock_is_written_from_its_facts(late: CourtDesk) -> None:
    words = ("clock_change", TYPED, "--node", "case-6m", "--by", "J001")
    assert "法定事由（legal_cause）" in late.is_refused("papers", "issue", *words)
    asked = ("--set", "rule=case-6m")
    more = ("--set", "number=3", "--set", "unit=month", "--set", "approver=D001")
    late.records("extension_requested", "2026-03-11", *asked, "--set", "reason=案情复杂")
    when = ("--set", "asked_on=2026-03-11", "--evidence", "延长审批表")
    late.records("extension_approved", "2026-03-11", *asked, *more, *when)
    paper = issued(late, *words)
    assert (paper["kind"], paper["legal_cause"], paper["days_asked"]) == (
        "延长",
        "案情复杂",
        "3个月",
    )
    assert (paper["proof"], paper["approved_by"], paper["decision"]) == (
        "延长审批表",
        "吴演局",
        "同意",
    )
    assert paper["from_on"] < paper["new_due_on"] == paper["due_on"]

    ground = ("--set", "approver=D001", "--set", "ground=移送破产审查", "--evidence", "裁定书")
    late.records("execution_suspended", "2026-03-11", *ground)
    stopped = issued(late, *words)
    assert (stopped["due_on"], stopped["delay"]) == (paper["due_on"], "停止计算")
    assert (stopped["kind"], stopped["from_on"]) == ("中止", "2026-03-11")
    assert stopped["legal_cause"] == "中止执行：移送破产审查"
    assert stopped["until"] == "中止执行事由消失" and stopped["resumed_on"] is None


def test_a_change_of_handler_says_who_had_what(late: CourtDesk) -> None:
    late.records("handler_changed", "2026-03-11", "--set", "handler=L001", "--set", "reason=调岗")
    paper = issued(late, "reassignment", TYPED, "--by", "D001")
    names = (paper["old_handler"], paper["new_handler"], paper["reason"])
    assert names == ("沈演一", "陆演长", "调岗")
    late_one = next(one for one in paper["open_nodes"] if "发出执行通知" in one["node"])
    assert late_one["due_on"] == "2026-03-02" and "超期" in late_one["delay"]


def test_the_desk_is_handed_over_on_the_courts_form(late: CourtDesk) -> None:
    words = ("duty_handover", "--court", "京0105", "--by", "S001")
    assert "交班人（giver）" in late.is_refused("papers", "issue", *words)
    late.does("handover", "--to", "L001", "--by", "S001", "--note", "停电一小时")
    late.does("handover", "--take", "--by", "L001")
    paper = issued(late, *words)
    assert (paper["giver"], paper["taker"], paper["day"]) == ("周演监", "陆演长", "2026-03-11")
    assert "停电一小时" in paper["incidents"] and paper["signed_in_at"]
    assert any("发出执行通知" in one["what"] for one in (*paper["warnings"], *paper["open"]))


def test_a_review_sheet_says_what_was_looked_at_found_and_concluded(late: CourtDesk) -> None:
    late.does("rehearse", "until", "2026-07-06", "--at-once")
    late.does("review", "run", "long-pending")
    words = ("review_sheet", TYPED, "--review", "1", "--by", "S001")
    assert "评定等次（grade）" in late.is_refused("papers", "issue", *words)
    said = ("--outcome", "已纠正", "--reason", "已报批", "--finding", "未按期报批")
    late.does("review", "do", "1", *said, "--by", "S001", "--evidence", "审批表")
    paper = issued(late, *words)
    assert (paper["grade"], paper["reviewer"], paper["closing"]) == (
        "已纠正",
        "周演监",
        "尚未结案",
    )
    assert paper["findings"][-1]["finding"] == "未按期报批" and len(paper["findings"]) == 2

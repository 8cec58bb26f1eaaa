"""From the desk: the board of items, a promise, papers, objections, letters and invitations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from dueprocess.cli.supervision.deciding import NothingToIssue
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from tests.dueprocess.court import TYPED, CourtDesk

RULE = "exec-notice-3d-2006"


def item(desk: CourtDesk, level: str) -> dict[str, Any]:
    """The newest item of that level on the notice's node."""
    items = desk.does("item", "list", "--all", "--json").json
    return dict([one for one in items if (one["level"], one["rule_id"]) == (level, RULE)][-1])


def test_an_item_moves_over_the_board_with_its_paper_and_says_what_it_was_checked_against(
    late: CourtDesk, tmp_path: Path
) -> None:
    number = str(item(late, "order")["id"])
    assert item(late, "order")["column"] == "to_issue"
    late.does("order", "issue", number, "--text", "限期发出", "--by", "D001")
    assert number in {str(one["id"]) for one in late.does("order", "list", "--json").json}
    assert item(late, "order")["sign_by"].startswith("2026-03-13")
    late.does("rehearse", "until", "2026-03-13", "--at-once")
    assert item(late, "order")["lanes"] == ["receipt_overdue"]
    late.does("item", "ack", number, "--promise", "2026-03-16", "--by", "J001")
    assert (item(late, "order")["column"], item(late, "order")["lanes"]) == ("receipted", [])
    paper = tmp_path / "回证.pdf"
    paper.write_bytes(b"%PDF-1.4")
    said = ("item", "reply", number, "--text", "已发", "--evidence", str(paper), "--by", "J001")
    late.does(*said)
    assert (item(late, "order")["column"], item(late, "order")["evidence"]) == (
        "to_verify",
        "回证.pdf",
    )
    late.does("item", "verify", number, "--by", "S001")
    assert item(late, "order")["verified_on"] == "evidence"
    shown = late.does("item", "show", number).out
    assert "回证.pdf" in shown and "凭证据核验" in shown and "承诺 2026-03-16" in shown
    assert number in {
        str(one["id"]) for one in late.does("item", "list", "--state", "struck_off", "--json").json
    }


def test_the_board_fits_the_terminal_and_counts_what_is_late(late: CourtDesk) -> None:
    said = late.does("item", "list", "--board").out
    assert max(map(cell_len, said.splitlines())) <= 100
    for word in ("拟发", "已发", "已签收", "已回复", "核验", "销号", "签收超期", "回复超期"):
        assert word in said


def test_what_is_said_of_an_alert_names_an_item_or_a_case_and_its_node(late: CourtDesk) -> None:
    late.does("item", "done", TYPED, RULE, "--done-on", "2026-03-03", "--by", "J001")
    held = item(late, "urge")
    assert (held["held_for"], held["held_until"][:16]) == ("done_not_recorded", "2026-03-13T08:20")
    number = str(held["id"])
    mute = ("item", "mute", number, "--until", "2026-03-12", "--reason", "案卷外借")
    late.does(*mute, "--by", "S001")
    assert "暂缓" in late.does("item", "show", str(item(late, "order")["id"])).out
    late.does("item", "unmute", number, "--by", "D001")
    late.does("item", "object", number, "--reason", "已一并送达", "--by", "J001")
    answer = ("item", "answer", number, "--uphold", "--reason", "属实")
    assert "以下之一" in late.is_refused(*answer, "--cause", "天气", "--by", "S001")
    late.does(*answer, "--cause", "数据有误", "--by", "S001")
    assert item(late, "order")["state"] == "superseded"


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("item", "ack", "999", "--by", "J001"), "dueprocess item list"),
        (("item", "done", "soon", "--by", "J001"), "CASE NODE"),
        (("item", "done", TYPED, "no-such-node", "--by", "J001"), "no-such-node"),
        (("item", "list", "--state", "lost"), "no column 'lost'"),
        (("order", "issue", "1", "--by", "D001"), "dueprocess order list"),
        (("interview", "schedule", "1", "--by", "D001"), "only an interview"),
        (("interview", "invitation", "999"), "dueprocess interview list"),
        (("letter", "report", TYPED, "督9", "--evidence", "x", "--by", "J001"), "it has none"),
    ],
)
def test_a_mistake_is_one_line_with_the_way_out(
    late: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    assert way in late.is_refused(*words)


def test_an_interview_is_set_moved_and_its_invitation_written(
    late: CourtDesk, tmp_path: Path
) -> None:
    late.does("rehearse", "until", "2026-03-25", "--at-once")
    late.does("patrol")
    number = str(item(late, "interview")["id"])
    late.does("interview", "schedule", number, "--by", "D001")
    move = ("interview", "schedule", number, "--set-for", "2026-03-27T10:00", "--by", "D001")
    assert "reason" in late.is_refused(*move)
    late.does(*move, "--reason", "开庭")
    talk = late.does("interview", "list", "--json").json[0]
    assert talk["set_for"][:16] == "2026-03-27T10:00"
    late.does(
        "interview", "schedule", number, "--place", "三楼", "--reason", "换房间", "--by", "D001"
    )
    assert late.does("interview", "list", "--json").json[0]["set_for"] == talk["set_for"]
    out = tmp_path / "约谈.ics"
    late.does("interview", "invitation", str(talk["id"]), "--out", str(out))
    text = out.read_text("utf-8")
    assert (
        "SEQUENCE:2" in text
        and "三楼" in text
        and "DTSTART;TZID=Asia/Shanghai:20260327T100000" in text
    )
    assert "【演练】" in late.does("interview", "invitation", str(talk["id"])).out


def test_a_letter_goes_from_the_court_above_to_a_named_person_and_back(late: CourtDesk) -> None:
    with late.store.writing() as session:
        session.add(Court(code="京03", name="北京市第三中级人民法院", level="intermediate"))
        session.flush()
        session.get_one(Court, "京0105").superior_code = "京03"
        session.add(Officer(id="U001", name="郑演上", court_code="京03"))
        session.flush()
        session.add(OfficerRole(officer_id="U001", role="upper_supervisor"))
    issue = ("letter", "issue", TYPED, "--due", "2026-03-20", "--problem", "未发出执行通知书")
    asked = (
        "--opinion",
        "应当立即发出",
        "--requirement",
        "限期发出并报告",
        "--contact",
        "郑演上 010",
    )
    assert "上级法院" in late.is_refused(*issue, *asked, "--by", "D001")
    assert late.does("papers", "list", TYPED, "--json").json == [], "a refused act takes no number"
    assert "contact" in late.is_refused(*issue, *asked[:4], "--by", "U001")
    sent = late.does(*issue, *asked, "--by", "U001", "--json").json
    assert sent["number"] == "京03执督函〔2026〕1号"
    paper = late.does("papers", "show", sent["number"], "--json").json
    assert paper["content"]["opinion"] == "应当立即发出"
    assert paper["content"]["addressed_court"] == "北京市朝阳区人民法院"
    (fact,) = [
        one
        for one in late.does("case", TYPED, "--json").json["facts"]
        if one["kind"] == "letter_sent"
    ]
    assert fact["evidence"] == sent["number"] and fact["payload"]["number"] == sent["number"]
    late.does("letter", "name", TYPED, "督1", "--officer", "J001", "--by", "D001")
    (one,) = late.does("letter", "list", "--json").json
    assert (one["state"], one["in_charge"], one["due_on"]) == ("received", "J001", "2026-03-20")
    assert "J001" in late.does("letter", "list").out
    late.does("rehearse", "until", "2026-03-24", "--at-once")
    late.does("letter", "urge", TYPED, "督1", "--by", "U001")
    late.does("letter", "call-file", TYPED, "督1", "--by", "U001")
    late.does("letter", "report", TYPED, "督1", "--evidence", "书面报告", "--by", "J001")
    assert late.does("letter", "list", "--json").json == []
    again = ("letter", "return", TYPED, "督1", "--due", "2026-03-31", "--reason", "未附材料")
    late.does(*again, "--by", "U001")
    designate = ("letter", "designate", TYPED, "--court", "京03", "--way", "提级执行")
    late.does(*designate, "--evidence", "裁定书", "--by", "U001")
    (one,) = late.does("letter", "list", "--json").json
    assert (one["returned"], len(one["urged"]), one["file_called_on"]) == (1, 1, "2026-03-24")


@pytest.mark.parametrize(
    ("level", "kind", "way"),
    [
        ("report_urged", "letter_reminded", "dueprocess letter urge"),
        ("file_called", "file_called", "dueprocess letter call-file"),
        ("designate", "enforcement_designated", "dueprocess letter designate"),
        ("letter", "letter_sent", "dueprocess letter issue"),
        ("urge", "", "issued by itself"),
    ],
)
def test_what_is_not_issued_as_an_item_says_where_it_is(level: str, kind: str, way: str) -> None:
    assert way in str(NothingToIssue(3, level, kind))

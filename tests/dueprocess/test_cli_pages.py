"""What the desk's pages say: only what happened, days as the letters give them, words untorn."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text
from sqlmodel import select

from dueprocess.views.frame.portrait import portray
from models.tables.message import Message
from tests.dueprocess.court import TYPED, CourtDesk
from tests.dueprocess.intake_paper import docket

ENGINES = ("sqlite",)  # how pages look

PIECE = re.compile(r'<text [^>]*x="([\d.]+)"[^>]*textLength="([\d.]+)"[^>]*>([^<]*)</text>')


def an_order(desk: CourtDesk) -> int:
    """The number of a proposed supervision order."""
    items = desk.does("item", "list", "--json").json
    return next(int(one["id"]) for one in items if one["level"] == "order")


def test_a_picture_gives_every_sign_the_columns_a_terminal_gives_it(tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    portray(Text("逾期 OVERDUE 12  （2026）京0105执7号 & <催办>"), picture)
    found = PIECE.findall(picture.read_text("utf-8"))
    pieces = [(float(x), float(length), unescape(words)) for x, length, words in found]
    said = [piece for piece in pieces if piece[2].strip()]
    assert "".join(words for *_, words in said).replace("\xa0", " ") == (
        "逾期 OVERDUE 12  （2026）京0105执7号 & <催办>"
    )
    column = said[0][1] / cell_len(said[0][2])
    place = 0.0
    for x, length, words in said:
        assert len({cell_len(sign) for sign in words}) == 1
        assert abs(x - place) < 0.1 and abs(length - cell_len(words) * column) < 0.1
        place += length


def test_a_case_names_the_acts_that_were_done_not_those_passed_over(late: CourtDesk) -> None:
    late.does("rehearse", "days-pass", "30", "--at-once")
    late.does("patrol")
    node = next(
        node
        for node in late.does("case", TYPED, "--json").json["nodes"]
        if {rung["outcome"] for rung in node["rungs"]} == {"fired", "skipped"}
        and node["state"] == "running"
    )
    skipped = {rung["rung"] for rung in node["rungs"] if rung["outcome"] == "skipped"}
    line = next(
        line
        for line in late.does("case", TYPED).out.splitlines()
        if f" {node['code']} {node['name']} " in line and "→" in line
    )
    words = {"due_soon": "预警", "reminder": "提醒", "urge": "催办", "order": "督办"}
    assert skipped and not [words[one] for one in skipped if words[one] in line]


def test_the_desk_and_the_message_give_the_same_last_day_for_an_answer(late: CourtDesk) -> None:
    late.does("item", "issue", str(an_order(late)), "--by", "D001")
    listed = late.does("item", "list").out
    days = re.findall(r"答复至 (\d\d-\d\d) *$", listed, re.M)
    assert days and "00:00" not in listed
    with late.store.reading() as session:
        bodies = "".join(session.exec(select(Message.body)))
    assert [day for day in days if f"请最迟于2026-{day}" not in bodies] == []


def test_an_act_shows_how_the_item_stands_after_it(late: CourtDesk) -> None:
    number = an_order(late)
    said = late.does("item", "issue", str(number), "--by", "D001").out
    assert f"#{number} 督办 已发" in said and "no clock changed" not in said


def test_an_ended_item_says_why_without_squeezing_its_node(late: CourtDesk) -> None:
    late.records("execution_notice_issued", "2026-03-10", "--evidence", "回证")
    lines = late.does("item", "list", "--all").out.splitlines()
    ended = [line for line in lines if "节点已由第" in line]
    assert ended and all("003 发出执行通知" in line and "终止" in line for line in ended)
    assert max(map(cell_len, lines)) <= 100


def test_a_draft_is_shown_in_its_own_lines(late: CourtDesk) -> None:
    page = late.does("letters", TYPED).out
    assert re.search(r"依据：《", page)
    assert max(map(cell_len, page.splitlines())) <= 100


def test_what_fell_late_over_the_days_of_rest_is_new_on_the_first_morning(
    filed: CourtDesk,
) -> None:
    filed.records("investigation_started", "2026-02-27")  # its month ends on Friday 27 March
    filed.does("rehearse", "until", "2026-03-30", "--at-once")
    monday = filed.does("today", "--json").json
    assert monday["since"][:10] == "2026-03-27"
    assert [line["rule_id"] for line in monday["fresh"]] == ["complete-investigation-1m"]
    assert "03-27 以来新逾期" in filed.does("today").out


def test_a_rules_standing_is_said_in_words(filed: CourtDesk) -> None:
    assert "内部期限 internal · 原文已核" in filed.does("explain", TYPED, "003").out
    said = "".join(filed.does("explain", TYPED, "network-query-5wd").out.split())
    assert "未核实unverified·仅提示，不作违规" in said


def test_no_article_is_cut_off_in_the_lists_of_the_law(desk: CourtDesk) -> None:
    assert "第480条" in desk.does("rules", "list").out
    shown = "".join(desk.does("rules", "show", "case-6m").out.split())
    assert "拍卖、变卖" in shown and "…" not in shown


def test_an_import_says_what_it_left_aside(desk: CourtDesk, tmp_path: Path) -> None:
    paper = docket(tmp_path / "docket.xlsx", 备忘=(("事项",), ("开会",)))
    assert "备忘" in desk.does("import", str(paper)).out


def test_a_new_handler_is_shown_as_a_change_of_who_answers(desk: CourtDesk) -> None:
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    said = desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001").out
    assert "责任人  003 发出执行通知（法院）" in said

"""`handover`, `monday`, `review sample|sheet`: for a meeting and for the next desk."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from dueprocess.intake.workbook import Workbook
from models import clock
from rulebook.time.zone import SHANGHAI
from tests.dueprocess.court import NUMBER, CourtDesk

ENGINES = ("sqlite",)  # what a sheet looks like; duty desks are asked on both beside the models


def comes(desk: CourtDesk, *moment: int) -> None:
    with desk.store.writing() as session:
        clock.move(session, datetime(*moment, tzinfo=SHANGHAI))  # type: ignore[arg-type,misc]


@pytest.fixture
def closed(filed: CourtDesk) -> CourtDesk:
    """The one case was closed as performed on 10 March; it is April."""
    comes(filed, 2026, 3, 20, 9)
    filed.records("execution_notice_issued", "2026-03-02", "--evidence", "通知书")
    filed.records("debt_performed", "2026-03-09", "--evidence", "收据")
    for channel in ("电话", "短信"):
        filed.records("closing_notified", "2026-03-09", "--set", f"channel={channel}")
    filed.records("case_closed", "2026-03-10", "--set", "mode=执行完毕", "--evidence", "结案审批表")
    comes(filed, 2026, 4, 2, 9)
    return filed


def test_a_sample_is_drawn_again_as_it_was(closed: CourtDesk) -> None:
    asked = ("review", "sample", "--period", "2026-03", "--seed", "7")
    (line,) = closed.does(*asked, "--json").json
    assert (line["case"], line["figures"]["mode"], line["officer"]) == (NUMBER, "执行完毕", "D001")
    assert closed.does(*asked, "--json").json == [line]
    page = closed.does(*asked).out
    assert "2026-03|7" in page and NUMBER in page and "随机" in page
    assert (
        "没有可抽的案件"
        in closed.does("review", "sample", "--period", "2026-02", "--seed", "7").out
    )
    refused = closed.is_refused("review", "sample", "--period", "三月", "--seed", "7")
    assert "--period 2026-10" in refused


def test_a_drawn_case_has_its_check_sheet(closed: CourtDesk, tmp_path: Path) -> None:
    closed.does("review", "sample", "--period", "2026-03", "--seed", "7")
    page = closed.does("review", "sheet", "1").out
    assert "1. ☐ 履行完毕的依据齐全" in page and NUMBER in page
    for name in ("评查表.docx", "评查表.html"):
        closed.does("review", "sheet", "1", "--out", str(tmp_path / name))
    html = (tmp_path / "评查表.html").read_text("utf-8")
    assert "案件评查表" in html and NUMBER in html and "演练" in html
    with zipfile.ZipFile(tmp_path / "评查表.docx") as archive:
        assert NUMBER in archive.read("word/document.xml").decode()
    assert ".docx or .html" in closed.is_refused("review", "sheet", "1", "--out", "x.pdf")


def test_what_was_found_in_a_review_is_a_fact(closed: CourtDesk) -> None:
    closed.does("review", "sample", "--period", "2026-03", "--seed", "7")
    said = ("--outcome", "已纠正", "--finding", "5：未告知申请执行人", "--finding", "6：日期不符")
    done = closed.does("review", "do", "1", *said, "--by", "D001", "--json").json
    assert done["reason"] == "5：未告知申请执行人；6：日期不符"
    assert "核查办结" in closed.does("case", NUMBER).out


def test_the_monday_list_in_every_form(filed: CourtDesk, tmp_path: Path) -> None:
    comes(filed, 2026, 8, 28, 9)
    found = filed.does("monday", "--json").json
    assert [(one["case"], one["days_left"]) for one in found["near"]] == [(NUMBER, -1)]
    assert [one["days"] for one in found["pending"]] == [182]
    page = filed.does("monday").out
    assert "【演练】" in page and "超1日" in page and "182日" in page
    file = tmp_path / "周一.xlsx"
    filed.does("monday", "--court", "京0105", "--out", str(file))
    with Workbook(file) as book:
        assert book.names == ("临近期限", "长期未结")
        assert NUMBER in str(list(book.rows("临近期限")))
    assert filed.does("monday", "--court", "京0101", "--json").json["near"] == []


def test_the_desk_is_handed_over_signed_for_and_begins_anew(
    late: CourtDesk, tmp_path: Path
) -> None:
    page = late.does("handover").out
    assert "值班交接表" in page and "数据与渠道" in page
    handed = late.does("handover", "--to", "L001", "--by", "S001", "--note", "停电一小时").out
    assert "S001交L001，待签收" in handed
    assert "waits for L001" in late.is_refused("handover", "--to", "D001", "--by", "L001")
    assert "已于" in late.does("handover", "--take", "--by", "L001").out
    assert "only that officer hands it on" in late.is_refused(
        "handover", "--to", "D001", "--by", "S001"
    )
    asked = ("handover", "--to", "D001", "--by", "L001", "--json")
    said = late.does(*asked).json
    assert said["sheet"]["since"] == said["handover"]["since"]
    assert (said["handover"]["handed_to"], said["sheet"]["overdue"]) == ("D001", [])


def test_the_sheet_is_written_in_every_form(late: CourtDesk, tmp_path: Path) -> None:
    for name in ("交接.xlsx", "交接.docx", "交接.html"):
        late.does("handover", "--out", str(tmp_path / name))
    with Workbook(tmp_path / "交接.xlsx") as book:
        assert book.names[:2] == ("新超期", "今日到期")
    html = (tmp_path / "交接.html").read_text("utf-8")
    assert "值班交接表" in html and "演练" in html
    assert ".xlsx, .docx or .html" in late.is_refused("handover", "--out", "x.pdf")


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("handover", "--to", "X999", "--by", "S001"), "X999"),
        (("handover", "--to", "S001"), "staff number"),
        (("handover", "--take", "--by", "S001"), "nothing waits"),
        (("review", "sheet", "5"), "review list"),
    ],
)
def test_a_slip_at_the_desk_is_answered_in_one_line(
    filed: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    assert way in filed.is_refused(*words)

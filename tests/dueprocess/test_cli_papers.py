"""`dueprocess papers`: drafts with gaps, issue with a number, the court's own templates."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.dueprocess.court import TYPED, CourtDesk

NODE = ("--node", "exec-notice-3d-2006")


def test_a_draft_shows_its_gaps_and_takes_no_number(late: CourtDesk, tmp_path: Path) -> None:
    out = tmp_path / "催办单.docx"
    said = late.does("papers", "draft", "urge_note", TYPED, *NODE, "--out", str(out))
    assert "回复期限（reply_on）" in said.out
    lines = [one.text for one in docx.Document(str(out)).paragraphs]
    assert any("最迟于〔待填：回复期限〕书面回复" in line for line in lines)
    assert "无 none" in late.does("papers", "list").out


def test_issue_needs_a_person_and_every_field(late: CourtDesk) -> None:
    words = ("papers", "issue", "urge_note", TYPED, *NODE)
    assert "staff number" in late.is_refused(*words)
    assert "回复期限（reply_on）" in late.is_refused(*words, "--by", "S001")
    assert "write FIELD=VALUE" in late.is_refused(*words, "--by", "S001", "--set", "reply_on")
    assert "no_such" in late.is_refused(*words, "--by", "S001", "--set", "no_such=1")
    assert late.does("papers", "list", "--json").json == []


def test_an_issued_document_is_listed_shown_and_replaced(late: CourtDesk) -> None:
    words = ("papers", "issue", "urge_note", TYPED, *NODE, "--by", "S001")
    first = late.does(*words, "--set", "reply_on=2026-03-16", "--json").json
    assert first["number"] == "京0105执催〔2026〕1号"
    assert len(first["paths"]) == 2
    assert all(Path(path).is_file() for path in first["paths"].values())
    second = late.does(
        *words, "--set", "reply_on=2026-03-18", "--supersedes", first["number"], "--json"
    ).json
    listed = late.does("papers", "list", TYPED, "--json").json
    assert [(one["version"], one["supersedes"]) for one in listed] == [
        (2, first["number"]),
        (1, ""),
    ]
    shown = late.does("papers", "show", first["number"]).out
    assert second["number"] in shown and "周演监" in shown
    Path(first["paths"]["html"]).write_text("另写", "utf-8")
    page = late.does("papers", "show", str(first["id"])).out
    assert "missing or changed" in " ".join(page.split())
    assert "see `dueprocess papers list`" in late.is_refused("papers", "show", "99")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("urge_note",), "is about a case"),
        (("urge_note", TYPED), "is about a node"),
        (("urge_note", TYPED, "--node", "nothing"), "no node 'nothing'"),
        (("urge_note", TYPED, "--item", "99"), "no supervision item 99"),
        (("urgent_note", TYPED), "choose one of"),
        (("duty_handover",), "name the court"),
    ],
)
def test_what_was_not_said_is_asked_for(
    late: CourtDesk, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    out = str(tmp_path / "x.docx")
    assert said in late.is_refused("papers", "draft", *words, "--out", out)


def test_a_file_of_another_form_is_not_written(late: CourtDesk) -> None:
    words = ("papers", "draft", "urge_note", TYPED, *NODE, "--out", "x.pdf")
    assert "end in .docx or .html" in late.is_refused(*words)


def test_the_checklist_of_an_ended_round_is_filled_from_its_gates(
    late: CourtDesk, tmp_path: Path
) -> None:
    out = tmp_path / "审查表.html"
    late.does("papers", "draft", "termination_checklist", TYPED, "--out", str(out))
    page = out.read_text("utf-8")
    assert "已发出执行通知书" in page and "法〔2016〕373号第一条第一项" in page
    assert "不得终结本次执行程序" in page and "<td>缺</td>" in page


def test_a_court_takes_a_template_changes_it_and_is_told_of_a_slip(
    late: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setenv("DUEPROCESS_TEMPLATES", str(folder))
    mine = folder / "reminder.html.j2"
    late.does("papers", "template", "reminder", "--out", str(mine))
    mine.write_text(mine.read_text("utf-8").replace("提醒单", "本院提醒单"), "utf-8")
    out = tmp_path / "x.html"
    late.does("papers", "draft", "reminder", TYPED, *NODE, "--out", str(out))
    assert "本院提醒单" in out.read_text("utf-8")
    mine.write_text("<p>{{ case_nummer }}</p>", "utf-8")
    words = ("papers", "issue", "reminder", TYPED, *NODE, "--by", "S001")
    assert "does not have: case_nummer" in late.is_refused(*words).replace("that reminder ", "")


def test_an_unreadable_folder_of_templates_is_said(
    late: CourtDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUEPROCESS_TEMPLATES", str(tmp_path / "nowhere"))
    assert "DUEPROCESS_TEMPLATES" in late.is_refused("papers", "check")

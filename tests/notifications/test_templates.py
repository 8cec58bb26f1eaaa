"""Templates: ours are sound, a court's own wins, and one that names the wrong thing is found."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from notifications.documents.checking import (
    TemplatesAstray,
    check,
    expect_own_sound,
    expect_sound,
    looked_at,
)
from notifications.documents.content import content
from notifications.documents.describing import tables
from notifications.documents.filling import TemplateFault, filled
from notifications.documents.kinds import KINDS, kind
from notifications.documents.layout import FOLDER, LayoutFault, parsed
from notifications.documents.shelf import NoTemplates, Shelf, shipped
from tests.notifications.invented import SAID
from tests.notifications.test_documents import in_html, in_word


def own_word(folder: Path, name: str, *texts: str) -> None:
    """A template in Word as a court would save it under a kind's name."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(folder / f"{name}.docx"))


def test_every_shipped_template_names_only_what_its_context_has() -> None:
    found = check(Shelf())
    assert len(found) == 2 * len(KINDS)
    assert [(one.template, one.faults) for one in found if one.faults] == []


def test_every_kind_has_a_layout_and_every_layout_a_kind() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(KINDS)


def test_a_courts_own_templates_win_over_the_shipped_ones(tmp_path: Path) -> None:
    own_word(tmp_path, "urge_note", "本院样式", "{{ case_number }} {{ due_on | day }}")
    (tmp_path / "urge_note.html.j2").write_text(
        '{% extends "sheet.html.j2" %}{% block body %}<h1>本院样式</h1>{{ handler }}{% endblock %}',
        "utf-8",
    )
    shelf = Shelf(tmp_path)
    values = content(kind("urge_note"), SAID["urge_note"], final=True)
    word = filled(shelf.template("urge_note", "docx"), values, rehearsal=True, final=True)
    page = filled(shelf.template("urge_note", "html"), values, rehearsal=True, final=True)
    assert "本院样式" in in_word(word) and "（2026）演0105执1234号 2026年3月5日" in in_word(word)
    assert "本院样式" in in_html(page) and "沈演一" in in_html(page)
    # It need not know of rehearsals: their mark stands on every page all the same.
    assert "【演练】" in docx.Document(io.BytesIO(word)).sections[0].header.paragraphs[0].text
    assert "【演练】" in in_html(page)
    assert shelf.template("reminder", "docx").own is None


def test_a_page_without_our_frame_is_marked_too(tmp_path: Path) -> None:
    (tmp_path / "reminder.html.j2").write_text("<html><body>{{ node }}</body></html>", "utf-8")
    values = content(kind("reminder"), SAID["reminder"], final=True)
    page = filled(Shelf(tmp_path).template("reminder", "html"), values, rehearsal=True, final=True)
    assert "【演练】" in in_html(page)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ case_numbr }}", "names variables that urge_note does not have: case_numbr"),
        ("{% if false %}{{ seldom }}{% endif %}", "does not have: seldom"),
        ("{% for a in acts %}{{ a.nme }}{% endfor %}", "nme"),
        ("{{ handler", "cannot be read"),
        ("{{ leader }}", "prints a value that is not known here"),
    ],
)
def test_a_template_that_names_the_wrong_thing_fails_before_any_issue(
    tmp_path: Path, text: str, why: str
) -> None:
    own_word(tmp_path, "urge_note", text)
    (tmp_path / "urge_note.html.j2").write_text(f"<p>{text}</p>", "utf-8")
    for form in ("docx", "html"):
        template = Shelf(tmp_path).template("urge_note", form)
        assert any(why in fault for fault in looked_at(template).faults)
        with pytest.raises(TemplateFault, match="urge_note"):
            expect_sound(template)


def test_a_file_that_is_no_document_is_told_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "urge_note.docx").write_bytes(b"not a document")
    assert looked_at(Shelf(tmp_path).template("urge_note", "docx")).faults


def test_a_file_under_no_known_name_is_found(tmp_path: Path) -> None:
    own_word(tmp_path, "urgent_note", "x")
    assert Shelf(tmp_path).strays() == ["urgent_note.docx"]


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NoTemplates, match="DUEPROCESS_TEMPLATES"):
        Shelf(tmp_path / "nowhere")


def test_a_template_may_not_reach_out_of_its_sandbox(tmp_path: Path) -> None:
    text = "<p>{{ handler.__class__.__mro__ }}</p>"
    (tmp_path / "urge_note.html.j2").write_text(text, "utf-8")
    assert looked_at(Shelf(tmp_path).template("urge_note", "html")).faults


def test_the_shipped_template_in_word_is_one_a_court_can_open_and_change() -> None:
    document = docx.Document(io.BytesIO(shipped("urge_note", "docx")))
    assert "{{ mark }}催办单" in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("titel 催办单", "line 1: unknown word 'titel'"),
        ("form 1 2\nrow 案号 | x | y\nclose", "line 2: 3 cells, 2 wanted"),
        ("row 案号 | x", "stands on the wrong side of a table"),
        ("if acts\ntext x", "is left open"),
        ("end", "`end` of nothing"),
    ],
)
def test_a_layout_that_cannot_be_read_says_where(source: str, why: str) -> None:
    with pytest.raises(LayoutFault, match=why):
        parsed(source, "x.txt")


def test_the_page_of_documents_lists_every_variable_of_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "documents.md").read_text("utf-8")
    assert page.endswith(tables())


def test_all_faults_of_a_courts_own_templates_are_told_at_once(tmp_path: Path) -> None:
    expect_own_sound(Shelf())
    (tmp_path / "reminder.html.j2").write_text("<p>{{ nod }}</p>", "utf-8")
    own_word(tmp_path, "urge_note", "{{ handlr }}")
    own_word(tmp_path, "urgent", "x")
    with pytest.raises(TemplatesAstray) as told:
        expect_own_sound(Shelf(tmp_path))
    assert [fault.rpartition(": ")[2] for fault in told.value.faults] == [
        "nod",
        "handlr",
        "no kind of document is called that",
    ]

"""Documents of every kind, in Word and in HTML: whole, marked, never with a blank."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from notifications.documents.content import FieldAstray, Incomplete, content
from notifications.documents.filling import TemplateFault, filled
from notifications.documents.kinds import KINDS, UnknownKind, kind
from notifications.documents.layout import layout
from notifications.documents.shelf import Form, Shelf
from notifications.documents.word import REHEARSAL_LINE
from tests.notifications.invented import SAID
from tests.notifications.office import ABSENT, SOFFICE, opened
from tests.notifications.test_reports import REPORT

FORMS: tuple[Form, ...] = ("docx", "html")


@dataclass(frozen=True, slots=True)
class Written:
    """One document, by the words that stand in it."""

    content: bytes
    text: str


def write(name: str, form: Form, **how: Any) -> Written:
    """A document of an invented court, as it would be issued in a rehearsal."""
    values = content(kind(name), how.pop("said", SAID[name]), how.get("final", True))
    asked = {"rehearsal": True, "final": True, **how}
    blocks = REPORT.blocks if name == "bulletin" else ()
    made = filled(Shelf().template(name, form), values, blocks=blocks, **asked)
    return Written(made, in_word(made) if form == "docx" else in_html(made))


def in_word(made: bytes) -> str:
    """What a document in Word says, headers first."""
    document = docx.Document(io.BytesIO(made))
    header = "\n".join(one.text for one in document.sections[0].header.paragraphs)
    body = "".join(node.text or "" for node in document.element.body.iter() if _says(node.tag))
    return f"{header}\n{body}"


def _says(tag: object) -> bool:
    return str(tag).endswith("}t")


class _Reader(HTMLParser):
    """Keeps what a page says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def in_html(made: bytes) -> str:
    """What a page says."""
    reader = _Reader()
    reader.feed(re.sub(r"<style>.*?</style>", "", made.decode(), flags=re.DOTALL))
    return "".join(reader.said)


def signs(text: str) -> Counter[str]:
    """The signs of a text, blanks apart."""
    return Counter("".join(text.split()))


@pytest.fixture(scope="module")
def every() -> dict[tuple[str, Form], Written]:
    """Every kind in both forms."""
    return {(name, form): write(name, form) for name in KINDS for form in FORMS}


def test_every_kind_has_people_to_be_tried_with() -> None:
    assert SAID.keys() == KINDS.keys()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", KINDS)
def test_a_document_says_all_it_was_given_and_is_marked_as_a_rehearsal(
    every: dict[tuple[str, Form], Written], name: str, form: Form
) -> None:
    text = every[name, form].text
    assert REHEARSAL_LINE in text and "〔待填" not in text and "草稿" not in text
    assert "None" not in text and "{{" not in text and "{%" not in text
    for given in (SAID[name]["number"], SAID[name].get("case_number", ""), "2026年3月"):
        assert given in text


def test_word_and_html_say_the_same(every: dict[tuple[str, Form], Written]) -> None:
    for name in KINDS:
        word, page = (re.sub(r"\s", "", every[name, form].text) for form in FORMS)
        said = [value for value in SAID[name].values() if isinstance(value, str)]
        assert [v for v in said if "".join(v.split()) in word] == [
            v for v in said if "".join(v.split()) in page
        ]


def test_the_figures_of_a_bulletin_stand_between_its_head_and_its_signature(
    every: dict[tuple[str, Form], Written],
) -> None:
    for form in FORMS:
        text = every["bulletin", form].text
        places = [
            text.index(part)
            for part in ("数据截止", "节点按期率", "逐案核对", "执行局2026")
            if part in text
        ]
        assert places == sorted(places) and len(places) >= 3
    assert docx.Document(io.BytesIO(every["bulletin", "docx"].content)).inline_shapes is not None


def test_a_draft_marks_what_is_not_known_and_says_it_is_one() -> None:
    said = {k: v for k, v in SAID["urge_note"].items() if k not in {"number", "reply_on"}}
    for form in FORMS:
        draft = write("urge_note", form, said=said, final=False)
        assert "〔待填：文号〕" in draft.text and "最迟于〔待填：回复期限〕书面回复" in draft.text
        assert "〔草稿〕未经审核签发，不得送达。" in draft.text


def test_what_is_not_known_keeps_a_document_from_being_issued() -> None:
    said = {**SAID["urge_note"], "reply_on": None, "issuer": "  "}
    with pytest.raises((Incomplete, FieldAstray)):
        content(kind("urge_note"), said, final=True)
    with pytest.raises(Incomplete, match="回复期限（reply_on）"):
        content(kind("urge_note"), {**SAID["urge_note"], "reply_on": ""}, final=True)


def test_a_value_that_does_not_fit_and_a_field_that_is_not_there_are_named() -> None:
    with pytest.raises(FieldAstray, match="reply_on: "):
        content(kind("urge_note"), {**SAID["urge_note"], "reply_on": "明天"}, final=False)
    with pytest.raises(FieldAstray, match="no_such: "):
        content(kind("urge_note"), {**SAID["urge_note"], "no_such": "x"}, final=False)
    with pytest.raises(UnknownKind, match="choose one of reminder, urge_note"):
        kind("urgent_note")


def test_what_a_person_wrote_is_text_and_never_a_mark_of_the_engine() -> None:
    odd = "甲 <b>&</b> {{ 7 * 7 }} {% x %}\x07\n第二行"
    for form in FORMS:
        text = write("explanation", form, said={**SAID["explanation"], "reason": odd}).text
        assert "甲 <b>&</b>" in text and "7 * 7" in text and "49" not in text
        assert "\x07" not in text and "第二行" in text


def test_a_live_document_bears_no_mark() -> None:
    for form in FORMS:
        assert "演练" not in write("urge_note", form, rehearsal=False).text


def test_a_blank_that_a_template_would_print_is_an_error_before_issue(tmp_path: Path) -> None:
    (tmp_path / "reminder.html.j2").write_text("<p>{{ security }}</p>", "utf-8")
    template = Shelf(tmp_path).template("reminder", "html")
    values = content(kind("reminder"), SAID["reminder"], final=True)
    with pytest.raises(TemplateFault, match="prints a value that is not known here"):
        filled(template, values, rehearsal=False, final=True)


SIGNED = [name for name in KINDS if any(line.word == "sign" for line in layout(name))]


@pytest.mark.parametrize("name", SIGNED)
def test_no_signature_stands_on_a_page_of_its_own(
    every: dict[tuple[str, Form], Written], name: str
) -> None:
    document = docx.Document(io.BytesIO(every[name, "docx"].content))
    pieces = list(document.iter_inner_content())
    signed = max(
        place
        for place, one in enumerate(pieces)
        if isinstance(one, Paragraph) and one.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    )
    for one in reversed(pieces[:signed]):
        last = [one] if isinstance(one, Paragraph) else one.rows[-1].cells[0].paragraphs
        assert all(paragraph.paragraph_format.keep_with_next for paragraph in last)
        if any(paragraph.text for paragraph in last) and not any(
            paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT for paragraph in last
        ):
            return


@pytest.mark.skipif(SOFFICE is None, reason=ABSENT)
def test_libreoffice_lays_every_kind_out_with_its_chinese_whole(
    every: dict[tuple[str, Form], Written], tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.docx" for name in KINDS]
    for name, file in zip(KINDS, files, strict=True):
        file.write_bytes(every[name, "docx"].content)
    for name, shown in opened(files, tmp_path).items():
        assert 1 <= shown.pages <= 4
        assert shown.text.count("【演练】") >= shown.pages
        # Signs, not strings: where a line breaks or a face changes is the reader's business.
        lost = signs(every[name, "docx"].text) - signs(shown.text)
        assert (name, "".join(lost.elements())) == (name, "")

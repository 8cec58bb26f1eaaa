"""Filling (填制): a context put into a template, in Word or in HTML, marked as what it is.

Both engines are strict: a name that the context lacks is an error, never a blank.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents import word
from notifications.documents.gaps import BlankPrinted, dress
from notifications.documents.kinds import kind as kind_of
from notifications.documents.report import Block
from notifications.documents.shelf import Template

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment

DRAFT_LINE = "〔草稿〕未经审核签发，不得送达。"
FIGURES = "〔图表〕"  # where a report's tables and charts go


class TemplateFault(ValueError):
    """A template cannot be filled, with the file and what it stumbles over."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(f"template {template}: {why}")


def filled(
    template: Template,
    values: Mapping[str, Any],
    *,
    rehearsal: bool,
    final: bool,
    blocks: Sequence[Block] = (),
) -> bytes:
    """The document. `final`: to be issued, so what is not known is an error, not a gap.

    A rehearsal's and a draft's mark stands on every page, whatever the template says; `blocks`
    stand where the template puts its figures. Raises `TemplateFault`.
    """
    said = {**values, "mark": REHEARSAL_MARK if rehearsal else ""}
    marks = "".join([word.REHEARSAL_LINE * rehearsal, DRAFT_LINE * (not final)])
    try:
        if template.form == "docx":
            return _word(template, said, marks, final, blocks)
        return _page(template, said, marks, final, blocks).encode()
    except (TemplateError, BlankPrinted, TypeError, AttributeError, KeyError) as error:
        raise TemplateFault(template.name, _told(error)) from error


def environment(final: bool, escaping: bool = True) -> Environment:
    """A sandbox for templates: strict, with the filters of documents."""
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from notifications.documents.web import FACES, SHIPPED

    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(SHIPPED)]),
        undefined=StrictUndefined,
        autoescape=escaping,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["faces"] = FACES
    return dress(made, final)


def _word(
    template: Template, said: Mapping[str, Any], marks: str, final: bool, blocks: Sequence[Block]
) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template.content))
    document.render(dict(said), environment(final), autoescape=True)
    filled: Document = document.docx
    if marks:
        _stamp(filled, marks)
    if blocks:
        word.insert(filled, FIGURES, blocks)
    content = io.BytesIO()
    filled.save(content)
    return content.getvalue()


def _stamp(document: Document, marks: str) -> None:
    """The marks at the top of every page, first and even ones too."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for section in document.sections:
        section.different_first_page_header_footer = False
        section.header.is_linked_to_previous = False
        first = section.header.paragraphs[0]
        paragraph = first.insert_paragraph_before(marks) if first.text else first
        if not first.text:
            paragraph.add_run(marks)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        word.set_face(paragraph)
    document.settings.odd_and_even_pages_header_footer = False


def _page(
    template: Template, said: Mapping[str, Any], marks: str, final: bool, blocks: Sequence[Block]
) -> str:
    made = environment(final)
    name = f"{said['mark']}{kind_of(template.kind).zh}"
    source = template.content.decode("utf-8")
    page = made.from_string(source).render({**said, "header": marks, "name": name})
    if marks and marks not in page:
        page = _banner(page, marks)
    return page.replace(FIGURES, _drawn(blocks)) if blocks else page


def _banner(page: str, marks: str) -> str:
    """The marks over a page whose own template does not show them; fixed, so on every sheet."""
    banner = (
        '<div style="position:fixed;top:0;left:0;right:0;text-align:center;'
        f'font-size:12pt;line-height:18pt">{marks}</div>'
    )
    body = re.search(r"<body[^>]*>", page)
    return page[: body.end()] + banner + page[body.end() :] if body else banner + page


def _drawn(blocks: Sequence[Block]) -> str:
    from notifications.documents.web import pages

    return pages().get_template("blocks.html.j2").render(blocks=blocks)


def _told(error: Exception) -> str:
    """The error in one line."""
    return " ".join(str(error).split()) or type(error).__name__

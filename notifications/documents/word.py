"""Reports in Word (Word 文书): blocks written one under the other on a `Sheet`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents import drawing
from notifications.documents.chart import Chart
from notifications.documents.faces import HEAD
from notifications.documents.report import Block, Report, Table, Text, chinese_day
from notifications.documents.sheet import SIZES, Sheet, face

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

CHART_SHAPE = 0.56  # height over width
REHEARSAL_LINE = f"{REHEARSAL_MARK}本件为演练文书，不产生任何法律效力。"


def written(report: Report) -> bytes:
    """The report as a .docx file."""
    sheet = Sheet(report.landscape)
    if report.rehearsal:
        sheet.header(REHEARSAL_LINE)
    sheet.title(f"{REHEARSAL_MARK}{report.title}" if report.rehearsal else report.title)
    if report.number:
        sheet.number(report.number)
    write(sheet, report.blocks)
    day = [chinese_day(report.issued_on)] if report.issued_on else []
    sheet.signature([report.issuer, *day] if report.issuer else day)
    return sheet.bytes()


def write(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Write the blocks at the end of the sheet."""
    for block in blocks:
        match block:
            case Text():
                sheet.text(block.text, block.manner)
            case Table():
                _table(sheet, block)
            case Chart():
                _chart(sheet, block)


def insert(document: Document, marker: str, blocks: Sequence[Block]) -> None:
    """Write the blocks into a document in place of the paragraph that reads `marker`."""
    place = next((one for one in document.paragraphs if one.text.strip() == marker), None)
    if place is None:
        return
    sheet = Sheet.of(document)
    last = document.paragraphs[-1]._p
    body = last.getparent()
    before = len(body)
    write(sheet, blocks)
    # What was written stands at the end, before the section's own properties.
    for element in list(body)[before - 1 : -1]:
        place._p.addprevious(element)
    body.remove(place._p)


def set_face(paragraph: Paragraph) -> None:
    """Set what a paragraph says in the face of headings."""
    for run in paragraph.runs:
        face(run, HEAD, SIZES["form"])


def _table(sheet: Sheet, block: Table) -> None:
    if block.caption:
        sheet.caption(block.caption)
    table = sheet.table(len(block.head), block.widths)
    sheet.row(table, block.head, head=True, size="note")  # many columns want the smaller type
    for row in block.rows:
        sheet.row(table, row, right=block.right, size="note")
    sheet.gap()


def _chart(sheet: Sheet, chart: Chart) -> None:
    paragraph = sheet.text("", "note")
    drawing.place(sheet.document, paragraph, chart, sheet.width, round(sheet.width * _shape(chart)))


def _shape(chart: Chart) -> float:
    """Lying bars need height for each of their names."""
    if chart.form != "bar":
        return CHART_SHAPE
    bars = len(chart.categories) * (1 if chart.stacked else max(len(chart.series), 1))
    return min(max(0.28 + 0.05 * bars, 0.42), 1.3)

"""Ruled tables in Word (表格): room in the cells, rows that stay whole, what stays with the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

SHORT = 3  # rows of a table that stays whole
PADDING = 57  # beside the text of a cell, in twentieths of a point: one millimetre


def paragraphs_at_end(piece: Paragraph | Table) -> Sequence[Paragraph]:
    """A paragraph, or those of a table's last rows; of a short one all, so that it stays whole."""
    from docx.text.paragraph import Paragraph

    if isinstance(piece, Paragraph):
        return [piece]
    rows = piece.rows[-1:] if len(piece.rows) > SHORT else piece.rows
    return [one for row in rows for cell in row.cells for one in cell.paragraphs]


def pad(table: Table) -> None:
    """Little room beside the text of a cell, so that a name of five signs stands in one line."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins: Any = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(PADDING))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Word reads a table's properties in their order alone: these before the look.
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def keep_whole(row: Any, head: bool) -> None:
    """A row is never parted by the end of a page; a head is repeated on every one."""
    from docx.oxml import OxmlElement

    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))

"""A Word sheet in the manner of official papers (公文格式): page, faces, sizes, header and folio.

The measures are those of GB/T 9704: A4, 37 mm above, 28 mm left, a field of 156 by 225 mm; title in
2号, text in 3号 on lines of 28 pt. It is not the court's own blank, and does not claim to be.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from notifications.documents.faces import BODY, FACES, FIGURES, HEAD, LATIN, POINT, TITLE, Face
from notifications.documents.report import Manner
from notifications.documents.ruled import keep_whole, pad, paragraphs_at_end

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SIZES = {
    "title": 22,
    "text": 16,
    "form": 12,
    "note": 10.5,
    "gap": 5,
}  # 2号, 3号, 小四, 五号, in points
LINE = {"title": 32, "text": 28, "form": 18, "note": 16, "gap": 6}
FACE_OF: dict[Manner, Face] = {
    "section": HEAD, "point": POINT, "body": BODY, "plain": BODY, "note": BODY,
}  # fmt: skip
PAGE_MM = (210, 297)
MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
BOX_MM = 18  # a box for an opinion and a signature
INDENT = 2 * SIZES["text"]  # two signs


class Sheet:
    """One document being written from top to bottom; texts may hold a template's own marks."""

    def __init__(self, landscape: bool = False) -> None:
        import docx

        self.document: Document = docx.Document()
        _name_faces(self.document)
        _plain_styles(self.document)
        self._page(landscape)

    @classmethod
    def of(cls, document: Document) -> Sheet:
        """The sheet of a document that has been written already, to write on."""
        made = cls.__new__(cls)
        made.document = document
        return made

    def _page(self, landscape: bool) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section = self.document.sections[0]
        sides = PAGE_MM[::-1] if landscape else PAGE_MM
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = map(Mm, sides)
        for side, mm in MARGINS_MM.items():
            setattr(section, f"{side}_margin", Mm(mm))
        section.header_distance, section.footer_distance = Mm(15), Mm(25)
        _folio(section.footer.paragraphs[0])

    @property
    def width(self) -> int:
        """The breadth of the text, in EMU."""
        section = self.document.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)  # type: ignore[operator]

    def header(self, text: str) -> None:
        """What stands at the top of every page."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        _set(paragraph, text, HEAD, SIZES["form"], align="center")

    def title(self, text: str) -> None:
        """The title, centred."""
        _set(self._paragraph("title", after=6), text, TITLE, SIZES["title"], align="center")

    def number(self, text: str) -> None:
        """The document number (文号), centred under the title."""
        _set(self._paragraph("text", after=10), text, BODY, SIZES["text"], align="center")

    def text(self, text: str, manner: Manner = "body") -> Paragraph:
        """A paragraph of the text."""
        size = "note" if manner == "note" else "text"
        paragraph = self._paragraph(size)
        if manner not in {"plain", "note"}:
            from docx.shared import Pt

            paragraph.paragraph_format.first_line_indent = Pt(INDENT)
        if manner in {"section", "point"}:
            paragraph.paragraph_format.keep_with_next = True
        _set(paragraph, text, FACE_OF[manner], SIZES[size])
        return paragraph

    def caption(self, text: str) -> None:
        """The name of the table that follows."""
        paragraph = self._paragraph("form", before=8, after=2)
        paragraph.paragraph_format.keep_with_next = True
        _set(paragraph, text, HEAD, SIZES["form"], align="center")

    def signature(self, lines: Sequence[str]) -> None:
        """Who signs and the day, to the right, kept together and with the end of what is signed:
        a page that bears nothing but a signature could be put under any text."""
        from docx.shared import Pt

        if lines:
            self._end_stays()
        for number, line in enumerate(lines):
            paragraph = self._paragraph("text", before=14 if number == 0 else 0)
            paragraph.paragraph_format.keep_with_next = number + 1 < len(lines)
            paragraph.paragraph_format.right_indent = Pt(INDENT)
            _set(paragraph, line, BODY, SIZES["text"], align="right")

    def _end_stays(self) -> None:
        """What stands last stays on the page of what follows; with it all that may be left out."""
        left_out = 0  # ends of tags whose beginning was not met yet
        for piece in reversed([*self.document.iter_inner_content()]):
            last = paragraphs_at_end(piece)
            said = "".join(paragraph.text for paragraph in last)
            if said.startswith("{%p"):
                left_out += said.startswith("{%p end") - said.startswith(("{%p if", "{%p for"))
                continue
            for paragraph in last:
                paragraph.paragraph_format.keep_with_next = True
            if said and not left_out:
                return

    def mark(self, tag: str) -> None:
        """A paragraph that holds nothing but a template's tag, which takes it away."""
        _set(self._paragraph("note"), tag, BODY, SIZES["note"])

    def table(self, columns: int, widths: Sequence[float] = ()) -> Table:
        """An empty ruled table over the whole breadth."""
        table: Table = self.document.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        table.autofit = False
        pad(table)
        shares = list(widths) or [1.0] * columns
        for column, share in zip(table.columns, shares, strict=True):
            column.width = _emu(self.width * share / sum(shares))
        return table

    def row(
        self,
        table: Table,
        texts: Sequence[str],
        *,
        head: bool = False,
        right: Sequence[int] = (),
        names: Sequence[int] = (),
        size: str = "form",
    ) -> list[_Cell]:
        """One more row; a head row is repeated on every page, `names` are set as names."""
        row = table.add_row()  # type: ignore[no-untyped-call]
        keep_whole(row._tr, head)
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            named = head or place in names
            align = "center" if named else "right" if place in right else ""
            cell.width = table.columns[place].width
            fill(cell, text, typeface=HEAD if named else BODY, align=align, size=size)
        return list(row.cells)

    def wide(self, table: Table, name: str, value: str, *, tall: bool = False) -> None:
        """A row of one name and one value over all other columns; `tall`: a box to write in."""
        from docx.shared import Mm

        columns = len(table.columns)
        cells = self.row(table, [name, *[""] * (columns - 1)], names=(0,))
        whole = cells[1].merge(cells[-1])
        for left_over in whole.paragraphs[1:]:
            left_over._p.getparent().remove(left_over._p)
        fill(whole, value, tall=tall)
        if tall:
            table.rows[-1].height = Mm(BOX_MM)

    def gap(self) -> None:
        """A little room, after a table."""
        from docx.enum.text import WD_LINE_SPACING

        paragraph = self._paragraph("gap")
        # Exactly: the paragraph's own mark is taller than the gap.
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY

    def bytes(self) -> bytes:
        """The document as a .docx file."""
        content = io.BytesIO()
        self.document.save(content)
        return content.getvalue()

    def _paragraph(self, size: str, before: float = 0, after: float = 0) -> Paragraph:
        paragraph = self.document.add_paragraph()
        _space(paragraph, LINE[size], before, after)
        return paragraph


def fill(
    cell: _Cell,
    text: str,
    *,
    typeface: Face = BODY,
    align: str = "",
    tall: bool = False,
    size: str = "form",
) -> None:
    """Write the text into a cell; each of its lines becomes a paragraph."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    cell.vertical_alignment = (
        WD_CELL_VERTICAL_ALIGNMENT.TOP if tall else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    )
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _space(paragraph, LINE[size], 2 if number == 0 else 0, 0)
        _set(paragraph, line, typeface, SIZES[size], align=align)


def _set(paragraph: Paragraph, text: str, typeface: Face, size: float, align: str = "") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    face(paragraph.add_run(text), typeface, size)
    if align:
        paragraph.alignment = WD_ALIGN_PARAGRAPH[align.upper()]  # type: ignore[misc]


def face(run: Run, typeface: Face, size: float) -> None:
    """Set a run in a typeface: Chinese by its name, letters and figures in the Latin one."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size, run.font.name = Pt(size), LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), typeface.name)


def _space(paragraph: Paragraph, line: float, before: float, after: float) -> None:
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    # At least, not exactly: a tall sign or a drawing is never cut.
    shape.line_spacing = Pt(line)
    from docx.enum.text import WD_LINE_SPACING

    shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    shape.space_before, shape.space_after = Pt(before), Pt(after)


def _folio(paragraph: Paragraph) -> None:
    """The page's number between dashes, outside the text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _set(paragraph, "— ", FIGURES, 14, align="center")
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
    _set(paragraph, " —", FIGURES, 14)


def _plain_styles(document: Document) -> None:
    """The default style speaks Chinese, so that whatever is typed later looks like the rest."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(SIZES["text"])
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY.name)


def _name_faces(document: Document) -> None:
    """Enter the faces in the font table with what may stand in for them."""
    names = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{",".join(face.others)}"/>'
        '<w:charset w:val="86"/><w:pitch w:val="variable"/></w:font>'
        for face in FACES
    )
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            table = part.blob.decode("utf-8")
            part._blob = table.replace("</w:fonts>", f"{names}</w:fonts>").encode()


def _emu(length: float) -> Any:
    from docx.shared import Emu

    return Emu(int(length))

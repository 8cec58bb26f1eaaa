"""Native charts in Word (图表): a DrawingML part with the workbook of its figures behind it.

XlsxWriter draws the chart, figures cached; its part is lifted out of the workbook it was made in.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from notifications.documents.chart import Chart, ink

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "数据"
_UNSHOWN = ("CatName", "SerName", "Percent", "BubbleSize")
# Where XlsxWriter is silent the schema says: every label, curves, blanks as zero, round corners.
_SAID = (
    ('<c:lang val="en-US"/>', '<c:lang val="zh-CN"/><c:roundedCorners val="0"/>'),
    (
        '<c:showVal val="1"/>',
        '<c:showLegendKey val="0"/><c:showVal val="1"/>'
        + "".join(f'<c:show{what} val="0"/>' for what in _UNSHOWN),
    ),
    ('<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'),
)
_STRAIGHT = ("</c:ser>", '<c:smooth val="0"/></c:ser>')
_LINK = '<c:externalData r:id="{}"><c:autoUpdate val="0"/></c:externalData>'
_INLINE = """\
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name="图{number}" descr="{title}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def place(document: Document, paragraph: Paragraph, chart: Chart, width: int, height: int) -> None:
    """Put the chart into the paragraph, `width` by `height` in EMU."""
    from xml.sax.saxutils import quoteattr

    from docx.oxml import parse_xml

    number = _next_number(document)
    link = document.part.relate_to(_part(document, chart, number), f"{_OFFICE}/chart")
    title = quoteattr(chart.title)[1:-1]
    inline = _INLINE.format(width=width, height=height, number=number, title=title, link=link)
    paragraph.add_run()._r.append(parse_xml(inline))


def _part(document: Document, chart: Chart, number: int) -> Any:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    figures = workbook(chart)
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        _BOOK_TYPE,
        figures,
        package,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    link = part.relate_to(book, f"{_OFFICE}/package")
    part._blob = _linked(figures, link)
    return part


def _next_number(document: Document) -> int:
    parts = document.part.package.iter_parts()
    return sum((str(part.content_type) == _CHART_TYPE for part in parts), start=1)


def _linked(figures: bytes, link: str) -> bytes:
    """The chart's own part, pointing at the workbook by that link."""
    with zipfile.ZipFile(io.BytesIO(figures)) as packed:
        drawn = packed.read("xl/charts/chart1.xml").decode("utf-8")
    for silent, said in _SAID + ((_STRAIGHT,) if "<c:lineChart>" in drawn else ()):
        drawn = drawn.replace(silent, said)
    before = drawn.partition("<c:printSettings>")[0].removesuffix("</c:chartSpace>")
    return f"{before}{_LINK.format(link)}</c:chartSpace>".encode()


def workbook(chart: Chart) -> bytes:
    """The workbook (.xlsx) of the chart's figures, with the chart beside them."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        sheet.write_column(1, 0, chart.categories)
        for column, series in enumerate(chart.series, 1):
            sheet.write(0, column, series.name)
            for row, figure in enumerate(series.figures, 1):
                if figure is not None:
                    sheet.write_number(row, column, figure)
        sheet.insert_chart(1, len(chart.series) + 2, _drawn(book, chart))
    return content.getvalue()


def _drawn(book: Any, chart: Chart) -> Any:
    subtype = {"subtype": "stacked"} if chart.stacked and chart.form != "line" else {}
    drawn = book.add_chart({"type": chart.form, **subtype})
    last = len(chart.categories)
    for column in range(1, len(chart.series) + 1):
        drawn.add_series(
            {
                "name": [_SHEET, 0, column],
                "categories": [_SHEET, 1, 0, last, 0],
                "values": [_SHEET, 1, column, last, column],
                "data_labels": {"value": True, "font": {"size": 9}},
                "gap": 80,
                **_ink(chart, ink(column - 1)),
            }
        )
    _dress(drawn, chart)
    return drawn


def _ink(chart: Chart, colour: str) -> dict[str, object]:
    if chart.form == "line":
        marker = {"type": "circle", "size": 6, "fill": {"color": colour}}
        return {"line": {"color": colour, "width": 2}, "marker": marker}
    return {"fill": {"color": colour}, "border": {"none": True}}


def _dress(drawn: Any, chart: Chart) -> None:
    """Title, axes and legend; the longest bar is read from the top as the list is."""
    axis = {"num_font": {"size": 10}, "major_tick_mark": "outside", "minor_tick_mark": "none"}
    pale = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}}
    unit = {"name": chart.unit, "name_font": {"size": 10, "bold": False}} if chart.unit else {}
    drawn.set_title({"name": chart.title, "name_font": {"size": 13, "bold": True}})
    figures = {**axis, **unit, **pale}
    if chart.form == "bar":  # its axes change places
        drawn.set_x_axis({**figures, "label_position": "high"})
        every = {"reverse": True, "interval_unit": 1}  # no name is left out
        drawn.set_y_axis({**axis, **every, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis(axis)
        drawn.set_y_axis(figures)
    one = len(chart.series) == 1
    drawn.set_legend({"none": True} if one else {"position": "bottom", "font": {"size": 10}})
    drawn.show_blanks_as("gap")

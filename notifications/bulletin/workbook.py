"""The bulletin in Excel (工作簿): the page's tables, native charts, the definitions, the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents.chart import INKS, Chart
from notifications.documents.report import Report, Table, Text, chinese_day

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FACE = "Noto Sans CJK SC"
_FORMS = {"column": "column", "bar": "bar", "line": "line"}
_WIDEST = 48  # signs
_CHART_ROWS = 18
_NAMES = 5  # the column of the names under which lists are opened
_LINE = 15  # points


@dataclass(frozen=True, slots=True)
class Listing:
    """One list behind the figures, as a sheet of its own."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | int | None]]


def written(report: Report, listings: Sequence[Listing]) -> bytes:
    """The report as one .xlsx: 通报, 图表, then 口径 (its last table), then the lists."""
    from xlsxwriter import Workbook

    kept = BytesIO()
    book = Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": report.title, "comments": report.number})
    looks = _looks(book)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    _page(book, report, tables[-1], looks)
    _charts(book, [block for block in report.blocks if isinstance(block, Chart)], looks)
    _definitions(book, tables[-1], looks)
    for listing in listings:
        _listing(book, listing, looks)
    book.close()
    return kept.getvalue()


def _looks(book: Workbook) -> Mapping[str, Any]:
    base = {"font_name": FACE, "font_size": 10, "valign": "vcenter"}
    ruled = base | {"border": 1, "border_color": "#7F7F7F", "text_wrap": True}
    return {
        "title": book.add_format(base | {"font_size": 16, "bold": True}),
        "section": book.add_format(base | {"font_size": 12, "bold": True}),
        "text": book.add_format(base | {"font_size": 10}),
        "note": book.add_format(base | {"font_size": 9, "font_color": "#595959"}),
        "caption": book.add_format(base | {"bold": True}),
        "head": book.add_format(ruled | {"bold": True, "bg_color": "#D9E2F3", "align": "center"}),
        "cell": book.add_format(ruled),
        "right": book.add_format(ruled | {"align": "right"}),
    }


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    return sheet


def _page(book: Workbook, report: Report, annex: Table, looks: Mapping[str, Any]) -> None:
    sheet = _sheet(book, "通报")
    rows = count()
    mark = REHEARSAL_MARK if report.rehearsal else ""
    sheet.write_string(next(rows), 0, f"{mark}{report.title}", looks["title"])
    sheet.write_string(next(rows), 0, report.number, looks["note"])
    if report.rehearsal:
        sheet.set_header(f"&C{REHEARSAL_MARK}")
    for block in report.blocks:
        if isinstance(block, Text):
            look = looks.get(block.manner, looks["text"])
            sheet.write_string(next(rows), 0, block.text, look)
        elif isinstance(block, Table) and block is not annex:
            next(rows)
            _table(sheet, block, rows, looks)
            next(rows)
    day = chinese_day(report.issued_on) if report.issued_on else ""
    for line in (report.issuer, day):
        if line:
            sheet.write_string(next(rows), 0, line, looks["text"])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 12, 15)
    sheet.set_column(_NAMES, _NAMES, 30)


def _table(sheet: Worksheet, table: Table, rows: Iterator[int], looks: Mapping[str, Any]) -> None:
    if table.caption:
        sheet.write_string(next(rows), 0, table.caption, looks["caption"])
    _row(sheet, next(rows), table.head, looks["head"])
    for cells in table.rows:
        at = next(rows)
        for place, cell in enumerate(cells):
            _cell(sheet, at, place, cell, looks["right" if place in table.right else "cell"])


def _row(sheet: Worksheet, at: int, cells: Sequence[str], look: Any) -> None:
    for place, cell in enumerate(cells):
        sheet.write_string(at, place, cell, look)


def _cell(sheet: Worksheet, at: int, place: int, cell: str | int | None, look: Any) -> None:
    """Whole numbers as numbers, everything else as the text it is: a case number is no formula."""
    if cell is None:
        sheet.write_blank(at, place, None, look)
    elif isinstance(cell, int) or _is_whole(cell):
        sheet.write_number(at, place, int(cell), look)
    else:
        sheet.write_string(at, place, cell, look)


def _is_whole(cell: str) -> bool:
    """A number as it is written by hand: no node code such as 003."""
    return cell.isascii() and cell.isdigit() and (cell == "0" or not cell.startswith("0"))


def _charts(book: Workbook, charts: Sequence[Chart], looks: Mapping[str, Any]) -> None:
    """Each chart over its own figures, which stand beside it."""
    sheet = _sheet(book, "图表")
    sheet.set_column(0, 0, 24)
    top = 0
    for chart in charts:
        head = ("", *(series.name for series in chart.series))
        sheet.write_string(top, 0, chart.title, looks["caption"])
        _row(sheet, top + 1, head, looks["head"])
        for number, name in enumerate(chart.categories):
            sheet.write_string(top + 2 + number, 0, name, looks["cell"])
            for place, series in enumerate(chart.series, start=1):
                figure = series.figures[number]
                if figure is None:
                    sheet.write_blank(top + 2 + number, place, None, looks["right"])
                else:
                    sheet.write_number(top + 2 + number, place, figure, looks["right"])
        if chart.categories:
            sheet.insert_chart(top, len(head) + 1, _drawn(book, chart, top))
        top += max(len(chart.categories) + 4, _CHART_ROWS)


def _drawn(book: Workbook, chart: Chart, top: int) -> Any:
    kind = {"type": _FORMS[chart.form]} | ({"subtype": "stacked"} if chart.stacked else {})
    drawn = book.add_chart(kind)
    first, last = top + 2, top + 1 + len(chart.categories)
    for place, series in enumerate(chart.series, start=1):
        colour = INKS[(place - 1) % len(INKS)]
        drawn.add_series(
            {
                "name": series.name,
                "categories": ["图表", first, 0, last, 0],
                "values": ["图表", first, place, last, place],
                "fill": {"color": colour},
                "line": {"color": colour},
                "marker": {"type": "circle"} if chart.form == "line" else None,
                "data_labels": {"value": not chart.stacked},
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"name": FACE, "size": 11}})
    drawn.set_y_axis(
        {"name": chart.unit if chart.form != "bar" else "", "reverse": chart.form == "bar"}
    )
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 640, "height": 330})
    return drawn


def _definitions(book: Workbook, annex: Table, looks: Mapping[str, Any]) -> None:
    sheet = _sheet(book, "口径")
    _row(sheet, 0, annex.head, looks["head"])
    widths = (26, 32, 80, 60)
    for at, cells in enumerate(annex.rows, start=1):
        _row(sheet, at, cells, looks["cell"])
        # Two columns a sign: not every reader makes room for what is wrapped.
        lines = max(-(-2 * len(cell) // width) for cell, width in zip(cells, widths, strict=True))
        sheet.set_row(at, _LINE * lines)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)


def _listing(book: Workbook, listing: Listing, looks: Mapping[str, Any]) -> None:
    sheet = _sheet(book, listing.name)
    _row(sheet, 0, listing.head, looks["head"])
    for at, cells in enumerate(listing.rows, start=1):
        for place, cell in enumerate(cells):
            _cell(sheet, at, place, cell, looks["cell"])
    for place in range(len(listing.head)):
        widest = max((len(str(row[place] or "")) for row in listing.rows[:500]), default=0)
        sheet.set_column(place, place, min(max(10, widest * 1.6), _WIDEST))
    sheet.freeze_panes(1, 0)
    if listing.rows:
        sheet.autofilter(0, 0, len(listing.rows), len(listing.head) - 1)

"""Workbooks (电子表格): lists for a meeting as .xlsx, one sheet a list, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = "宋体"
_WIDEST = 60
_FIRST_ROW = 2  # title, then heads, then lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: its tab, the title above it, its heads and its lines."""

    name: str
    title: str
    heads: tuple[str, ...]
    lines: Sequence[Sequence[object]]


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets to a file; OSError where that cannot be done."""
    from xlsxwriter import Workbook

    # The library would leave its own error for a folder that is not there.
    with path.open("wb") as file, Workbook(file, {"in_memory": True}) as book:
        for sheet in sheets:
            _fill(book, book.add_worksheet(sheet.name[:31]), sheet)


def _fill(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    title = book.add_format({"bold": True, "font_size": 14, "font_name": _FONT})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7E6E6", "font_name": _FONT})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_name": _FONT})
    page.write_string(0, 0, sheet.title, title)
    for column, name in enumerate(sheet.heads):
        page.write_string(1, column, name, head)
    for row, line in enumerate(sheet.lines, start=_FIRST_ROW):
        for column, value in enumerate(line):
            _cell(page, row, column, value, cell)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    _for_print(page, sheet)


def _cell(page: Worksheet, row: int, column: int, value: object, form: Any) -> None:
    """Numbers stay numbers; all else is text, so that no line can hold a formula."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value, form)
    else:
        page.write_string(row, column, _text(value), form)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _widths(sheet: Sheet) -> Iterable[int]:
    for column, name in enumerate(sheet.heads):
        texts = [name, *(_text(line[column]) for line in sheet.lines)]
        yield min(
            max(sum(1 if ord(sign) < 256 else 2 for sign in text) for text in texts) + 2, _WIDEST
        )


def _for_print(page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes(_FIRST_ROW, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    if sheet.lines:
        page.autofilter(1, 0, _FIRST_ROW + len(sheet.lines) - 1, len(sheet.heads) - 1)

"""A list (清单) as the desk gives it: in the terminal, and as a workbook of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from dueprocess.views.case.clocks import columns
from dueprocess.views.frame.palette import QUIET, STRONG

MOST = 20_000  # lines of a workbook
_WIDEST = 40  # signs of a workbook's column
_PADDING = 2
_LEAST = 24  # signs of the terminal that the widest column keeps


class Weight(IntEnum):
    """How much a line matters, for `--fail-on`; the words are the doctor's."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what a workbook's cell holds, and how the terminal shows it."""

    title: str
    value: Callable[[Any], object]
    shown: Callable[[Any], Text] | None = None
    right: bool = False
    on_screen: bool = True  # a workbook holds every column, a terminal is narrower
    quoted: bool = False  # written in Chinese: said again, or marked, in any other language

    def text(self, row: Any) -> Text:
        """The cell of the terminal."""
        return self.shown(row) if self.shown else Text(_plain(self.value(row)))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its columns; `wide` names the column that takes what room is left.

    `cut` is the number of lines at which it was cut, 0 where it is whole.
    """

    id: str
    title: str
    rows: Sequence[Any]
    columns: Sequence[Column]
    weigh: Callable[[Any], Weight]
    wide: int
    cut: int = 0

    def asked_for(self, most: int) -> Listing:
        """The list as the answer to a question for at most so many lines."""
        return replace(self, cut=most if len(self.rows) >= most else 0)

    def limits(self) -> str:
        """That lines are missing; "" for a whole list. What is missing must not read as good
        news."""
        return f"  只含前{self.cut}行，其余请筛选 first {self.cut} lines only" if self.cut else ""

    def worst(self) -> Weight | None:
        """The weight of its heaviest line; None for an empty list."""
        return max((self.weigh(row) for row in self.rows), default=None)


def page(listing: Listing) -> RenderableType:
    """The list in a hundred columns."""
    head = Text.assemble(
        (listing.title, STRONG), f"  {len(listing.rows)}", (listing.limits(), QUIET)
    )
    if not listing.rows:
        return Group(head, Text("  无 none", QUIET))
    shown = [column for column in listing.columns if column.on_screen]
    right = [place for place, column in enumerate(shown) if column.right]
    table = columns(len(shown) - 1, ratio=listing.wide, right=right)
    table.columns[listing.wide].min_width = _LEAST
    table.add_row(*(Text(column.title, QUIET) for column in shown))
    for row in listing.rows:
        table.add_row(*(column.text(row) for column in shown))
    return Group(head, table)


def write(listing: Listing, path: Path, about: str) -> Path:
    """The list as a workbook; `about` says of which book and when it was taken.

    Every text is written as text, so that a cell which begins with an equals sign is no formula.
    Raises OSError, naming the path, where it cannot be written.
    """
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet(listing.title.split()[0])
        bold = workbook.add_format({"bold": True, "bottom": 1})
        formats = {
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            Decimal: workbook.add_format({"num_format": "#,##0.00"}),
        }
        sheet.write_string(0, 0, about + listing.limits())
        for at, column in enumerate(listing.columns):
            values = [column.value(row) for row in listing.rows]
            sheet.set_column(at, at, _width(column.title, values))
            sheet.write_string(1, at, column.title, bold)
            for line, value in enumerate(values, start=2):
                _cell(sheet, line, at, value, formats)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(1, len(listing.rows) + 1), len(listing.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.getvalue())
    return path


def _cell(sheet: Any, line: int, at: int, value: object, formats: dict[type, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, at, value.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, formats[date])
    elif isinstance(value, Decimal):
        sheet.write_number(line, at, value, formats[Decimal])
    elif isinstance(value, int):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, _plain(value))


def _width(title: str, values: Sequence[object]) -> int:
    return min(_WIDEST, _PADDING + max(_signs(text) for text in (title, *map(_plain, values))))


def _signs(text: str) -> int:
    """A Chinese sign takes the room of two others."""
    return sum(2 if ord(sign) > 255 else 1 for sign in text)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return str(value)

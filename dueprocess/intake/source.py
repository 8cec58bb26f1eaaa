"""A source file (来源文件): its sheets, and each sheet's rows as cells under known headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from dueprocess.intake.cells import Cell
from dueprocess.intake.faults import DocketUnreadable, SheetsUnknown, TableUnknown
from dueprocess.intake.headers import (
    LISTS,
    Headers,
    Sheet,
    demand,
    fitting,
    sheet_named,
    sheets,
    understand,
)
from dueprocess.intake.legacy import SUFFIXES, Legacy
from dueprocess.intake.table import Table
from dueprocess.intake.workbook import Row, Workbook

Opened = Workbook | Table | Legacy

# A title or a note may stand above the header row, but not a whole page of them.
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class Block:
    """One sheet of a file, understood: where its header stands and what its columns say."""

    file: Opened
    name: str  # as the file calls it
    sheet: Sheet
    headers: Headers
    header_row: int
    height: int | None

    @property
    def epoch(self) -> date:
        """The day from which serial dates are counted."""
        return self.file.epoch

    def rows(self) -> Iterator[tuple[int, Mapping[str, Cell]]]:
        """Each row below the header: its number, and its cells by field."""
        fields = self.headers.fields
        for number, cells in self.file.rows(self.name):
            if number > self.header_row:
                row = {fields[place]: cell for place, cell in cells.items() if place in fields}
                if row:
                    yield number, row


def opened(path: Path) -> Opened:
    """Open a file by its name's ending; `DocketUnreadable` when it is not what it says."""
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        return Table(path)
    if suffix in SUFFIXES:
        return Legacy(path)
    if suffix in (".xlsx", ".xlsm"):
        return Workbook(path)
    raise DocketUnreadable(path, f"files ending in {suffix or 'nothing'} are not known")


def blocks(file: Opened, extra: Mapping[str, str]) -> tuple[dict[str, Block], tuple[str, ...]]:
    """The known sheets of a file, and notes on what was left aside.

    Raises `SheetsUnknown` or, of a lone table, `TableUnknown` when there is none, and
    `HeaderMissing` when one lacks a needed column.
    """
    found: dict[str, Block] = {}
    notes: list[str] = []
    for name in (name for name in file.names if name != LISTS):
        block = _block(file, name, extra)
        if block is None:
            notes.append(f"工作表“{name}”不识别，未导入 / sheet {name!r} is not known: left aside")
        elif block.sheet.id in found:
            notes.append(
                f"工作表“{name}”重复，未导入 / a second {block.sheet.id} sheet: left aside"
            )
        else:
            found[block.sheet.id] = block
            notes.extend(
                f"{block.sheet.zh}：列“{title}”不识别，未导入 / column {title!r} left aside"
                for title in block.headers.unknown
            )
    if not found and isinstance(file, Table):
        raise TableUnknown(file.path, _needed())
    if not found:
        raise SheetsUnknown(file.path, file.names, (s.zh for s in sheets().values()))
    return found, tuple(notes)


def _needed() -> tuple[str, ...]:
    """The columns without which rows of cases and facts mean nothing."""
    wanted = (sheets()[name] for name in ("cases", "facts"))
    columns = (column.header for sheet in wanted for column in sheet.columns if column.required)
    return tuple(dict.fromkeys(columns))


def _block(file: Opened, name: str, extra: Mapping[str, str]) -> Block | None:
    tops = list(islice(file.rows(name), _HEADER_WITHIN))
    named = sheet_named(name) if not isinstance(file, Table) else None
    sheet = named or next(filter(None, (fitting(cells, extra) for _, cells in tops)), None)
    if sheet is None:
        return None
    number, headers = _header(sheet, tops, extra)
    demand(sheet, headers)
    height = file.height(name)
    return Block(file, name, sheet, headers, number, height and max(0, height - number))


def _header(sheet: Sheet, tops: list[Row], extra: Mapping[str, str]) -> tuple[int, Headers]:
    """The row among the first that reads most like this sheet's header."""
    more = extra if sheet.id == "facts" else {}
    read = [(number, understand(sheet, cells, more)) for number, cells in tops]
    return max(read, key=lambda pair: len(pair[1].fields), default=(0, Headers({}, {}, ())))

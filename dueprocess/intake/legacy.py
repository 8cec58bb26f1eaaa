"""Older workbook formats (.xls, .xlsb, .ods), which cannot be streamed: one sheet is held whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Self

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from dueprocess.intake.cells import EPOCH_1900, Cell
from dueprocess.intake.faults import DocketUnreadable
from dueprocess.intake.workbook import Row

SUFFIXES = (".xls", ".xlsb", ".ods")


class Legacy:
    """A workbook of an older format, for the small dockets that still come that way."""

    epoch: date = EPOCH_1900

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = self._opened()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the sheets in the workbook's order."""
        return tuple(self._book.sheet_names)

    def height(self, name: str) -> int | None:
        """How many rows the sheet has."""
        return self._book.get_sheet_by_name(name).total_height

    def rows(self, name: str) -> Iterator[Row]:
        """Rows that hold anything, numbered as the program shows them."""
        sheet = self._book.get_sheet_by_name(name)
        first = sheet.start[0] + 1 if sheet.start else 1
        for number, cells in enumerate(sheet.iter_rows(), start=first):
            row = {place: _cell(cell) for place, cell in enumerate(cells) if cell != ""}
            if row:
                yield number, row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def _opened(self) -> CalamineWorkbook:
        try:
            return load_workbook(self.path)
        except FileNotFoundError:
            raise DocketUnreadable(self.path, "no such file") from None
        except (CalamineError, OSError, ValueError) as error:
            raise DocketUnreadable(self.path, str(error)) from error


def _cell(cell: object) -> Cell:
    return cell if isinstance(cell, str | int | float | bool | date) else str(cell)

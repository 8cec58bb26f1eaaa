"""The report of an import, and the workbook of the rows it did not take (退回表)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from dueprocess.intake.headers import sheets
from models.place import Place

_TITLES = (("工作表", 10), ("行", 8), ("列", 18), ("值", 32), ("原因", 90))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. Each row of the file is counted once, by what became of it."""

    rows: int  # rows below the headers that hold anything
    added: int
    changed: int  # rows of the register only; a changed fact is rejected
    unchanged: int
    rejected: int
    missing: int  # rows of earlier imports that this file no longer has
    rejects_path: Path | None
    implied: int = 0  # facts stated by a case's own columns, recorded beside the rows
    notes: tuple[str, ...] = ()  # what was left aside: unknown sheets and columns
    lacking: tuple[str, ...] = ()  # what facts were taken without, as an older system did them


def rejects_beside(path: Path) -> Path:
    """Where the reject report goes: beside the file, or under the home when that is closed."""
    name = f"{path.stem}-rejects.xlsx"
    if os.access(path.absolute().parent, os.W_OK):
        return path.with_name(name)
    return Place().folder / "rejects" / name


def write_rejects(path: Path, faults: Iterable[tuple[str, int, str, str, str]]) -> Path:
    """Write each fault as a row: sheet, row, column, value and reason. Returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("退回")
        head = book.add_format({"bold": True, "bottom": 1})
        for place, (title, width) in enumerate(_TITLES):
            page.set_column(place, place, width)
            page.write_string(0, place, title, head)
        page.freeze_panes(1, 0)
        row = 0
        for row, (sheet, number, column, value, reason) in enumerate(faults, start=1):
            # Written as text, never as a formula: the value is somebody else's.
            page.write_string(row, 0, sheets()[sheet].zh)
            page.write_number(row, 1, number)
            for place, text in enumerate((column, value, reason), start=2):
                page.write_string(row, place, text)
        page.autofilter(0, 0, max(row, 1), len(_TITLES) - 1)
    return path

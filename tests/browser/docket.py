"""Some cases of the example docket, in a workbook of their own: enough for a manager's morning."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.house.premises import ROOT

EXAMPLE = ROOT / "examples" / "docket.xlsx"
NUMBER = "案号"

# Late at every rung, money that waits, property under measures.
CASES = ("11003", "14001", "14008", "15826", "16417", "3651", "14944", "11878", "6405")


def number(serial: str) -> str:
    """The case number of that serial in the example's basic court."""
    return f"（2026）京0105执{serial}号"


def small_docket(path: Path) -> Path:
    """The example's courts and people whole, of its cases those named above."""
    kept = {number(serial) for serial in CASES}
    example = CalamineWorkbook.from_path(str(EXAMPLE))
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name in example.sheet_names:
            head, *rows = example.get_sheet_by_name(name).to_python()
            if NUMBER in head:
                place = head.index(NUMBER)
                rows = [row for row in rows if row[place] in kept]
            sheet = book.add_worksheet(name)
            for at, row in enumerate([head, *rows]):
                for column, cell in enumerate(row):
                    dated = hasattr(cell, "year")
                    sheet.write(at, column, cell, day if dated else None)
    return path

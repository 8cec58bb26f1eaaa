"""The bank's comparisons on the page of money: the newest first, and out as they are shown."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from dueprocess.desk import Desk
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.programs import Program, token
from tests.dueprocess.test_cli_funds import write

ENGINES = ("sqlite",)
PAGE, BOOK = "/money", "/money/reconciled.xlsx"


def _compared(court: CourtDesk, folder: Path) -> None:
    for name, amount in (("甲", "5000"), ("乙", "4000")):
        file = write(folder / f"{name}.csv", f"2026-02-27,{amount},,丁,S1,")
        court.types("funds", "reconcile", file, "--month", "2026-02")


def test_the_comparisons_stand_newest_first_and_go_out_as_they_are_shown(
    entering: Opened, overview: CourtDesk, tmp_path: Path
) -> None:
    client = entering("F001")
    assert BOOK not in client.get(PAGE).text
    _compared(overview, tmp_path)
    page = client.get(PAGE).text
    shown = page[page.index("<h2>银行对账 <small>2</small>") :]
    assert shown.index("乙.csv") < shown.index("甲.csv") and BOOK in shown
    taken = CalamineWorkbook.from_filelike(BytesIO(client.get(BOOK).content))
    rows = taken.get_sheet_by_index(0).to_python()
    assert [row[:4] for row in rows[2:]] == [
        ["2026-02", "乙.csv", 0, 1],
        ["2026-02", "甲.csv", 1, 0],
    ]
    assert entering("I001").get(BOOK).status_code == 403


def test_programs_read_them_by_cursor(
    entering: Opened, overview: CourtDesk, tmp_path: Path
) -> None:
    _compared(overview, tmp_path)
    with Desk.opened() as desk:
        program = Program(entering(""), token(desk, "F001", ("list",)))
        other = Program(entering(""), token(desk, "F001", ("read",)))
    found = program.pages("/reconciliations", 1)
    assert [(one["file"], one["differing"]) for one in found] == [("甲.csv", 0), ("乙.csv", 1)]
    assert other.get("/reconciliations").status_code == 403

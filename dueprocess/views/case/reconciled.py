"""A reconciliation's difference list (对账差异表): in the terminal, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import xlsxwriter
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from models.money.reconciling import Reconciled
from rulebook.money.reconciling import Difference, Unlike
from rulebook.money.yuan import shown

_WORDS = {
    Difference.BANK_ONLY: "银行有、账上无",
    Difference.LEDGER_ONLY: "账上有、银行无",
    Difference.AMOUNT: "金额不符",
}
_TITLES = (
    "差异",
    "银行行号",
    "银行日期",
    "银行金额",
    "对方户名",
    "流水号",
    "账上案号",
    "款项",
    "事实",
    "账上日期",
    "账上金额",
)
_WIDTH = 18


def page(done: Reconciled) -> RenderableType:
    """The figures, and one line for each difference."""
    differing = done.found.differences
    head = Text.assemble(
        (f"对账 RECONCILED {done.month}  ", STRONG),
        f"流水 lines {done.lines}  相符 matched {len(done.found.matched)}  ",
        (f"差异 differences {len(differing)}", "red" if differing else "green"),
        ("  与前次相同 as before" if done.again else "", QUIET),
    )
    parts: list[RenderableType] = [head]
    if done.elsewhere:
        parts.append(Text(f"另有{done.elsewhere}行不属本月 lines of other months", QUIET))
    if not differing:
        return Group(*parts)
    table = Table.grid(padding=(0, 2))
    for at in range(4):
        table.add_column(justify="right" if at == 2 else "left", overflow="fold")
    for one in differing:
        table.add_row(_WORDS[one.kind], *_bank(one))
        if one.kind is Difference.AMOUNT:
            table.add_row("", *_ledger(one))
    return Group(*parts, table)


def write(done: Reconciled, path: Path) -> Path:
    """The difference list as a workbook; OSError, naming the path, where it cannot be written."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet, bold = workbook.add_worksheet("差异"), workbook.add_format({"bold": True})
        sheet.set_column(0, len(_TITLES) - 1, _WIDTH)
        sheet.write_row(0, 0, _TITLES, bold)
        for number, one in enumerate(done.found.differences, start=1):
            sheet.write_row(number, 0, list(_cells(one)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.getvalue())
    return path


def _bank(one: Unlike) -> tuple[str, str, str]:
    if one.bank is None:
        return _ledger(one)
    line = one.bank
    about = "  ".join(filter(None, (line.case, line.name, line.reference)))
    return f"银行 {line.day}", shown(line.amount), f"第{line.number}行  {about}"


def _ledger(one: Unlike) -> tuple[str, str, str]:
    assert one.ledger is not None
    entry = one.ledger
    about = "  ".join(filter(None, (entry.case, entry.receipt, f"第{entry.seq}项", entry.name)))
    return f"账上 {entry.day}", shown(entry.amount), about


def _cells(one: Unlike) -> Iterator[str | int | float]:
    yield _WORDS[one.kind]
    if one.bank is None:
        yield from ("",) * 5
    else:
        bank = one.bank
        yield from (bank.number, str(bank.day), float(bank.amount), bank.name, bank.reference)
    if one.ledger is not None:
        entry = one.ledger
        yield from (entry.case, entry.receipt, entry.seq, str(entry.day), float(entry.amount))

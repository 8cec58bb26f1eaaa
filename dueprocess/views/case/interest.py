"""An interest account (利息计算表) in the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.money.interest import Reckoning
from rulebook.money.interestline import DOUBLED, GENERAL, PRINCIPAL
from rulebook.money.yuan import shown


def page(number: str, account: Reckoning) -> RenderableType:
    """Every line, every payment, and what is owed in the end."""
    head = Text.assemble(
        ("迟延履行利息 LATE INTEREST  ", STRONG), number, f"  计算至 as of {account.as_of}"
    )
    parts: list[RenderableType] = [head]
    parts += [Text.assemble(line.zh, "\n", (line.en, QUIET)) for line in account.lines]
    if account.applied:
        parts.append(Text("\n清偿 PAYMENTS", STRONG))
        parts += [Text(one.zh) for one in account.applied]
    parts += [Text(f"\n注意 {zh}\n{en}", "yellow") for zh, en in account.notes]
    return Group(*parts, Text("\n尚欠 OWED", STRONG), _owed(account))


def _owed(account: Reckoning) -> Table:
    table = Table.grid(padding=(0, 2))
    for _ in range(5):
        table.add_column(justify="right")
    titles = ("", "本金 principal", "一般利息 general", "加倍部分 doubled", "合计 whole")
    table.add_row(*(Text(title, QUIET) for title in titles))
    for one in account.owed:
        whole = one.principal + one.general + one.doubled
        figures = (one.principal, one.general, one.doubled, whole)
        table.add_row(one.debt.ref, *map(shown, figures))
    for one in account.foreign:
        whole = one.principal + one.general + one.doubled
        figures = (one.principal, one.general, one.doubled, whole)
        table.add_row(f"{one.debt.ref}（{one.debt.currency}）", *map(shown, figures))
    totals = (account.total(PRINCIPAL), account.total(GENERAL), account.total(DOUBLED))
    table.add_row("合计", *map(shown, (*totals, account.whole)))
    return table

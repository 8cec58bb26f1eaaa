"""Case money (案款) in the terminal: balances, entries, ageing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from models.money.ageing import Aged
from models.money.balances import Balance, EntryLine
from rulebook.money.account import HELD, Account
from rulebook.money.yuan import NOTHING, shown

_NONE = Text("  无 none", QUIET)


def case(number: str, held: Sequence[Balance], lines: Sequence[EntryLine]) -> RenderableType:
    """One case's money: what lies where, then every entry."""
    head = Text.assemble(("案款 FUNDS  ", STRONG), number)
    if not lines:
        return Group(head, _NONE)
    entries = _table(7, right=(6,))
    for line in lines:
        entries.add_row(
            Text(f"第{line.seq}项", QUIET),
            f"{line.day}",
            line.receipt,
            Account(line.account).zh,
            line.payee,
            Text("冲正" if line.reverses else "", "magenta"),
            shown(line.amount),
        )
    title = Text("\n分录 ENTRIES（出为正、入为负 out above zero, in below）", STRONG)
    return Group(head, _balances(held), title, entries)


def book(held: Sequence[Balance], today: date) -> RenderableType:
    """All money that still lies with the court, the oldest first."""
    head = Text.assemble(
        ("案款 FUNDS  ", STRONG),
        f"{today}  现存 held {shown(sum((one.amount for one in held), NOTHING))}元",
    )
    if not held:
        return Group(head, _NONE)
    table = _table(6, right=(4, 5))
    for one in held:
        age = (today - one.arrived_on).days if one.arrived_on else 0
        table.add_row(
            one.case,
            one.receipt,
            Account(one.account).zh,
            one.payee,
            shown(one.amount),
            Text(f"{age} 天", QUIET),
        )
    return Group(head, table)


def aged(found: Sequence[Aged], steps: Sequence[int], today: date) -> RenderableType:
    """Receipts and sums by age: the whole book, then each handler."""
    head = Text.assemble(("案款账龄 AGEING  ", STRONG), f"{today}")
    parts: list[RenderableType] = [head, _steps("全院 whole book", found, steps)]
    for handler in sorted({one.handler for one in found}):
        own = [one for one in found if one.handler == handler]
        name = f"{own[0].name} {handler}" if handler else "无承办人 no handler"
        parts.append(_steps(name, own, steps))
    return Group(*parts)


def spans(steps: Sequence[int]) -> list[str]:
    """The steps in words: ≤5, 6–10 … >30."""
    lows = [0, *(day + 1 for day in steps)]
    inner = [f"{low}–{high}" for low, high in zip(lows[1:], steps[1:], strict=False)]
    return [f"≤{steps[0]}", *inner, f">{steps[-1]}"]


def _steps(title: str, found: Iterable[Aged], steps: Sequence[int]) -> RenderableType:
    sums: dict[tuple[str, int], tuple[int, Decimal]] = {}
    for one in found:
        count, amount = sums.get((one.account, one.step), (0, NOTHING))
        sums[one.account, one.step] = count + one.receipts, amount + one.amount
    table = _table(len(steps) + 2, right=range(1, len(steps) + 2))
    table.add_row(Text("天 days", QUIET), *(Text(span, QUIET) for span in spans(steps)))
    for account in HELD:
        row = [sums.get((str(account), at), (0, NOTHING)) for at in range(len(steps) + 1)]
        if any(count for count, _ in row):
            table.add_row(account.zh, *(_cell(count, amount) for count, amount in row))
    return Group(Text(f"\n{title}", STRONG), table)


def _cell(count: int, amount: Decimal) -> Text:
    return Text(f"{count}笔 {shown(amount)}") if count else Text("—", QUIET)


def _balances(held: Sequence[Balance]) -> Table:
    table = _table(4, right=(3,))
    for one in held:
        table.add_row(one.receipt, Account(one.account).zh, one.payee, shown(one.amount))
    return table


def _table(columns: int, right: Iterable[int] = ()) -> Table:
    table, ends = Table.grid(padding=(0, 2)), set(right)
    for at in range(columns):
        table.add_column(justify="right" if at in ends else "left", overflow="fold")
    return table

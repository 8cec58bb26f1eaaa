"""The Monday list (周一清单) in the terminal and in a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, REHEARSAL, STRONG
from models.reviews.monday import Monday
from notifications.workbook import Sheet
from rulebook.law.lawbook import Lawbook


def page(found: Monday, law: Lawbook, rehearsal: bool) -> RenderableType:
    """Both lists, the most pressing first."""
    mark = [Text("【演练】", REHEARSAL)] if rehearsal else []
    near, pending = _grid(), _grid()
    for one in found.near:
        tone = "bold red" if one.days_left < 0 else "yellow"
        days = Text(_days(one.days_left), tone)
        near.add_row(one.case, f"{one.due_on}", days, one.handler, _rule(law, one.rule))
    for late in found.pending:
        pending.add_row(late.case, f"{late.filed_on}", f"{late.days}日", late.handler, late.court)
    return Group(
        *mark,
        Text.assemble(("周一清单 ", STRONG), (f"截至{found.as_of:%Y-%m-%d %H:%M}", QUIET)),
        Text.assemble(("临近或者已过期限 near or over  ", STRONG), (f"{len(found.near)}", QUIET)),
        near,
        Text.assemble(("长期未结 pending long  ", STRONG), (f"{len(found.pending)}", QUIET)),
        pending,
    )


def tables(found: Monday, law: Lawbook, rehearsal: bool) -> Iterator[Sheet]:
    """One sheet a list."""
    mark = "【演练】" if rehearsal else ""
    until = f"截至{found.as_of:%Y-%m-%d %H:%M}"
    yield Sheet(
        "临近期限",
        f"{mark}临近或者已过办案期限（{until}）",
        ("法院", "案号", "承办人", "期限", "届满日", "余日"),
        [
            (n.court, n.case, n.handler, _rule(law, n.rule), n.due_on, n.days_left)
            for n in found.near
        ],
    )
    yield Sheet(
        "长期未结",
        f"{mark}长期未结（{until}）",
        ("法院", "案号", "承办人", "立案日", "已历日数"),
        [(p.court, p.case, p.handler, p.filed_on, p.days) for p in found.pending],
    )


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 2))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _days(left: int) -> str:
    return f"余{left}日" if left >= 0 else f"超{-left}日"


def _rule(law: Lawbook, rule: str) -> str:
    return law.rules[rule].zh if rule in law.rules else rule

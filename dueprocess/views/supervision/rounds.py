"""What ended rounds are owed (终本核查) in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET, STRONG
from models.ending.oldrounds import OldRound
from models.ending.queries import OpenDecision, PlannedQuery
from rulebook.law.lawbook import Lawbook


def queries(found: Sequence[PlannedQuery], today: date) -> RenderableType:
    """Each query with its planned day and its last day."""
    if not found:
        return Text("没有待办的终本查询 no query is owed now", QUIET)
    table = _table("计划日 PLANNED", "案号 CASE", "次 TIME", "最迟 BY", "")
    for one in found:
        come = STRONG if one.planned_on <= today else QUIET
        table.add_row(
            Text(f"{one.planned_on}", come),
            one.case,
            f"第{one.turn}次",
            f"{one.due_on}",
            palette.signed(one.due_on, today),
        )
    return table


def old_rounds(found: Sequence[OldRound]) -> RenderableType:
    """Each round with what it lacks."""
    if not found:
        return Text("没有遗漏查询的终本案件 every ended round was queried", QUIET)
    table = _table("案号 CASE", "终本 ENDED", "应查 DUE", "已查 DONE", "最近 LAST", "缺 LACKS")
    for one in found:
        lacks = Text("；").join(_lacks(one))
        table.add_row(
            one.case, f"{one.ended_on}", f"{one.due}", f"{one.done}", f"{one.last_on or '—'}", lacks
        )
    return table


def decisions(found: Sequence[OpenDecision], law: Lawbook, today: date) -> RenderableType:
    """Each decision on resumption that is awaited."""
    if not found:
        return Text("没有待决的恢复执行 no decision on resumption is awaited", QUIET)
    table = _table("案号 CASE", "事项 MATTER", "自 SINCE", "最迟 BY", "")
    for one in found:
        rule = law.rules.get(one.rule_id)
        table.add_row(
            one.case,
            rule.zh if rule else one.rule_id,
            f"{one.since:%Y-%m-%d}",
            f"{one.due_on or '—'}",
            palette.signed(one.due_on, today),
        )
    return table


def _lacks(one: OldRound) -> Iterable[Text]:
    if one.missing:
        yield Text(f"缺{one.missing}次查询 {one.missing} queries", "bold red")
    if not one.restricted:
        yield Text("未限制消费 not restricted", "yellow")


def _table(*heads: str) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, no_wrap=True)
    table.show_header = True
    return table

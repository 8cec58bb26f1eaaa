"""Rounds that ended, as lists (终本池清单): queries to make, resumptions to decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.text import Text

from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.ending.queries import OpenDecision, PlannedQuery


def queries(lines: Sequence[PlannedQuery], today: date) -> Listing:
    """Queries that are late or whose window has opened, by the day on which each is planned."""

    def weigh(row: PlannedQuery) -> Weight:
        return Weight.ERROR if row.due_on < today else Weight.NOTE

    columns = (
        Column("计划查询", lambda row: row.planned_on, lambda row: Text(f"{row.planned_on}")),
        Column("届满日", lambda row: row.due_on, lambda row: Text(f"{row.due_on}")),
        Column("第几次", lambda row: row.turn, right=True),
        Column("案号", lambda row: row.case),
        Column("法院", lambda row: row.court),
    )
    return Listing("queries", "终本查询 QUERIES", lines, columns, weigh, wide=3)


def decisions(lines: Sequence[OpenDecision], marking: Marking, as_of: datetime) -> Listing:
    """Cases in which a hit or a request waits for a decision, the oldest first."""

    def weigh(row: OpenDecision) -> Weight:
        late = row.due_on is not None and row.due_on < as_of.date()
        return Weight.ERROR if late else Weight.NOTE

    columns = (
        Column("案号", lambda row: row.case),
        Column("事由", lambda row: marking.node("", row.rule_id, "").plain),
        Column("自", lambda row: row.since.date(), lambda row: Text(f"{row.since:%Y-%m-%d}")),
        Column("届满日", lambda row: row.due_on),
        Column("法院", lambda row: row.court),
    )
    return Listing("decisions", "恢复待决 RESUME", lines, columns, weigh, wide=1)

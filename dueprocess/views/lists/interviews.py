"""Interviews as a list (约谈清单)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.reading.items import InterviewLine, OpenItem


def interviews(lines: Sequence[InterviewLine], marking: Marking, as_of: datetime) -> Listing:
    """When, about which node, with whom; one whose hour has passed weighs more."""

    def weigh(row: InterviewLine) -> Weight:
        late = row.state == "convened" and row.set_for < as_of
        return Weight.WARNING if late else Weight.NOTE

    columns = (
        Column("编号", lambda row: row.id, right=True),
        Column("约定时间", lambda row: row.set_for),
        Column("状态", lambda row: marking.state(row.state).plain),
        Column("案号", lambda row: row.case),
        Column("节点", lambda r: marking.node(r.code, r.rule_id, "", r.node_key).plain),
        Column("约谈人", lambda row: row.interviewer),
    )
    return Listing("interviews", "约谈 INTERVIEWS", lines, columns, weigh, wide=4)


def convening(lines: Sequence[OpenItem | InterviewLine], marking: Marking) -> Listing:
    """Proposed interviews with whoever decides, then those that were set, with their records."""
    columns = (
        Column("编号", lambda row: row.id if _set(row) else None, right=True),
        Column("状态", lambda row: marking.state(row.state).plain if _set(row) else "拟约谈"),
        Column("约谈时间", lambda row: row.set_for if _set(row) else None),
        Column("案号", lambda row: row.case),
        Column("节点", lambda r: marking.node(r.code, r.rule_id, "", r.node_key).plain),
        Column("约谈人", lambda row: row.interviewer if _set(row) else ""),
        Column("进行时间", lambda row: row.held_at if _set(row) else None),
        Column("参加人", lambda row: "、".join(row.attendees) if _set(row) else ""),
        Column("原因", lambda row: row.causes if _set(row) else ""),
        Column("届满日", lambda row: None if _set(row) else row.due_on),
        Column("责任人", lambda row: "" if _set(row) else marking.owner(row.owner, row.rule_id)),
        Column("决定人", _decides(marking)),
        Column("督办事项", lambda row: row.item if _set(row) else row.id, right=True),
    )
    return Listing("interviews", "约谈 INTERVIEWS", lines, columns, lambda _: Weight.NOTE, wide=4)


def _set(row: OpenItem | InterviewLine) -> bool:
    """Whether an interview has its hour; a proposal is an item and no more."""
    return isinstance(row, InterviewLine)


def _decides(marking: Marking) -> Callable[[Any], str]:
    def who(row: OpenItem | InterviewLine) -> str:
        if isinstance(row, InterviewLine):
            return ""
        return "、".join(marking.deciders(row.ladder, row.level))

    return who

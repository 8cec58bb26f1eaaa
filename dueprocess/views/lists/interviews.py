"""Interviews as a list (约谈清单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.reading.items import InterviewLine


def interviews(lines: Sequence[InterviewLine], marking: Marking, as_of: datetime) -> Listing:
    """When, about which node, with whom; one whose hour has passed weighs more."""

    def weigh(row: InterviewLine) -> Weight:
        late = row.state == "convened" and row.set_for < as_of
        return Weight.WARNING if late else Weight.NOTE

    columns = (
        Column("编号", lambda row: row.id, right=True),
        Column("约定时间", lambda row: row.set_for),
        Column("状态", lambda row: palette.state(row.state).plain),
        Column("案号", lambda row: row.case),
        Column("节点", lambda r: marking.node(r.code, r.rule_id, "", r.node_key).plain),
        Column("约谈人", lambda row: row.interviewer),
    )
    return Listing("interviews", "约谈 INTERVIEWS", lines, columns, weigh, wide=4)

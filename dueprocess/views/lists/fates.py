"""The clocks behind a figure of the courts' overview (到期节点清单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.reading.standings import Fate
from rulebook.case.casefile import Timeliness

_ENDED = {
    Timeliness.IN_TIME: "settled",
    Timeliness.LATE: "late",
    Timeliness.LATE_OR_UNPROVEN: "late_or_unproven",
}


def fates(lines: Sequence[Fate], marking: Marking, as_of: datetime) -> Listing:
    """Each clock with its last day, when it ended and whether that was in time."""

    def weigh(row: Fate) -> Weight:
        return Weight.WARNING if _light(row, as_of).startswith(("over", "late")) else Weight.NOTE

    columns = (
        Column("状态", lambda row: palette.light(_light(row, as_of), speech=marking.speech).plain),
        Column("案号", lambda row: row.case),
        Column("节点", lambda r: marking.node(r.code, r.rule_id, r.subject_ref, r.key).plain),
        Column("届满日", lambda row: row.due_on, lambda row: Text(f"{row.due_on}")),
        Column("办结日", lambda row: row.settled_at.date() if row.settled_at else None),
        Column("责任人", lambda row: marking.owner(row.owner, row.rule_id)),
        Column("法院", lambda row: row.court),
    )
    return Listing("fates", "节点 NODES", lines, columns, weigh, wide=2)


def _light(row: Fate, as_of: datetime) -> str:
    """The word for how it stands: still running, overdue, or how it ended."""
    if row.state == "running":
        late = row.due_at is not None and row.due_at <= as_of
        return "overdue" if late else "running"
    return _ENDED.get(Timeliness(row.timeliness), row.state)

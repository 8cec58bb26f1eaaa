"""A clock's change before it is made (期限变更预览): the old date, the new, what else moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from dueprocess.views.case.following import changes
from dueprocess.views.frame.deadline import on
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from models.reading.card import CaseNode
from models.record import Arrival, Recorded


def page(marking: Marking, arrival: Arrival, ahead: Recorded, node: CaseNode) -> RenderableType:
    """The clock that is meant first, then every other that the same fact touches."""
    name = marking.node(node.code, node.rule_id, node.subject_ref, node.key)
    head = Text.assemble((f"{ahead.case} ", STRONG), name, f"  {marking.fact(arrival.kind)}")
    mine = [one for one in ahead.changes.nodes if one.key == node.key]
    others = [one for one in ahead.changes.nodes if one.key != node.key]
    before = _said(node.state, node.due_on)
    if not mine:
        moved = Text("  本时钟不因此改变 this clock does not change", ALARM)
    else:
        row: dict[str, Any] = {**(mine[0].before or {}), **mine[0].after}
        after = _said(str(row["state"]), row["due_on"])
        moved = Text.assemble("  ", before, " → ", (after.plain, "bold yellow"))
    remarks = [Text(f"  提示 {one.zh}\n  {one.en}", "yellow") for one in ahead.remarks]
    more = [Text("  同时 also", QUIET), changes(marking, others)] if others else []
    return Group(head, moved, *_grounds(arrival), *remarks, *more)


def _grounds(arrival: Arrival) -> list[Text]:
    """On what it rests: paper, approver, reason, as far as they were said."""
    said = {
        "文书 paper": arrival.evidence,
        "批准 approved by": arrival.payload.get("approver"),
        "事由 cause": arrival.payload.get("reason"),
    }
    found = [f"{name} {value}" for name, value in said.items() if value]
    return [Text(f"  {'  '.join(found)}", QUIET)] if found else []


def _said(state: str, due_on: date | None) -> Text:
    if state == "paused":
        return Text("暂停 paused", "cyan")
    return Text(f"届满 due {on(due_on)}" if due_on else state)

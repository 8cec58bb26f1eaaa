"""What followed from a recorded fact (记录结果): nodes opened, settled, paused, moved."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.deadline import on
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, STRONG, Tone
from models.record import Arrival, Recorded
from models.recording.changes import NodeChange
from rulebook.law.gate import Refusal

WHATS = {
    "opened": Tone("开启", "opened", "default"),
    "settled": Tone("办结", "settled", "green"),
    "paused": Tone("暂停", "paused", "cyan"),
    "resumed": Tone("恢复", "resumed", "default"),
    "moved": Tone("改期", "moved", "yellow"),
    "moot": Tone("终止", "moot", "dim"),
}
_OWNER = Text("责任人", QUIET)  # nothing befell the clock, but another answers for it now


def page(marking: Marking, arrival: Arrival, recorded: Recorded) -> RenderableType:
    """One line for the fact, one for each node that it changed."""
    said = "已记录 recorded" if not recorded.again else "早已记录 stood already, nothing added"
    head = Text.assemble(
        (f"{recorded.case} ", STRONG),
        f"#{recorded.seq} {marking.fact(arrival.kind)}  {arrival.occurred_at:%Y-%m-%d %H:%M}  ",
        (said, "green"),
        (f"  {recorded.hash[:12]}", QUIET),
    )
    if not recorded.changes and arrival.subject_kind == "item":
        return head  # its effect is on the item, which the command shows
    remarks = [Text(f"  提示 {one.zh}\n  {one.en}", "yellow") for one in recorded.remarks]
    if not recorded.changes:
        return Group(head, *remarks, Text("  没有时钟因此改变 no clock changed", QUIET))
    return Group(head, *remarks, changes(marking, recorded.changes.nodes))


def answered(recorded: Recorded) -> dict[str, object]:
    """The JSON of it: the fact's place in the chain, and each node as it now stands."""
    return {
        "case": recorded.case,
        "seq": recorded.seq,
        "hash": recorded.hash,
        "recorded_at": recorded.recorded_at,
        "again": recorded.again,
        "remarks": [named(one) for one in recorded.remarks],
        "nodes": [_node(change) for change in recorded.changes.nodes],
    }


def named(one: Refusal) -> dict[str, str]:
    """What stands against a fact, or was remarked on it; without a rule where none stands behind.

    An empty article says that good sense and no law asks for it.
    """
    said = {"gate": one.gate, "article": one.article, "zh": one.zh, "en": one.en}
    return {"rule": one.rule, **said} if one.rule else said


def _node(change: NodeChange) -> dict[str, object]:
    row = {**(change.before or {}), **change.after}
    names = ("rule_id", "code", "subject_kind", "subject_ref", "state", "origin_at", "due_on")
    more = ("due_at", "provisional", "settled_by", "settled_at", "timeliness")
    return {
        "key": change.key,
        "changes": [{"what": what, "detail": detail} for what, detail in change.whats],
        **{name: row.get(name) for name in (*names, *more)},
    }


def changes(marking: Marking, changed: Sequence[NodeChange]) -> RenderableType:
    """One line for each node: what befell it, and how it now stands."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for change in changed:
        node = _node(change)
        whats = Text("、").join(palette.said(WHATS, what) for what, _ in change.whats)
        table.add_row(
            "  ",
            whats or _unsaid(change),
            _name(marking, node),
            _standing(node, marking),
        )
    return table


def _unsaid(change: NodeChange) -> Text:
    """Of a term that only waits nothing is told; of any other, that another answers for it now."""
    before = change.before or {}
    return _OWNER if before.get("owner_id") != change.after["owner_id"] else Text("随之", QUIET)


def _name(marking: Marking, node: dict[str, object]) -> Text:
    ref = str(node["subject_ref"] or "")
    return marking.node(str(node["code"]), str(node["rule_id"]), ref, str(node["key"]))


def _standing(node: dict[str, object], marking: Marking) -> Text:
    state, due, colours = str(node["state"]), node["due_on"], marking.law.colours
    rule = marking.law.rules.get(str(node["rule_id"]))
    if rule and state == "settled" and node["timeliness"] == "late" and not rule.runs:
        return palette.settled_amiss(rule)
    if state == "settled":
        return palette.light(str(node["timeliness"]) or state, colours)
    if due is None:
        return palette.light(state, colours)
    firm = "（暂定 provisional）" if node["provisional"] else ""
    word = palette.waits(rule, passed=False) if rule and state == "waiting" else Text("届满 due")
    return word.append(f" {on(due)}{firm}")  # type: ignore[arg-type]

"""The ways to other systems (系统对接) in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from models.reading.requests import OpenRequest
from tasks.adapters.state import AdapterState

_REQUESTS = {
    "waiting": "待反馈",
    "answered": "已反馈",
    "dropped": "不再需要",
    "given_up": "久未反馈",
}
_FILES = {
    "out": "待送出",
    "in": "待收取",
    "taken": "收取中",
    "done": "已入册",
    "failed": "未能入册",
}
_ALARMING = ("given_up", "failed")


def page(
    marking: Marking, states: Sequence[AdapterState], open_: Sequence[OpenRequest]
) -> RenderableType:
    """Each interface with its figures; below, the questions that wait for an answer."""
    parts: list[RenderableType] = [_state(one) for one in states]
    if open_:
        listed = Group(Text("待反馈 WAITING", STRONG), _waiting(marking, open_))
        parts.append(Padding(listed, (1, 0, 0, 0)))
    return Group(*parts)


def _state(one: AdapterState) -> Text:
    text = Text.assemble((one.zh, STRONG), f"  {one.en}  ", (one.id, QUIET))
    text.append(f"\n  {one.through}", QUIET)
    for what, names, counts in (
        ("请求 requests", _REQUESTS, one.requests),
        ("文件 files", _FILES, one.files),
    ):
        if any(counts.values()):
            text.append(f"\n  {what}：").append_text(_figures(names, counts))
    return text


def _figures(names: Mapping[str, str], counts: Mapping[str, int]) -> Text:
    return Text("，").join(
        Text(f"{name}{counts[key]}", ALARM if key in _ALARMING else "")
        for key, name in names.items()
        if counts.get(key)
    )


def _waiting(marking: Marking, open_: Sequence[OpenRequest]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(4):
        table.add_column(overflow="fold")
    for one in open_:
        again = f"第{one.tries}次，{one.next_at:%m-%d %H:%M}再问"
        name = marking.node("", one.rule_id, "")
        table.add_row(Text(one.case), name, Text(again, QUIET), Text(one.error, ALARM))
    return table

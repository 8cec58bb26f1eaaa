"""Channels and subscriptions (渠道与订阅) as the desk lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from models.oversight.telling.subscribing import Reached
from models.tables.subscription import SubscriptionChange
from tasks.trying import Tried


def tried(officer: str, found: Sequence[Tried]) -> RenderableType:
    """What became of a test digest on each of a person's channels."""
    table = Table.grid(padding=(0, 2))
    for one in found:
        said = Text(one.fault, ALARM) if one.fault else Text("已送出 sent", "green")
        table.add_row(Text(one.zh), Text(one.channel, QUIET), Text(one.address or "—", QUIET), said)
    return Group(Text(f"试发 TEST  {officer}", STRONG), table)


def changed(changes: Iterable[SubscriptionChange]) -> RenderableType:
    """Line by line when, by whom, whose channels or address, and from what to what."""
    table = Table.grid(padding=(0, 2))
    for one in changes:
        by = one.changed_by or "值守 desk"
        move = Text.assemble((one.before or "默认", QUIET), " → ", one.after or "默认")
        table.add_row(f"{one.changed_at:%Y-%m-%d %H:%M}", by, one.who, one.what, move)
    if not table.row_count:
        return Text("没有变更 no changes", QUIET)
    return Group(Text("订阅变更 CHANGES", STRONG), table)


def subscribed(people: Iterable[Reached]) -> RenderableType:
    """For each person the channels of ordinary messages, and what is set apart by level."""
    table = Table.grid(padding=(0, 2))
    for one in people:
        first, *rest = one.channels or ("—",)
        ways = Text(first, "green").append("".join(f" → {name}" for name in rest), QUIET)
        table.add_row(Text(one.officer), Text(one.name), ways)
        for level, channels in one.apart:
            table.add_row("", Text(level, QUIET), Text(" → ".join(channels)))
    return Group(Text("订阅 SUBSCRIPTIONS", STRONG), table)

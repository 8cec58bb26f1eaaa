"""Supervision items (督办事项) and interviews (约谈) in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, STRONG
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.supervision import factsheet
from models.oversight.telling.alert import last_day
from models.reading.items import InterviewLine, OpenItem

NODE_COLUMNS = 30  # a node's name gives way to nothing else


def listing(marking: Marking, items: Sequence[OpenItem], as_of: datetime) -> RenderableType:
    """Items one a line: number, level, state, case, node, days, reply clock, or how it ended."""
    if not items:
        return Text("  无 none", QUIET)
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis", min_width=NODE_COLUMNS)
    table.add_column(no_wrap=True, overflow="ellipsis")
    for item in items:
        table.add_row(
            Text(f"#{item.id}", QUIET),
            marking.level(item.level),
            palette.state(item.state),
            Text(item.case),
            marking.node(item.code, item.rule_id, "", item.node_key),
            _tail(marking, item, as_of),
        )
    return table


def meetings(marking: Marking, lines: Sequence[InterviewLine], as_of: datetime) -> RenderableType:
    """Interviews one a line: number, state, appointed moment, case, node."""
    if not lines:
        return Text("  无 none", QUIET)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for line in lines:
        late = line.state == "convened" and line.set_for < as_of
        table.add_row(
            Text(f"约谈 {line.id}", QUIET),
            palette.state(line.state),
            Text(f"{line.set_for:%Y-%m-%d %H:%M}", "red" if late else ""),
            Text(line.case),
            marking.node(line.code, line.rule_id, "", line.node_key),
        )
    return table


def meeting(marking: Marking, line: InterviewLine) -> RenderableType:
    """One interview with the facts that were frozen for it, and its record."""
    head = Text.assemble(
        (f"约谈 {line.id}  {line.case}  ", STRONG),
        marking.node(line.code, line.rule_id, "", line.node_key),
        "  ",
        palette.state(line.state),
    )
    said = Text(f"定于 {line.set_for:%Y-%m-%d %H:%M}  督办事项 #{line.item}  {line.interviewer}")
    parts: list[RenderableType] = [head, said, Text("\n事实清单 FACT SHEET", STRONG)]
    parts.append(factsheet.page(line.fact_sheet))
    if line.held_at is not None:
        parts.append(Text("\n约谈记录 RECORD", STRONG))
        parts.append(Text(f"{line.held_at:%Y-%m-%d %H:%M}  参加 {'、'.join(line.attendees)}"))
        parts.append(Text(f"原因 {line.causes}\n记录人 {line.recorded_by}"))
        parts += [Text(f"承诺 {one['due_on']} 前：{one['text']}") for one in line.promises]
    return Group(*parts)


def replying(item: OpenItem, as_of: datetime, speech: Speech = CHINESE) -> Text:
    """By which day an answer is owed, as the letter says it; empty when none is."""
    talk = item.interview
    met = speech.of((f"约谈 {talk}", f"interview {talk}")) if talk else ""
    if item.reply_due_at is None:
        return Text(met, QUIET)
    what = speech.of((f"{met} 限", f"{met} by") if met else ("答复至", "answer by"))
    style = "red" if item.reply_due_at <= as_of else QUIET
    return Text(f"{what} {last_day(item.reply_due_at):%m-%d}", style)


def awaiting(marking: Marking, item: OpenItem, as_of: datetime) -> Text:
    """Whose decision a proposal waits for, or by which day an answer is owed."""
    if item.state == "proposed":
        first, *others = marking.deciders(item.ladder, item.level)
        said = f"待{first}{'等' if others else ''}决定", f"{first}{' …' if others else ''} decides"
        return Text(marking.speech.of(said), "yellow")
    return replying(item, as_of, marking.speech)


def _tail(marking: Marking, item: OpenItem, as_of: datetime) -> Text:
    if item.ended_at is not None:
        return Text(f"{item.ended_at:%m-%d} {item.ended_why}", QUIET)
    late = palette.days(item.due_on, as_of.date())
    return late.append("  ").append(awaiting(marking, item, as_of))

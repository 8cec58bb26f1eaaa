"""Clocks that move (改期): what a notice or a changed rule would do to the open nodes."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET
from models.recounting.moves import Clock, Move
from models.recounting.trial import Trial
from rulebook.case.clock import turn_of
from rulebook.law.lawbook import Lawbook

_OVER = {"moot": "终止 moot", "settled": "办结 settled"}
SHOWN = 200  # rows on a page; the JSON has them all


def moved(found: Sequence[Move], law: Lawbook) -> RenderableType:
    """Each clock with its day before and after, those that shift first; and the sums."""
    rows = sorted(found, key=lambda move: (not move.shifts, move.case, move.node))
    table = Table(box=None, pad_edge=False)
    for title in ("案号 case", "节点 node", "原 before", "", "新 after"):
        table.add_column(title, overflow="fold")
    for move in rows[:SHOWN]:
        table.add_row(move.case, _named(move, law), _day(move.before), "→", _after(move))
    more = len(rows) - SHOWN
    rest = [Text(f"另有{more}项 {more} more: --json", QUIET)] if more > 0 else []
    return Group(*([table] if rows else []), *rest, _sums(found))


def trial(summed: Trial, law: Lawbook) -> RenderableType:
    """What a change would do, rule by rule: who becomes late, near or safe, who is told."""
    table = Table(box=None, pad_edge=False)
    for title in (
        "规则 rule",
        "变化 clocks",
        "将逾期 overdue",
        "将临期 due",
        "转安全 safe",
        "提醒 alerts",
    ):
        table.add_column(title, justify="left" if title.startswith("规则") else "right")
    for rule, count in sorted(summed.by_rule.items()):
        name = f"{law.rules[rule].zh} {rule}" if rule in law.rules else rule
        figures = (count[key] for key in ("moves", "overdue", "due", "safe", "messages"))
        table.add_row(name, *map(str, figures))
    said = Text("试算，未作改动 / a dry run, nothing was changed", QUIET)
    return Group(*([table] if summed.by_rule else []), said)


def _named(move: Move, law: Lawbook) -> str:
    rule = law.rules.get(move.rule_id)
    turn = turn_of(move.node)
    name = (rule.zh if rule else move.rule_id) + (f"第{turn}次" if turn else "")
    return f"{name} {move.subject_ref}".rstrip()


def _after(move: Move) -> Text:
    day = _day(move.after)
    if move.shifts or move.before is None:
        return day
    firm = move.before.provisional and not move.after.provisional
    return day.append(" 转为确定 now firm" if firm else " 提醒时点改变 its rungs move", QUIET)


def _day(clock: Clock | None) -> Text:
    if clock is None:
        return Text("（无）none", QUIET)
    if clock.state in _OVER:
        return Text(_OVER[clock.state], QUIET)
    if clock.due_on is None:
        return Text("中止 paused", QUIET)
    day = Text(clock.due_on.isoformat())
    return day.append(" 暂定", "bold blue") if clock.provisional else day


def _sums(found: Sequence[Move]) -> Text:
    shifts = sum(move.shifts for move in found)
    cases = len({move.case_id for move in found})
    tells = sum(move.tells for move in found)
    return Text(
        f"{cases}件案件的{len(found)}个时钟有变化，其中{shifts}个改期；下次巡查将发提醒{tells}条\n"
        f"{len(found)} clocks of {cases} cases change, {shifts} of them their day; "
        f"the next patrol would send {tells} alerts"
    )

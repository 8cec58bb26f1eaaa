"""Clocks under an older ladder (阶梯衔接): which keep it, which change over, what then comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, level
from models.recounting.moves import Clock
from models.recounting.switching import Switch
from rulebook.law.lawbook import Lawbook

SHOWN = 200  # rows on a page; the JSON has them all


def page(found: Sequence[Switch], law: Lawbook) -> RenderableType:
    """Each clock with its ladder before and after; those that change over first."""
    rows = sorted(found, key=lambda one: (bool(one.stays), one.case, one.node))
    table = Table(box=None, pad_edge=False)
    for title in ("案号 case", "节点 node", "原阶梯 was", "现阶梯 now", "衔接 transition"):
        table.add_column(title, overflow="fold")
    for one in rows[:SHOWN]:
        rule = law.rules.get(one.rule_id)
        name = rule.zh if rule else one.rule_id
        table.add_row(one.case, name, " ".join(one.was), " ".join(one.now), _what(one))
    more = len(rows) - SHOWN
    rest = [Text(f"另有{more}项 {more} more: --json", QUIET)] if more > 0 else []
    return Group(*([table] if rows else []), *rest, _sums(found))


def _what(one: Switch) -> Text:
    if one.stays == "keep":
        return Text("保持 keeps, as declared", QUIET)
    if one.stays:
        return Text(f"保持：尚有未结事项 keeps: {one.stays}", QUIET)
    if one.move is None or one.move.before is None:
        return Text("改用 switches")
    return Text("改用 switches ") + _next(one.move.before, one.move.after)


def _next(before: Clock, after: Clock) -> Text:
    """The rungs that come at another moment, or newly."""
    was = dict(before.rungs)
    new = [(key, at) for key, at in after.rungs if was.get(key) != at]
    said = Text()
    for key, at in new:
        said.append_text(level(key)).append(f" {_day(at)} ")
    return said


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _sums(found: Sequence[Switch]) -> Text:
    going = [one for one in found if not one.stays]
    cases = len({one.case_id for one in going})
    tells = sum(one.move.tells for one in going if one.move)
    kept = len(found) - len(going)
    return Text(
        f"{cases}件案件的{len(going)}个时钟改用新阶梯，{kept}个保持原阶梯；下次巡查将发提醒{tells}条\n"
        f"{len(going)} clocks of {cases} cases switch, {kept} keep theirs; "
        f"the next patrol would send {tells} alerts"
    )

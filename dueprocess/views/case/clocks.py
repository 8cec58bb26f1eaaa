"""A list of clocks (时钟列表): light, case, node, last day, signed days, owner, last act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, STRONG
from models.reading.picture import NodeLine


def clocks(marking: Marking, lines: Sequence[NodeLine], as_of: datetime) -> RenderableType:
    """One clock a line, in a hundred columns."""
    if not lines:
        return Text("  无 none", QUIET)
    table = columns(6, ratio=2, right=(4,))
    for line in lines:
        table.add_row(*_clock(marking, line, as_of))
    return table


def columns(more: int, ratio: int, right: Sequence[int] = ()) -> Table:
    """A grid of columns that keep to one line; the one at `ratio` takes what is left."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for number in range(more + 1):
        table.add_column(
            no_wrap=True,
            ratio=1 if number == ratio else None,
            overflow="ellipsis",
            justify="right" if number in right else "left",
        )
    return table


def section(
    title: str, count: int | None = None, body: RenderableType | None = None, more: int = 0
) -> RenderableType:
    """A body under its heading with its count, and how many lines are not shown."""
    head = Text.assemble((title, STRONG), f"  {count}" if count is not None else "")
    if more > 0:
        head.append(f"  另有 {more} 项未列 {more} more", QUIET)
    return Padding(head if body is None else Group(head, body), (1, 0, 0, 0))


def when(at: datetime, today: date) -> str:
    """A moment as short as it stays clear: the hour today, else the day too."""
    return f"{at:%H:%M:%S}" if at.date() == today else f"{at:%m-%d %H:%M}"


def _clock(marking: Marking, line: NodeLine, as_of: datetime) -> Iterable[Text]:
    node = marking.node(line.code, line.rule_id, line.subject_ref, line.key)
    yield marking.light(line, as_of)
    yield Text(line.case)
    yield node if line.enforced else Text.assemble(("仅提示 ", QUIET), node)
    yield Text(f"{line.due_on:%m-%d}", "blue" if line.provisional else "")
    yield palette.signed(line.due_on, as_of.date())
    yield Text(marking.owner(line.owner, line.rule_id), QUIET)
    yield _act(marking, line)


def _act(marking: Marking, line: NodeLine) -> Text:
    if not line.last_act or line.last_act_at is None:
        return Text("—", QUIET)
    return Text.assemble(marking.level(line.last_act), (f" {line.last_act_at:%m-%d}", QUIET))

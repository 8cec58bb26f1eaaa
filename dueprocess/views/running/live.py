"""The live picture of a book (实时画面) in a hundred columns: late, due, waiting, running."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from dueprocess.views.case.clocks import clocks, columns, section, when
from dueprocess.views.frame import palette
from dueprocess.views.frame.deadline import WEEK
from dueprocess.views.frame.extent import Extent
from dueprocess.views.frame.heartbeat import foot
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, REHEARSAL, STRONG
from dueprocess.views.supervision.items import awaiting
from models.reading.items import OpenItem
from models.reading.picture import FactLine, NodeLine, Picture


class View:
    """Draws one picture after the other; holds what does not change between them."""

    def __init__(self, marking: Marking, version: str) -> None:
        self._marking = marking
        self._version = version  # of the rules and the calendar

    def draw(self, now: Picture, fit: Extent, notices: Sequence[str] = ()) -> RenderableType:
        """The whole picture, its lists cut to what fits; `notices` stand at its foot."""
        overdue, due = now.overdue[: fit.overdue], now.today[: fit.today]
        late = self._clocks("逾期 OVERDUE", overdue, now.overdue_count, now.as_of)
        today = self._clocks("今日届满 DUE TODAY", due, now.today_count, now.as_of)
        return Group(
            self._head(now),
            late,
            today,
            section("七日内届满 NEXT 7 DAYS", now.week_count),
            self._items(now.items[: fit.items], now.items_count, now.as_of),
            self._facts(now.facts[: fit.facts], now.as_of.date()),
            Line(style=QUIET),
            foot(now.runs, now.beats, now.as_of),
            *(Text(line, QUIET) for line in notices),
        )

    def _head(self, now: Picture) -> RenderableType:
        grid = Table.grid(expand=True)
        grid.add_column(ratio=1)
        grid.add_column(justify="right", no_wrap=True)
        name = Text.assemble(("督程 DueProcess  ", STRONG), kind(now.rehearsal), f"  {now.court}")
        moment = f"{now.as_of:%Y-%m-%d} 周{WEEK[now.as_of.weekday()]} {now.as_of:%H:%M:%S}"
        grid.add_row(name, Text(moment, STRONG))
        return Group(grid, Text(self._version, QUIET))

    def _clocks(
        self, title: str, lines: tuple[NodeLine, ...], count: int, as_of: datetime
    ) -> RenderableType:
        return section(title, count, clocks(self._marking, lines, as_of), count - len(lines))

    def _items(self, items: Sequence[OpenItem], count: int, as_of: datetime) -> RenderableType:
        table = columns(5, ratio=4)
        for item in items:
            table.add_row(
                Text(f"#{item.id}", QUIET),
                self._marking.level(item.level),
                palette.state(item.state),
                Text(item.case),
                self._marking.node(item.code, item.rule_id, "", item.node_key),
                awaiting(self._marking, item, as_of),
            )
        body = table if items else Text("  无 none", QUIET)
        return section("督办事项 SUPERVISION", count, body, count - len(items))

    def _facts(self, facts: Sequence[FactLine], today: date) -> RenderableType:
        table = columns(3, ratio=2)
        for fact in facts:
            said = Text(self._marking.fact(fact.kind))
            said.append(f"  发生 {fact.occurred_at:%Y-%m-%d}", QUIET)
            table.add_row(
                Text(when(fact.recorded_at, today), QUIET),
                Text(fact.case),
                said,
                Text(fact.by, QUIET),
            )
        body = table if facts else Text("  无 none", QUIET)
        return section("最近事实 LAST FACTS", None, body)


def kind(rehearsal: bool) -> Text:
    """What the book is, so that nobody takes a rehearsal for the real thing."""
    return Text(" 演练 REHEARSAL ", REHEARSAL) if rehearsal else Text(" 正式 LIVE ", STRONG)

"""The live picture of a book (实时画面) in a hundred columns: late, due, waiting, running."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from dueprocess.views import palette
from dueprocess.views.marking import Marking
from dueprocess.views.palette import ALARM, QUIET, REHEARSAL, STRONG
from models.reads import Beat, FactLine, NodeLine, Picture
from models.reads_items import OpenItem

WEEK = "一二三四五六日"
# The patrol beats every minute; three silent ones are a fault.
SILENT_AFTER = timedelta(minutes=3)
_DUTIES = {"patrol": "巡查 patrol", "auditor": "审计 auditor", "audit": "审计 auditor"}


class View:
    """Draws one picture after the other; holds what does not change between them."""

    def __init__(self, marking: Marking, version: str) -> None:
        self._marking = marking
        self._version = version  # of the rules and the calendar

    def draw(self, now: Picture, system: datetime) -> RenderableType:
        """The whole picture. `system` is the server's clock, by which a heartbeat ages."""
        today = now.as_of.date()
        return Group(
            self._head(now),
            self._clocks("逾期 OVERDUE", now.overdue, now.overdue_count, now.as_of),
            self._clocks("今日届满 DUE TODAY", now.today, now.today_count, now.as_of),
            self._week(now),
            self._items(now.items, now.items_count, now.as_of),
            self._facts(now.facts, today),
            _foot(now, system),
        )

    def _head(self, now: Picture) -> RenderableType:
        kind = Text(" 演练 REHEARSAL ", REHEARSAL) if now.rehearsal else Text(" 正式 LIVE ", STRONG)
        grid = Table.grid(expand=True)
        grid.add_column(ratio=1)
        grid.add_column(justify="right", no_wrap=True)
        name = Text.assemble(("督程 DueProcess  ", STRONG), kind, "  ", now.court)
        clock = f"{now.as_of:%Y-%m-%d} 周{WEEK[now.as_of.weekday()]} {now.as_of:%H:%M:%S}"
        grid.add_row(name, Text(clock, STRONG))
        return Group(grid, Text(self._version, QUIET))

    def _clocks(
        self, title: str, lines: tuple[NodeLine, ...], count: int, as_of: datetime
    ) -> RenderableType:
        if not lines:
            return _section(title, count, Text("  无 none", QUIET))
        table = _table()
        table.add_column(no_wrap=True)  # light
        table.add_column(no_wrap=True)  # case
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")  # node
        table.add_column(no_wrap=True)  # due
        table.add_column(no_wrap=True, justify="right")  # days
        table.add_column(no_wrap=True)  # owner
        table.add_column(no_wrap=True)  # last act
        for line in lines:
            table.add_row(*self._clock(line, as_of))
        return _section(title, count, table, count - len(lines))

    def _clock(self, line: NodeLine, as_of: datetime) -> Iterable[Text]:
        node = self._marking.node(line.code, line.rule_id, line.subject_ref)
        yield self._marking.light(line, as_of)
        yield Text(line.case)
        yield node if line.enforced else Text.assemble(node, (" 仅提示", QUIET))
        yield Text(f"{line.due_on:%m-%d}")
        yield palette.days(line.due_on, as_of.date())
        yield Text(self._marking.owner(line.owner), QUIET)
        yield _act(line, as_of.date())

    def _week(self, now: Picture) -> RenderableType:
        return _section("七日内届满 NEXT 7 DAYS", now.week_count)

    def _items(
        self, items: tuple[OpenItem, ...], count: int, as_of: datetime
    ) -> RenderableType:
        if not items:
            return _section("督办事项 SUPERVISION", count)
        table = _table()
        for _ in range(3):
            table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        table.add_column(no_wrap=True, justify="right")
        for item in items:
            table.add_row(
                Text(f"#{item.id}", QUIET),
                palette.level(item.level),
                palette.state(item.state),
                Text(item.case),
                self._marking.node(item.code, item.rule_id, ""),
                _reply(item, as_of),
            )
        return _section("督办事项 SUPERVISION", count, table, count - len(items))

    def _facts(self, facts: tuple[FactLine, ...], today: date) -> RenderableType:
        if not facts:
            return _section("最近事实 LAST FACTS")
        table = _table()
        table.add_column(no_wrap=True, style=QUIET)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        table.add_column(no_wrap=True, style=QUIET, justify="right")
        for fact in facts:
            happened = f"发生于 {fact.occurred_at:%Y-%m-%d}"
            said = Text.assemble(self._marking.fact(fact.kind), (f"  {happened}", QUIET))
            table.add_row(when(fact.recorded_at, today), fact.case, said, fact.by)
        return _section("最近事实 LAST FACTS", None, table)


def when(at: datetime, today: date) -> str:
    """A moment as short as it stays clear: the hour today, else the day too."""
    return f"{at:%H:%M:%S}" if at.date() == today else f"{at:%m-%d %H:%M}"


def pulse(beat: Beat, system: datetime) -> tuple[str, str]:
    """A duty's heartbeat in plain words, and the style it is said in."""
    name = _DUTIES.get(beat.name, beat.name)
    if beat.fault:
        return f"{name} 异常 fault: {' '.join(beat.fault.split())}", ALARM
    if beat.beat_at is None:
        return f"{name} 尚无心跳 no beat yet", ALARM
    age = system - beat.beat_at
    if age > SILENT_AFTER:
        return f"{name} 已停 silent for {_age(age)}; is its schedule running?", ALARM
    return f"{name} 正常 {_age(age)}前", "green"


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 100:
        return f"{seconds} 秒"
    minutes = seconds // 60
    return f"{minutes} 分钟" if minutes < 100 else f"{minutes // 60} 小时"


def _foot(now: Picture, system: datetime) -> RenderableType:
    runs = now.runs
    text = Text.assemble(
        ("案件运行 RUNS  ", STRONG),
        f"运行 awake {runs.awake}   睡眠 asleep {runs.asleep}   待唤醒 pending {runs.pending}",
        (f"   共 {runs.cases} 案", QUIET),
        ("\n心跳 HEARTBEAT  ", STRONG),
    )
    if not now.beats:
        text.append("巡查未曾运行 the patrol has never run", QUIET)
    for number, beat in enumerate(now.beats):
        text.append("   " if number else "")
        text.append(*pulse(beat, system))
    return Group(Line(style=QUIET), text)


def _act(line: NodeLine, today: date) -> Text:
    if not line.last_act or line.last_act_at is None:
        return Text("—", QUIET)
    return Text.assemble(
        palette.level(line.last_act), (f" {when(line.last_act_at, today)[:5]}", QUIET)
    )


def _reply(item: OpenItem, as_of: datetime) -> Text:
    if item.reply_due_at is None:
        return Text("")
    left = (item.reply_due_at.date() - as_of.date()).days
    style = "red" if item.reply_due_at <= as_of else QUIET
    return Text(f"答复至 {item.reply_due_at:%m-%d} ({left:+d})", style)


def _section(
    title: str, count: int | None = None, body: RenderableType | None = None, more: int = 0
) -> RenderableType:
    head = Text.assemble((title, STRONG), f"  {count}" if count is not None else "")
    if more > 0:
        head.append(f"  另有 {more} 项未列 {more} more", QUIET)
    return Padding(head if body is None else Group(head, body), (1, 0, 0, 0))


def _table() -> Table:
    return Table.grid(padding=(0, 2, 0, 0), expand=True)

"""Measures (查封、扣押、冻结) in the terminal: one a line, each case with its sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET, STRONG, Tone
from models.reading.measures import Holding, MeasureLine
from rulebook.property.measure import Hold

HOLDS: dict[str, Tone] = {
    Hold.IN_FORCE: Tone("在控", "in force", "green"),
    Hold.WAITING: Tone("轮候", "waiting", "cyan"),
    Hold.LAPSED: Tone("失效", "lapsed", "bold red"),
    Hold.RELEASED: Tone("解除", "released", "dim"),
    Hold.DISPOSED: Tone("处置", "disposed of", "dim"),
}


def page(found: Sequence[Holding], today: date) -> RenderableType:
    """Case by case: what holds, and how it weighs against what is owed."""
    if not found:
        return Text("没有在控财产 no asset is under control", QUIET)
    return Group(*(part for one in found for part in _case(one, today)))


def ending(lines: Sequence[MeasureLine], today: date, within: int) -> RenderableType:
    """Those that end soon, nearest first; a lapse that nobody recorded bears its way out."""
    if not lines:
        return Text(f"{within}日内没有届满的措施 nothing ends within {within} days", "green")
    return Group(_table(lines, today, named=True), *_ways(lines))


def _case(one: Holding, today: date) -> Iterator[RenderableType]:
    yield Text(one.case, STRONG)
    yield _table(one.lines, today, named=False)
    yield _sums(one)
    if len(one.order) > 1:
        yield Text(f"  控制次序 order: {'、'.join(one.order)}", QUIET)
    yield from _ways(one.lines)


def _table(lines: Sequence[MeasureLine], today: date, named: bool) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for line in lines:
        head = [Text(line.case)] if named else [Text("  ")]
        table.add_row(
            *head,
            Text(line.asset),
            Text(" ".join(part for part in (line.method, line.category) if part)),
            palette.said(HOLDS, line.state),
            Text(f"至 {line.expires_on}" if line.expires_on else "届满日未录", QUIET),
            palette.days(line.expires_on, today) if line.state is Hold.IN_FORCE else Text(""),
            Text(f"续办 {line.renews}" if line.renews and line.state is Hold.IN_FORCE else ""),
            Text(_worth(line), QUIET),
        )
    return table


def _worth(line: MeasureLine) -> str:
    if line.worth is None:
        return "价额未录"
    basis = "，".join(str(part) for part in (line.value_basis, line.valued_on) if part)
    return f"{line.worth:,}元" + (f"（{basis}）" if basis else "")


def _sums(one: Holding) -> Text:
    if one.owed is None:
        return Text(
            f"  在控 held {one.worth:,}元；尚欠债权额未核定 what is owed is not stated", QUIET
        )
    share = f"，{one.share:.1f}%" if one.share is not None else ""
    style = "bold yellow" if one.worth > one.owed else ""
    return Text(f"  在控 held {one.worth:,}元，尚欠 owed {one.owed:,}元{share}", style)


def _ways(lines: Sequence[MeasureLine]) -> Iterator[Text]:
    """The command that puts on record what the law has already ended."""
    for line in lines:
        if line.lapse_unrecorded:
            way = (
                f"dueprocess record {line.case} control_lapsed --on {line.expires_on}T23:59 "
                f"--subject asset:{line.asset}"
            )
            yield Text(f"  → {line.asset} 期满失效未录 its lapse is not on record: {way}", "red")

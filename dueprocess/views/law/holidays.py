"""A year's days off and make-up days (放假安排) as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.holidays import Year
from dueprocess.views.frame.palette import QUIET, STRONG

_WEEK = "一二三四五六日"


def page(year: Year) -> RenderableType:
    """The year's papers, its holidays as spans, its make-up days, and what a library disputes."""
    title = Text.assemble((f"{year.year}年", STRONG), "  ", _standing(year))
    papers = [Text(f"依据 {paper}", QUIET) for paper in year.papers]
    return Group(title, *papers, _days(year), _disputed(year))


def _standing(year: Year) -> Text:
    if year.covered:
        return Text("放假安排已公布 published", "green")
    return Text("放假安排未公布，日期均为暂定 not published, dates are provisional", "bold blue")


def _days(year: Year) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, days in _spans(year):
        table.add_row("休", _span(days), name)
    for day, name in year.work:
        table.add_row("班", _on(day), Text(f"{name}调休上班", "yellow"))
    return table


def _spans(year: Year) -> Iterator[tuple[str, list[date]]]:
    """Days off in a row under one name."""
    numbered = enumerate(year.off)
    for (_, name), run in groupby(numbered, lambda at: (at[1][0].toordinal() - at[0], at[1][1])):
        yield name, [day for _, (day, _) in run]


def _span(days: list[date]) -> str:
    return _on(days[0]) if len(days) == 1 else f"{_on(days[0])} 至 {_on(days[-1])}"


def _on(day: date) -> str:
    return f"{day} 周{_WEEK[day.weekday()]}"


def _disputed(year: Year) -> RenderableType:
    if not year.disagreements:
        return Text("与 chinesecalendar 逐日比对：无不一致之处，或者该库未收该年度", QUIET)
    lines = [
        f"{_on(day)}：通知{ours}，chinesecalendar {theirs}"
        for day, ours, theirs in year.disagreements
    ]
    return Text("逐日比对不一致，以通知为准：\n" + "\n".join(lines), "yellow")

"""A chart (图表): named figures over categories, drawn natively in Word and as SVG in HTML.

    chart = Chart("节点按期率", ("9月", "10月"), (Series("按期", (31, 40)), Series("超期", (6, 2))))
    report = Report(..., blocks=(Text("二、指标", "section"), chart))

Put it among the blocks of a `Report`: `word.written(report)` embeds it as a chart that Word can
edit, with its figures as a workbook behind it; `web.written(report)` draws it inline. A figure that
is not known is ``None`` and leaves a gap, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Figure = int | float | None
Form = Literal["column", "bar", "line"]  # 柱形, 条形, 折线

# Told apart in black and white too: dark, middle, light, then again; figures stand beside.
INKS = ("#1F4E79", "#C55A11", "#9DC3E6", "#7F7F7F", "#70AD47", "#BF9000")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures (数据系列), one for each category of its chart."""

    name: str
    figures: tuple[Figure, ...]


class FiguresAstray(ValueError):
    """A series has more or fewer figures than its chart has categories."""

    def __init__(self, chart: str, series: str, has: int, needs: int) -> None:
        super().__init__(
            f"chart {chart!r}: series {series!r} has {has} figures for {needs} categories; "
            "give one for each, None where it is not known"
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over categories. `unit` (件, 日, %) stands at the axis; `stacked` piles the series.

    Raises `FiguresAstray` for a series that does not fit the categories.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    form: Form = "column"
    unit: str = ""
    stacked: bool = False

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.figures) != len(self.categories):
                raise FiguresAstray(self.title, one.name, len(one.figures), len(self.categories))


def ink(number: int) -> str:
    """The colour of the series with that number, from 0."""
    return INKS[number % len(INKS)]

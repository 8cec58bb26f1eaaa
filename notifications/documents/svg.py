"""Charts in HTML (图表): drawn inline as SVG, in the reader's own fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from notifications.documents.chart import Chart, Figure, ink

WIDTH, HEIGHT, ROW = 640, 320, 26
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 44, 64
NAMES = 150  # room for the categories' names left of lying bars
STEPS = 4  # lines across a chart
TEXT = 12


def svg(chart: Chart) -> str:
    """The chart as one ``<svg>`` element."""
    drawn = _lying(chart) if chart.form == "bar" else _standing(chart)
    height = _height(chart)
    inside = "".join(
        [_text(WIDTH / 2, 20, chart.title, size=15, bold=True), *drawn, *_legend(chart)]
    )
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(chart.title, {chr(34): "&quot;"})}">{inside}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Figures to lengths, between two round ends."""

    low: float
    step: float
    steps: int
    length: float

    def at(self, figure: float) -> float:
        return (figure - self.low) / (self.step * self.steps) * self.length

    def ticks(self) -> list[float]:
        return [self.low + self.step * number for number in range(self.steps + 1)]


def _scale(chart: Chart, length: float) -> _Scale:
    """Bars stand on zero; lines may begin where their figures do, unless these are all one."""
    known = [float(figure) for figure in _reaches(chart) if figure is not None] or [0.0]
    ground = [] if chart.form == "line" and len(set(known)) > 1 else [0.0]
    low, high = min(known + ground), max(known + ground)
    step = _round_up((high - low or abs(high) or 1.0) / STEPS)
    start = floor(low / step)
    return _Scale(start * step, step, max(ceil(high / step) - start, 1), length)


def _reaches(chart: Chart) -> Sequence[Figure]:
    """How far each mark reaches; piled ones reach as far as their sum."""
    if chart.stacked:
        rows = zip(*(series.figures for series in chart.series), strict=True)
        return [sum(figure or 0 for figure in row) for row in rows]
    return [figure for series in chart.series for figure in series.figures]


def _round_up(step: float) -> float:
    size = 10.0 ** floor(log10(step))
    return next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice >= step * 0.999)


def _standing(chart: Chart) -> Iterator[str]:
    scale = _scale(chart, HEIGHT - TOP - BOTTOM)
    floor_at = HEIGHT - BOTTOM
    for tick in scale.ticks():
        y = floor_at - scale.at(tick)
        yield _line(LEFT, y, WIDTH - RIGHT, y)
        yield _text(LEFT - 6, y + 4, _figure(tick), anchor="end")
    if chart.unit:
        yield _text(LEFT - 6, TOP - 8, chart.unit, anchor="end")
    room = (WIDTH - LEFT - RIGHT) / max(len(chart.categories), 1)
    for number, name in enumerate(chart.categories):
        yield _text(LEFT + room * (number + 0.5), floor_at + 18, name)
    if chart.form == "line":
        yield from _lines(chart, scale, room, floor_at)
    else:
        yield from _columns(chart, scale, room, floor_at)


def _columns(chart: Chart, scale: _Scale, room: float, floor_at: float) -> Iterator[str]:
    for category, series, start, end, share, offset in _marks(chart):
        x = LEFT + room * (category + 0.2 + 0.6 * offset)
        top, foot = floor_at - scale.at(max(start, end)), floor_at - scale.at(min(start, end))
        yield _box(x, top, room * 0.6 * share, foot - top, ink(series))
        label = (top + foot) / 2 + 4 if chart.stacked else top - 4
        yield _text(x + room * 0.3 * share, label, _figure(end - start), colour=_on(chart, series))


def _lying(chart: Chart) -> Iterator[str]:
    scale = _scale(chart, WIDTH - NAMES - RIGHT - 40)
    tall = _row(chart)
    for tick in scale.ticks():
        x = NAMES + scale.at(tick)
        yield _line(x, TOP - 8, x, TOP + tall * len(chart.categories))
        yield _text(x, TOP + tall * len(chart.categories) + 16, f"{_figure(tick)}{chart.unit}")
    for number, name in enumerate(chart.categories):
        yield _text(NAMES - 8, TOP + tall * (number + 0.5) + 4, name, anchor="end")
    for category, series, start, end, share, offset in _marks(chart):
        y = TOP + tall * (category + 0.15 + 0.7 * offset)
        left, right = NAMES + scale.at(min(start, end)), NAMES + scale.at(max(start, end))
        yield _box(left, y, right - left, tall * 0.7 * share, ink(series))
        x, anchor = ((left + right) / 2, "middle") if chart.stacked else (right + 4, "start")
        yield _text(
            x,
            y + tall * 0.35 * share + 4,
            _figure(end - start),
            anchor=anchor,
            colour=_on(chart, series),
        )


def _marks(chart: Chart) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Category, series, from, to, share of the room, and where in the room it begins."""
    share = 1.0 if chart.stacked else 1.0 / max(len(chart.series), 1)
    for category in range(len(chart.categories)):
        foot = 0.0
        for number, one in enumerate(chart.series):
            figure = one.figures[category]
            if figure is None or (chart.stacked and not figure):
                continue
            yield (
                category,
                number,
                foot,
                foot + figure,
                share,
                0.0 if chart.stacked else number * share,
            )
            foot += figure if chart.stacked else 0.0


def _lines(chart: Chart, scale: _Scale, room: float, floor_at: float) -> Iterator[str]:
    for number, one in enumerate(chart.series):
        for known, run in groupby(enumerate(one.figures), lambda point: point[1] is not None):
            if not known:
                continue
            points = [
                (LEFT + room * (place + 0.5), floor_at - scale.at(figure or 0), figure or 0)
                for place, figure in run
            ]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
            yield f'<polyline points="{path}" fill="none" stroke="{ink(number)}" stroke-width="2"/>'
            for x, y, figure in points:
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{ink(number)}"/>'
                yield _text(x, y + (18 if number % 2 else -8), _figure(figure))


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    x, y = float(LEFT), _height(chart) - 12
    for number, one in enumerate(chart.series):
        yield _box(x, y - 10, 12, 12, ink(number))
        yield _text(x + 18, y, one.name, anchor="start")
        x += 42 + TEXT * len(one.name)


def _height(chart: Chart) -> int:
    if chart.form != "bar":
        return HEIGHT
    return round(TOP + _row(chart) * len(chart.categories) + BOTTOM)


def _row(chart: Chart) -> int:
    return ROW if chart.stacked else ROW * max(len(chart.series), 1)


def _on(chart: Chart, series: int) -> str:
    """White on the dark boxes of a pile, black everywhere else."""
    return "#fff" if chart.stacked and ink(series) not in {"#9DC3E6"} else "#000"


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#d9d9d9"/>'


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = TEXT,
    anchor: str = "middle",
    bold: bool = False,
    colour: str = "#000",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{colour}"{weight}>{escape(text)}</text>'
    )

"""Courts and nodes as a table of figures and heat (各院热度表): each figure opens its list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueprocess.board.words import Words
from models.reading.standings import Passed, Standing
from rulebook.figures.courts import Place
from rulebook.figures.span import Span
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook

LEVELS = 4  # shades of heat
WIDE, HIGH = 132, 28  # of a trend


@dataclass(slots=True)
class Sum:
    """Figures of several clocks together."""

    open: int = 0
    overdue: int = 0
    due: int = 0
    on_time: int = 0

    def add(self, one: Standing) -> None:
        """Count those of one rule in one court too."""
        self.open += one.open
        self.overdue += one.overdue
        self.due += one.due
        self.on_time += one.on_time

    def rate(self, least_n: int) -> str:
        """On time of all that ran out, in per cent; few are only counted."""
        return share(self.on_time, self.due, least_n)


@dataclass(frozen=True, slots=True)
class Point:
    """One span of a trend; `y` is None where too few clocks ran out to tell a rate."""

    x: float
    y: float | None
    said: str


@dataclass(frozen=True, slots=True)
class CourtLine:
    """One court with all below it, or what it handles itself."""

    place: Place
    total: Sum
    rate: str
    trend: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class NodeLine:
    """One node or one rule without an official code: its figures, and what is overdue by court."""

    node: str  # as a filter names it
    name: str
    total: Sum
    rate: str
    cells: tuple[tuple[int, int], ...]  # overdue, and its heat


def share(part: int, whole: int, least_n: int) -> str:
    """A rate in per cent with what it rests on; no rate of few."""
    if whole == 0:
        return "—"
    counted = f"{part}/{whole}"
    return counted if whole < least_n else f"{part / whole:.1%}（{counted}）"


def courts(
    places: Sequence[Place],
    found: Iterable[Standing],
    past: Iterable[Passed],
    spans: Sequence[Span],
    least_n: int,
) -> list[CourtLine]:
    """A line for each place, in the order of the tree: no ranking."""
    standing, passed = list(found), list(past)
    lines = []
    for place in places:
        below, total = set(place.below), Sum()
        for one in standing:
            if one.court in below:
                total.add(one)
        points = _trend([one for one in passed if one.court in below], spans, least_n)
        lines.append(CourtLine(place, total, total.rate(least_n), points))
    return lines


def nodes(
    places: Sequence[Place], found: Iterable[Standing], law: Lawbook, words: Words, least_n: int
) -> list[NodeLine]:
    """A line for each node, by its code; the shades are shares of the table's largest figure."""
    totals: dict[str, Sum] = defaultdict(Sum)
    overdue: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        name = one.code or one.rule_id
        totals[name].add(one)
        overdue[name][one.court] += one.overdue
    late = {
        name: [sum(by[court] for court in place.below) for place in places]
        for name, by in overdue.items()
    }
    single = slice(1, None) if len(places) > 1 else slice(None)  # a whole would outshine its parts
    most = max((figure for row in late.values() for figure in row[single]), default=0)
    return [
        NodeLine(
            node=name,
            name=node_name(name, law, words),
            total=totals[name],
            rate=totals[name].rate(least_n),
            cells=tuple((figure, heat(figure, most)) for figure in late[name]),
        )
        for name in sorted(totals, key=lambda one: (not one[:1].isdigit(), one))
    ]


def node_name(node: str, law: Lawbook, words: Words) -> str:
    """A node by its code and name, or a rule without one by the letter of its stage."""
    if node in law.nodes:
        return f"{node} {words.term(law.nodes[node])}"
    rule = law.rules.get(node)
    return words.of(inwords.title(rule)) if rule else node


def heat(figure: int, most: int) -> int:
    """The shade of a figure beside the largest of one court: 0 for none, else 1 to `LEVELS`."""
    return min(-(-LEVELS * figure // most), LEVELS) if figure and most else 0


def _trend(past: Sequence[Passed], spans: Sequence[Span], least_n: int) -> tuple[Point, ...]:
    due, kept = Counter[int](), Counter[int]()
    for one in past:
        due[one.window] += one.due
        kept[one.window] += one.on_time
    step = WIDE / max(len(spans) - 1, 1)
    return tuple(
        Point(
            x=round(2 + place * (step - 4 / max(len(spans) - 1, 1)), 1),
            y=_height(kept[place], due[place]) if due[place] >= least_n else None,
            said=f"{span.key}: {share(kept[place], due[place], least_n)}",
        )
        for place, span in enumerate(spans)
    )


def _height(part: int, whole: int) -> float:
    return round(HIGH - 2 - (HIGH - 4) * part / whole, 1)


def strokes(points: Iterable[Point]) -> list[str]:
    """The line of a trend, broken where there is no rate."""
    parts: list[list[str]] = [[]]
    for one in points:
        if one.y is None:
            parts.append([])
        else:
            parts[-1].append(f"{one.x},{one.y}")
    return [" ".join(part) for part in parts if len(part) > 1]

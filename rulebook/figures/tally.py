"""Figures from their lists (汇总): the same entries that a list shows are what a figure counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rulebook.figures.definitions import Definitions, Figure
from rulebook.figures.entry import Entry

_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_OFFICIAL = 3  # 001–040: an official node code has so many digits

Lists = Mapping[str, Sequence[Entry]]  # population → its entries


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's value with what it rests on.

    `value` is a whole number, or a decimal as text: per cent, days, per case. It is None where
    `n`, the denominator, is nought or, with `few`, below the least that a rate may rest on.
    """

    value: int | str | None
    n: int
    top: int | None = None  # a ratio's numerator
    few: bool = False


def lists(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by population."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        found[one.what].append(one)
    return found


def measure(figure: Figure, of: Lists, least_n: int) -> Measure:
    """One figure from the lists of a court and all below it."""
    top = _chosen(figure, of, figure.top)
    if figure.how == "count":
        return Measure(_number(top), _number(top))
    if figure.how == "ratio":
        return _ratio(figure, of, top, least_n)
    values = [(value, one.times) for one in top if (value := getattr(one, figure.by)) is not None]
    n = sum(count for _, count in values)
    if not figure.counted and n < least_n:
        return Measure(None, n, few=n > 0)
    return Measure(_KINDS[figure.how](values), n)


def measures(defined: Definitions, of: Lists) -> dict[str, Measure]:
    """Every figure."""
    least_n = defined.limits.least_n
    return {name: measure(one, of, least_n) for name, one in defined.figures.items()}


def by_node(defined: Definitions, of: Lists) -> dict[str, dict[str, Measure]]:
    """For each node code, or letter of a stage, the figures that are told node by node."""
    told = [one for one in defined.figures.values() if one.per_node]
    names = {name for figure in told for name in (*figure.populations, *figure.less)}
    parts: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for entry in of.get(name, ()):
            parts[entry.code][name].append(entry)
    least_n = defined.limits.least_n
    return {
        code: {one.id: measure(one, parts[code], least_n) for one in told} for code in sorted(parts)
    }


def chosen(figure: Figure, of: Lists) -> tuple[Entry, ...]:
    """The entries behind a figure, each once: of a ratio those below the line."""
    names = figure.bottom or figure.top
    found = _chosen(figure, of, names)
    more = [one for one in _chosen(figure, of, figure.top) if one.what not in names]
    return (*found, *more)


def _chosen(figure: Figure, of: Lists, names: Sequence[str]) -> list[Entry]:
    found = [one for name in names for one in of.get(name, ())]
    if figure.who:
        found = [one for one in found if one.who == figure.who]
    if figure.key:
        found = [one for one in found if not _of_a_node(one) or len(one.code) == _OFFICIAL]
    return found


def _of_a_node(entry: Entry) -> bool:
    return entry.what.startswith("node_")


def _number(entries: Iterable[Entry]) -> int:
    return sum(one.times for one in entries)


def _ratio(figure: Figure, of: Lists, top: Sequence[Entry], least_n: int) -> Measure:
    n = _number(_chosen(figure, of, figure.bottom))
    part = len({one.case for one in top}) if figure.cases else _number(top)
    part -= _number(_chosen(figure, of, figure.less))
    if n < least_n:
        return Measure(None, n, part, few=n > 0)
    scale = 1 if figure.unit == "per_case" else 100
    return Measure(str((Decimal(part) * scale / n).quantize(_CENT, ROUND_HALF_UP)), n, part)


Values = Sequence[tuple[int, int]]  # a value and how often it stands


def median(values: Values) -> int | str | None:
    """The middle value, between two of them their mean; None of none."""
    n = sum(count for _, count in values)
    if n == 0:
        return None
    low, high = _nth(values, (n - 1) // 2), _nth(values, n // 2)
    return low if low == high else _short(Decimal(low + high) / 2)


def _nth(values: Values, place: int) -> int:
    for value, count in sorted(values):
        place -= count
        if place < 0:
            return value
    raise IndexError(place)


def _average(values: Values) -> str | None:
    n = sum(count for _, count in values)
    total = sum(value * count for value, count in values)
    return None if n == 0 else str((Decimal(total) / n).quantize(_TENTH, ROUND_HALF_UP))


def _worst(values: Values) -> int | None:
    return max((value for value, _ in values), default=None)


def _sum(values: Values) -> int:
    return sum(value * count for value, count in values)


def _short(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)


_KINDS = {"median": median, "average": _average, "worst": _worst, "sum": _sum}

"""Figures in words (数字写法): values, what they rest on, how they changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rulebook.figures.change import Value, change
from rulebook.figures.definitions import Figure

NOTHING = "—"
_SIGNS = {"percent": "%", "day": "日", "working_day": "工作日"}
_POINTS = "个百分点"
_TENTH = Decimal("0.1")


def value(figure: Figure, measure: Mapping[str, Any], least_n: int) -> str:
    """68.42%（13/19）, 12, 4.5; with too few only the counts, with none a dash."""
    if measure["value"] is None:
        return _few(measure, least_n)
    text = f"{measure['value']}{_SIGNS.get(figure.unit, '')}"
    return f"{text}（{measure['top']}/{measure['n']}）" if "top" in measure else text


def short(figure: Figure, measure: Mapping[str, Any]) -> str:
    """The same where a column has no room: a tenth of a per cent, without what it rests on."""
    given = measure["value"]
    if given is None:
        top = f"{measure['top']}/" if "top" in measure else "n="
        return f"{top}{measure['n']}" if measure.get("few") else NOTHING
    if figure.unit == "percent":
        given = Decimal(given).quantize(_TENTH, ROUND_HALF_UP)
    return f"{given}{_SIGNS.get(figure.unit, '')}"


def _few(measure: Mapping[str, Any], least_n: int) -> str:
    if not measure.get("few"):
        return NOTHING
    if "top" in measure:
        return f"{measure['top']}/{measure['n']}（不足{least_n}，不计率）"
    return f"n={measure['n']}（不足{least_n}，不计）"


def changed(figure: Figure, now: Value, before: Value) -> str:
    """+3, -1.25个百分点, +2日; a dash where either is not given."""
    apart = change(now, before)
    if apart is None:
        return NOTHING
    unit = _POINTS if figure.unit == "percent" else _SIGNS.get(figure.unit, "")
    return f"{apart}{unit}" if apart != "0" else "0"


def plain(given: Value) -> str:
    """A value as it stands, a dash for none."""
    return NOTHING if given is None else str(given)


def moment(text: str | None) -> str:
    """2026-11-02 08:00 of a moment in ISO form."""
    return NOTHING if not text else text[:16].replace("T", " ")

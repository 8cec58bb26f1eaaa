"""What changed between two bulletins (变化): in percentage points, days or numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = int | str | None


def change(now: Value, before: Value) -> str | None:
    """The signed difference as text, +3, -1.25, 0; None where either has no value."""
    if now is None or before is None:
        return None
    apart = Decimal(str(now)) - Decimal(str(before))
    return f"{apart:+}" if apart else "0"


def outside(value: Value, aim: str) -> bool:
    """Whether a value stands below its aim (异常); never for one that is not given."""
    return bool(aim) and value is not None and Decimal(str(value)) < Decimal(aim)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that an erratum puts right (勘误): as first given and as it is."""

    court: str
    own: bool
    figure: str
    node: str  # "": of all nodes
    was: Value
    now: Value
    was_n: int
    now_n: int


def differences(first: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every figure that differs between two reports of one court and span.

    A figure whose definition changed in between is no error and is left out.
    """
    older = {(one["code"], one["own"]): one for one in first["courts"]}
    versions = first["versions"]
    same = {name for name, version in again["versions"].items() if versions.get(name) == version}
    found: list[Difference] = []
    for court in again["courts"]:
        was = older.get((court["code"], court["own"]))
        if was is not None:
            found += _within(was, court, same)
    return tuple(found)


def _within(was: Mapping[str, Any], now: Mapping[str, Any], same: set[str]) -> Iterator[Difference]:
    yield from _between(now, "", was["figures"], now["figures"], same)
    for node in sorted({*was["nodes"], *now["nodes"]}):
        parts = was["nodes"].get(node, {}), now["nodes"].get(node, {})
        yield from _between(now, node, *parts, same)


_NOTHING: Mapping[str, Any] = {"value": None, "n": 0}


def _between(
    court: Mapping[str, Any],
    node: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    same: set[str],
) -> Iterator[Difference]:
    for name in sorted({*was, *now} & same):
        a, b = was.get(name, _NOTHING), now.get(name, _NOTHING)
        if (a["value"], a["n"], a.get("top")) != (b["value"], b["n"], b.get("top")):
            yield Difference(
                court["code"], court["own"], name, node, a["value"], b["value"], a["n"], b["n"]
            )

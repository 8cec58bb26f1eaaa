"""The body of a bulletin (通报内容): court by court its figures, and the tables beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rulebook.figures.courts import Place
from rulebook.figures.definitions import Definitions
from rulebook.figures.entry import Entry
from rulebook.figures.tally import Lists, by_node, lists, measures

Block = dict[str, Any]


def blocks(
    entries: Iterable[Entry], courts: Iterable[Place], defined: Definitions
) -> tuple[Block, ...]:
    """One block of figures for each court of the bulletin, the first for all of it."""
    by_court: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_court[one.court].append(one)
    return tuple(_block(place, _of(place, by_court), defined) for place in courts)


def _of(place: Place, by_court: Mapping[str, Sequence[Entry]]) -> Lists:
    return lists(one for code in place.below for one in by_court.get(code, ()))


def _block(place: Place, of: Lists, defined: Definitions) -> Block:
    told = {name: _plain(one) for name, one in measures(defined, of).items()}
    nodes = {
        code: {name: _plain(one) for name, one in row.items()}
        for code, row in by_node(defined, of).items()
    }
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "depth": place.depth,
        "own": place.own,
        "figures": told,
        "nodes": nodes,
        "approvers": _approvers(of),
        "causes": _causes(of),
        "levels": _levels(of),
        "lags": lags(of, defined.limits.lag_steps),
    }


def _plain(measure: Any) -> dict[str, Any]:
    """A measure as JSON keeps it, without what it does not say."""
    said = asdict(measure)
    return {name: said[name] for name in said if name in ("value", "n") or said[name]} | (
        {"top": said["top"]} if said["top"] is not None else {}
    )


def _approvers(of: Lists) -> list[dict[str, Any]]:
    """Who approved pauses and extensions, how often and for how many days (审批人使用情况)."""
    rows: dict[str, dict[str, Any]] = {}
    for what in ("pause_begun", "extension"):
        for one in of.get(what, ()):
            row = rows.setdefault(
                one.who,
                {"who": one.who, "pauses": 0, "pause_days": 0, "extensions": 0, "extended": 0},
            )
            names = (
                ("pauses", "pause_days") if what == "pause_begun" else ("extensions", "extended")
            )
            row[names[0]] += 1
            row[names[1]] += one.days or 0
    return [rows[who] for who in sorted(rows)]


def _causes(of: Lists) -> list[dict[str, Any]]:
    """Under which causes clocks stood within the span."""
    rows: dict[str, dict[str, Any]] = {}
    for one in of.get("pause", ()):
        row = rows.setdefault(one.code, {"cause": one.code, "uses": 0, "days": 0})
        row["uses"] += 1
        row["days"] += one.days or 0
    return [rows[cause] for cause in sorted(rows)]


def _levels(of: Lists) -> list[dict[str, Any]]:
    """Items issued and left unanswered, level by level."""
    rows: dict[str, dict[str, Any]] = {}
    for what, name in (("item_issued", "issued"), ("item_unanswered", "unanswered")):
        for one in of.get(what, ()):
            row = rows.setdefault(one.code, {"level": one.code, "issued": 0, "unanswered": 0})
            row[name] += 1
    return [rows[level] for level in sorted(rows)]


def lags(of: Lists, steps: Sequence[int]) -> list[dict[str, Any]]:
    """How many entries lagged up to each step, the last row beyond all of them."""
    counts = [0] * (len(steps) + 1)
    for one in of.get("entry", ()):
        days = one.days or 0
        counts[sum(days > step for step in steps)] += one.times
    return [
        {"upto": step, "entries": count} for step, count in zip([*steps, None], counts, strict=True)
    ]

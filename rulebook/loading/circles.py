"""Rules that rest on each other in a circle, so that none of them can be told first."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.law.rule import Rule
from rulebook.loading.shelf import Shelf

_RESTS_ON = ("supersedes", "from_due", "restates")


def check(shelf: Shelf) -> None:
    """Note each circle once, at the rule that the files name first."""
    seen: set[str] = set()
    for name in shelf.rules:
        circle = _circle(shelf, name) if name not in seen else []
        if circle:
            seen.update(one for one, _ in circle)
            way = ", ".join(f"{one} {key} {getattr(shelf.rules[one], key)}" for one, key in circle)
            shelf.entries["rule", name].fault(f"rests on itself in a circle: {way}")


def _circle(shelf: Shelf, start: str) -> list[tuple[str, str]]:
    """The steps that lead from a rule back to it, if any do."""
    ways: list[list[tuple[str, str]]] = [[]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        at = getattr(shelf.rules[way[-1][0]], way[-1][1]) if way else start
        for key, to in _steps(shelf.rules[at]):
            step = [*way, (at, key)]
            if to == start:
                return step
            if to in shelf.rules and to not in seen:
                seen.add(to)
                ways.append(step)
    return []


def _steps(rule: Rule) -> Iterator[tuple[str, str]]:
    for key in _RESTS_ON:
        if to := getattr(rule, key):
            yield key, to

"""The courts a bulletin speaks of (各院): a court, all below it, and how deep each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court as the register has it; courts form a tree by `superior`, never by their codes."""

    code: str
    name: str
    level: str
    superior: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A court's place in a bulletin. `own`: only what it handles itself, nothing from below."""

    code: str
    name: str
    level: str
    depth: int
    own: bool
    below: tuple[str, ...]  # the codes whose cases count, its own among them


def subtree(courts: Iterable[CourtRow], root: str) -> tuple[CourtRow, ...]:
    """The court and every court below it, each before its own, in the order of their codes."""
    under: dict[str | None, list[CourtRow]] = {}
    known = {one.code: one for one in courts}
    for one in sorted(known.values(), key=lambda court: court.code):
        under.setdefault(one.superior, []).append(one)
    found, waiting = list[CourtRow](), [known[root]]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(under.get(one.code, []))
    return tuple(found)


def places(courts: Iterable[CourtRow], root: str) -> tuple[Place, ...]:
    """Each court of a subtree with its whole; one that has courts below also by itself (本级)."""
    rows = subtree(courts, root)
    depths: Mapping[str, int] = _depths(rows)
    found: list[Place] = []
    for one in rows:
        below = tuple(court.code for court in subtree(rows, one.code))
        found.append(Place(one.code, one.name, one.level, depths[one.code], False, below))
        if len(below) > 1:
            depth = depths[one.code] + 1
            found.append(Place(one.code, one.name, one.level, depth, True, (one.code,)))
    return tuple(found)


def _depths(rows: Iterable[CourtRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in rows:
        found[one.code] = 1 + found.get(one.superior or "", -1)
    return found

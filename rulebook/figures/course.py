"""The course of a case (办案进程) as a bulletin counts it: received, closed, opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from rulebook.case.casefile import FactView
from rulebook.case.replay import ENDED
from rulebook.law.lawbook import Lawbook

OPEN = "open"


class Move(NamedTuple):
    """One change of a case's state, with the fact that made it."""

    at: datetime
    what: str  # received, closed, reopened
    fact: FactView


def course(facts: Iterable[FactView], law: Lawbook) -> tuple[Move, ...]:
    """What moved the case in and out of hand, from facts that stand, in their order.

    A round that ends (终本) closes the case for the figures; what follows it does so no second
    time. An application that was never filed comes in at no moment and goes out at none.
    """
    state, found = "", list[Move]()
    for fact in facts:
        effects = law.effects.get(fact.kind)
        if effects is None or not effects.to_state:
            continue
        what = _move(state, effects.to_state, met=bool(found))
        if what:
            found.append(Move(fact.occurred_at, what, fact))
        state = effects.to_state
    return tuple(found)


def _move(was: str, now: str, *, met: bool) -> str:
    if now == OPEN and was != OPEN:
        return "reopened" if met else "received"
    return "closed" if now in ENDED and was == OPEN else ""


def stood_open(moves: Sequence[Move], at: datetime) -> bool:
    """Whether the case was in hand at the very beginning of a moment."""
    before = [move.what for move in moves if move.at < at]
    return bool(before) and before[-1] != "closed"

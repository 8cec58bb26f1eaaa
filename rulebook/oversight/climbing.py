"""The climb of a ladder (升级): which rung of a clock fires now, and which are passed over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from rulebook.law.ladder import bare

base = bare  # the rung's own key


@dataclass(frozen=True, slots=True)
class Climb:
    """What is owed by a clock at one moment."""

    fire: str | None  # rung key; None when the highest due rung was fired before
    skip: tuple[str, ...]  # lower rungs that were due and never fired
    next_at: datetime | None  # moment of the next rung; None when the ladder is climbed


def climb(
    schedule: Sequence[tuple[str, datetime]],
    claimed: Collection[str],
    as_of: datetime,
    level: Callable[[str], int] | None = None,
    held: int = 0,
) -> Climb:
    """The highest due rung fires once; those below it are recorded as skipped.

    So a patrol that stood still for days sends one alert per node, not one per missed rung.
    `schedule` is in time order; `claimed` holds the rungs fired or skipped before. `level` ranks
    the rungs of a ladder that mixes its triggers, so that a clock never climbs down; without it
    the later rung is the higher. Below the level `held` of an act in force nothing fires.
    """
    due = [key for key, at in schedule if at <= as_of]
    ranked = [(level(key) if level else 0, place, key) for place, key in enumerate(due)]
    top = max(ranked, default=None)
    fires = top is not None and top[2] not in claimed and not 0 < top[0] < held
    fire = top[2] if top is not None and fires else None
    skip = tuple(key for key in due if key != fire and key not in claimed)
    return Climb(fire, skip, min((at for _, at in schedule if at > as_of), default=None))


def same_round(rung: str, beside: str) -> str:
    """The key of `rung` with the marks of the key `beside`: order beside urge#2 is order#2."""
    return rung + beside.removeprefix(bare(beside))

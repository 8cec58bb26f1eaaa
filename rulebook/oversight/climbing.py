"""The climb of a ladder (升级): which rung of a clock fires now, and which are passed over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

ROUND_MARK = "#"


@dataclass(frozen=True, slots=True)
class Climb:
    """What is owed by a clock at one moment."""

    fire: str | None  # rung key; None when the highest due rung was fired before
    skip: tuple[str, ...]  # lower rungs that were due and never fired
    next_at: datetime | None  # moment of the next rung; None when the ladder is climbed


def climb(
    schedule: Sequence[tuple[str, datetime]], claimed: Collection[str], as_of: datetime
) -> Climb:
    """The highest due rung fires once; those below it are recorded as skipped.

    So a patrol that stood still for days sends one alert per node, not one per missed rung.
    `schedule` is in time order; `claimed` holds the rungs fired or skipped before.
    """
    reached = [key for key, at in schedule if at <= as_of]
    ahead = [at for _, at in schedule if at > as_of]
    highest = reached[-1] if reached else None
    fire = highest if highest is not None and highest not in claimed else None
    skip = tuple(key for key in reached if key != highest and key not in claimed)
    return Climb(fire, skip, min(ahead, default=None))


def same_round(rung: str, beside: str) -> str:
    """The key of `rung` in the round of the key `beside`: order beside urge#2 is order#2."""
    _, mark, number = beside.partition(ROUND_MARK)
    return f"{rung}{mark}{number}"


def base(key: str) -> str:
    """The rung's own key without the mark of a later round."""
    return key.partition(ROUND_MARK)[0]

"""Ladders (升级阶梯): the rungs a clock climbs, before and after its due moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from rulebook.time.period import Period


class Mode(StrEnum):
    AUTOMATIC = "automatic"  # sent by itself
    PROPOSED = "proposed"  # a person confirms
    DRAFTED = "drafted"  # a draft only; a person decides


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead before the due day: a share of the limit, clamped between working days."""

    share: float
    least: int  # working days
    most: int  # working days


@dataclass(frozen=True, slots=True)
class Rung:
    """One step. `offset` is in working days from the last day; negative lies before it."""

    key: str  # due_soon, reminder, urge, order, interview
    zh: str
    en: str
    level: int
    mode: Mode
    to: tuple[str, ...]  # roles; "owner" is the node's own officer
    cc: tuple[str, ...] = ()
    offset: int | None = None
    lead: Lead | None = None
    not_for_limits_under: Period | None = None  # short limits skip this rung
    reply: Period | None = None  # the rung's own clock
    on_silence: str = ""  # rung that follows when the reply clock runs out
    silent_mode: Mode | None = None  # mode of that rung then (an order lapsed → automatic)


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """Rungs in rising order, and the hour of the day at which they fire.

    Compared by identity, so that asking a cache about one is cheap. The convening of an interview
    (约谈) has its own figures; a ladder without that rung leaves them out.
    """

    id: str
    zh: str
    at: time
    rungs: tuple[Rung, ...]
    convene_after: Period | None = None  # from the convening to the appointed day
    convene_at: time | None = None  # the appointed hour
    hold_within: Period | None = None  # from the appointed day, for the record to stand

    def rung(self, key: str) -> Rung:
        """The rung of that key; KeyError when the ladder has none."""
        for rung in self.rungs:
            if rung.key == key.partition("#")[0]:
                return rung
        raise KeyError(key)

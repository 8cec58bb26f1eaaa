"""Ladders (升级阶梯): the rungs a clock climbs, before and after its due moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from rulebook.law.repetition import Repetition
from rulebook.time.period import Period

ROUND_MARK = "#"  # behind a rung's key: the round of its clock
STRETCH_MARK = "~"  # behind a rung's key: the fact it is counted from, not the last day


class Mode(StrEnum):
    AUTOMATIC = "automatic"  # sent by itself
    PROPOSED = "proposed"  # a person confirms
    DRAFTED = "drafted"  # a draft only; a person decides


class Channel(StrEnum):
    """How a rung's message goes (送达方式)."""

    DIGEST = "digest"  # in the person's digest of the moment
    SINGLE = "single"  # pushed by itself
    SCREEN = "screen"  # shown on a screen that others see too


class Transition(StrEnum):
    """What a changed ladder does to clocks that climb the ladder as it was (新旧衔接)."""

    KEEP = "keep"  # they climb on as they began
    SWITCH = "switch"  # they change over, by a fact of each case


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead before the due day: a share of the limit, clamped between working days."""

    share: float
    least: int  # working days
    most: int  # working days


@dataclass(frozen=True, slots=True)
class Rung:
    """One step. Of its triggers it has one; without any it only follows on another step.

    `offset` is in working days from the last day; negative lies before it.
    """

    key: str  # due_soon, reminder, urge, order, interview
    zh: str
    en: str
    level: int
    mode: Mode
    to: tuple[str, ...]  # roles; "owner" is the node's own officer, superior:… one court up
    cc: tuple[str, ...] = ()
    offset: int | None = None
    lead: Lead | None = None
    before: Period | None = None  # days or working days before the last day
    after: Period | None = None  # days or working days after it
    used: Fraction | None = None  # share of the limit that has gone
    since: Period | None = None  # so long since the clock began
    idle: Period | None = None  # so long without an act in the case
    idle_on_subject: bool = False  # … on the node's own subject: that asset, that receipt
    not_for_limits_under: Period | None = None  # short limits skip this rung
    channel: Channel = Channel.DIGEST
    reply: Period | None = None  # the rung's own clock
    on_silence: str = ""  # rung that follows when the reply clock runs out
    silent_mode: Mode | None = None  # mode of that rung then (an order lapsed → automatic)
    outcome: str = ""  # kind of the fact by which a person decides on it: change of handler …
    by: tuple[str, ...] = ()  # roles that decide on it; empty: any officer but the handler
    paper: str = ""  # kind of the document drafted for it
    closes: bool = False  # the decision itself ends the matter: no reply is owed

    @property
    def timed(self) -> bool:
        """Whether a clock brings it; else only silence or repetition does."""
        return any(one is not None for one in self.triggers)

    @property
    def triggers(self) -> tuple[object, ...]:
        """All that may bring it by time; None where it does not."""
        return (self.offset, self.lead, self.before, self.after, self.used, self.since, self.idle)

    @property
    def goes_past(self) -> bool:
        """Whether it is sure to come after the last day."""
        return (self.offset or 0) > 0 or self.after is not None

    @property
    def stays_before(self) -> bool:
        """Whether it is sure to come on the last day or before it."""
        by_its_day = self.offset is not None and self.offset <= 0
        return by_its_day or any(one is not None for one in (self.lead, self.before, self.used))


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
    urgent: str = ""  # rung at which an urgent matter (紧急事项) starts
    quiet_from: time | None = None  # hour of a working day after which nobody is told
    eve_from: time | None = None  # the same before days off, for a node's first alert
    repeats: tuple[Repetition, ...] = ()
    transition: Transition = Transition.KEEP
    source: str = ""  # where a court was seen to climb so; "": a design of our own
    example: bool = False  # shown as an example: not recommended as it stands
    desk: bool = False  # its rungs are brought by a person, on any node, at any time
    beside: tuple[Rung, ...] = ()  # such rungs, on any other ladder of the law
    text: str = ""  # the entry itself, from which it can be read again
    version: str = ""  # digest of that text

    def rung(self, key: str) -> Rung:
        """The rung of that key; KeyError when the ladder has none."""
        wanted = bare(key)
        for rung in (*self.rungs, *self.beside):
            if rung.key == wanted:
                return rung
        raise KeyError(key)

    def level(self, key: str) -> int:
        """How high the rung of that key lies."""
        return self.rung(key).level

    @property
    def every(self) -> tuple[Rung, ...]:
        """Its rungs, and those that a person may bring beside them."""
        own = {rung.key for rung in self.rungs}
        return (*self.rungs, *(rung for rung in self.beside if rung.key not in own))

    @property
    def counts_idleness(self) -> bool:
        """Whether a rung of it asks for the last act in the case."""
        return _counts_idleness(self)


@lru_cache(maxsize=1_024)
def _counts_idleness(ladder: Ladder) -> bool:
    return any(rung.idle is not None for rung in ladder.rungs)


def beside_the_desk(ladders: Mapping[str, Ladder], desk: Ladder | None) -> dict[str, Ladder]:
    """Each ladder with the rungs that a person may bring beside it; itself where it has them."""
    return {key: _beside(one, desk) if desk else one for key, one in ladders.items()}


def _beside(ladder: Ladder, desk: Ladder) -> Ladder:
    """A ladder that says nothing of convening convenes as the desk's does."""
    if ladder.desk or ladder.beside == desk.rungs:
        return ladder
    return replace(
        ladder,
        beside=desk.rungs,
        convene_after=ladder.convene_after or desk.convene_after,
        convene_at=ladder.convene_at or desk.convene_at,
        hold_within=ladder.hold_within or desk.hold_within,
    )


def bare(key: str) -> str:
    """The rung's own key, without the marks of its round and its stretch."""
    return key.partition(ROUND_MARK)[0].partition(STRETCH_MARK)[0]

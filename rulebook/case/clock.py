"""A clock (时钟) while the facts of its case are gone through, and what binds it to others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from rulebook.case.casefile import FactView
from rulebook.law.rule import Rule
from rulebook.time.period import Extension
from rulebook.time.zone import SHANGHAI


def day_of(at: datetime) -> date:
    """The day of a moment in Asia/Shanghai."""
    return at.date() if at.tzinfo is SHANGHAI else at.astimezone(SHANGHAI).date()


@dataclass(slots=True)
class Span:
    """An interval under a cause of exclusion; `resume` is None while the cause lasts."""

    cause: str
    start: date
    paper: str
    resume: date | None = None


@dataclass(slots=True, eq=False)
class Clock:
    """One node while the facts are gone through. Most clocks stand alone and have no `ties`."""

    rule: Rule
    ref: str
    opening: FactView
    extensions: tuple[Extension, ...] = ()
    ending: FactView | None = None
    settled: bool = False
    ties: Ties | None = None

    @property
    def begun(self) -> date:
        """The day of the opening fact."""
        return day_of(self.opening.occurred_at)

    @property
    def base(self) -> Clock | None:
        """The clock from whose last day this one is counted."""
        return self.ties.base if self.ties else None

    @property
    def nth(self) -> int:
        """How many periods it counts from its origin: one, but in a series."""
        return self.ties.nth if self.ties else 1

    @property
    def turn(self) -> int:
        """Its number in a series (第几次); 0 for a clock that is in none."""
        return self.ties.turn if self.ties else 0

    def bound(self) -> Ties:
        """Its ties, made when it had none."""
        if self.ties is None:
            self.ties = Ties()
        return self.ties


@dataclass(slots=True, eq=False)
class Ties:
    """What binds a clock to others."""

    base: Clock | None = None  # counted from whose last day
    nth: int = 1
    turn: int = 0
    before: Clock | None = None  # the time before it in its series
    later: Clock | None = None  # of the same rule and subject: settled when this one has ended
    followers: list[Clock] = field(default_factory=list)  # counted from this one's last day


def key(clock: Clock) -> str:
    """The name of a node within its case: ``rule|subject kind:subject|seq of the opening fact``.

    In a series ``#`` and the number of the time stand behind it.
    """
    name = f"{clock.rule.id}|{clock.rule.subject}:{clock.ref}|{clock.opening.seq}"
    return f"{name}#{clock.turn}" if clock.ties and clock.ties.turn else name


def turn_of(node_key: str) -> int:
    """The number of the time (第几次) that a node's key names; 0 for a node in no series."""
    _, _, number = node_key.rpartition("|")[2].partition("#")
    return int(number) if number.isdigit() else 0

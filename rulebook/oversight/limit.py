"""How a limit of supervision is reckoned (督办时限的推算): what it counts from, how long it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rulebook.time.calendar import Calendar
from rulebook.time.derivation import Step, derive
from rulebook.time.period import Period, Term


class ReplyGround(StrEnum):
    """From what an item's reply limit (回复期限) was set."""

    LADDER = "ladder"  # the step's own period, from the moment at which it was asked
    LETTER = "letter"  # the day that a letter of a court above names
    APPOINTMENT = "appointment"  # an interview is to be held so long after its appointment
    HELD = "held"  # put off while alerts are held back: muted, objected, done and not recorded
    FEED = "feed"  # put off until fresh data come


GROUND_NAMES: Mapping[ReplyGround, tuple[str, str]] = {
    ReplyGround.LADDER: ("督办阶梯的回复期", "the ladder's time to answer"),
    ReplyGround.LETTER: ("督办函载明的日期", "the day that the letter names"),
    ReplyGround.APPOINTMENT: ("约谈应在约定日后进行的期限", "so long after the appointed day"),
    ReplyGround.HELD: ("随暂缓升级顺延", "put off while the ladder is held back"),
    ReplyGround.FEED: ("上级数据滞后，等待更新", "put off until fresh data come"),
}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A limit with the steps that lead to it."""

    on: date  # the last day in time
    at: datetime  # the first moment that is late
    steps: tuple[Step, ...]
    provisional: bool


def reckoned(since: datetime, period: Period, calendar: Calendar) -> Reckoned:
    """The limit that a period from `since` (aware) sets; its first day is not counted."""
    due, steps = derive(since, Term(period), calendar)
    return Reckoned(due.on, due.at, steps, due.state.value == "provisional")

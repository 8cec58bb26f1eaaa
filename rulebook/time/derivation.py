"""How a date came about (推算过程): every leg of the reckoning in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, ended
from rulebook.time.period import Extension, Pause, Term
from rulebook.time.reckoning import reckon
from rulebook.time.wording import Wording


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation; the origin and all `days` and `seconds` add up to the due date."""

    kind: str  # origin, start_not_counted, period, hour, clamp, extension, pause, roll …
    zh: str
    en: str
    days: int  # signed, moved by this step
    result: date | datetime  # where the count stands after it
    seconds: int = 0  # signed; only in a period of hours, which moves no whole days


def derive(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> tuple[Due, tuple[Step, ...]]:
    """The date that `counting.due` gives and the steps that led to it, by the same arithmetic.

    Raises what `counting.due` raises.
    """
    tally = reckon(origin, term, calendar, tuple(pauses), tuple(extensions))
    wording = Wording(tally, term)
    steps = tuple(
        Step(leg.kind, *wording.of(leg), leg.days, leg.result, leg.seconds) for leg in tally.legs
    )
    return ended(tally), steps

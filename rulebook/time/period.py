"""Periods (期间) and what lawfully changes them: rolls, pauses and extensions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)  # from a day to the next


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"  # 日: natural days
    WORKING_DAY = "working_day"  # 工作日: rest days skipped, make-up days counted
    MONTH = "month"  # 月: to the corresponding day, else the month's last
    YEAR = "year"  # 年: twelve months each
    HOUR = "hour"  # 小时: by the clock, never moved by a holiday
    MINUTE = "minute"  # 分钟: likewise


class Roll(StrEnum):
    """Where a last day goes that falls on a rest day (法定休假日)."""

    FORWARD = "forward"  # to the first working day after it
    BACKWARD = "backward"  # to the last working day before it
    NONE = "none"  # it stays: expiry of a seizure, a query by machine


class PeriodUnreadable(ValueError):
    """A period is not written NUMBER:UNIT."""

    def __init__(self, text: str) -> None:
        units = ", ".join(Unit)
        super().__init__(f"cannot read the period {text!r}: write NUMBER:UNIT, unit one of {units}")


class PeriodNegative(ValueError):
    """A period counts fewer than no units."""

    def __init__(self, number: int, unit: Unit) -> None:
        super().__init__(
            f"a period cannot be {number} {unit}: give a positive number, and backward=True "
            "for a term that ends before its origin"
        )


class PauseEmpty(ValueError):
    """A pause ends before it has lasted a day."""

    def __init__(self, start: date, resume: date) -> None:
        super().__init__(
            f"a pause from {start} cannot resume on {resume}: the day of resumption must be later"
        )


BY_THE_CLOCK = (Unit.HOUR, Unit.MINUTE)
_ZH = {
    Unit.DAY: "日",
    Unit.WORKING_DAY: "个工作日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
    Unit.MINUTE: "分钟",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of legal time (期间), such as three months; zero means "at once"."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.number < 0:
            raise PeriodNegative(self.number, self.unit)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``3:month``; `PeriodUnreadable` when it is written otherwise."""
        number, _, unit = text.strip().partition(":")
        if not (number.isascii() and number.isdigit()) or unit not in tuple(Unit):
            raise PeriodUnreadable(text)
        return cls(int(number), Unit(unit))

    def __str__(self) -> str:
        return f"{self.number}:{self.unit}"

    def text(self, lang: str = "zh") -> str:
        """Words for a reader: ``3个月`` in Chinese, ``3 months`` for any other language."""
        if lang == "zh":
            return f"{self.number}{_ZH[self.unit]}"
        plural = "" if self.number == 1 else "s"
        return f"{self.number} {self.unit.replace('_', ' ')}{plural}"


@dataclass(frozen=True, slots=True)
class Term:
    """A period as a rule sets it; a backward term ("N days before") never rolls later."""

    period: Period
    roll: Roll = Roll.FORWARD
    backward: bool = False  # the period ends at the origin instead of beginning there
    clear: bool = False  # so many days lie between: neither end is one of them
    start_counted: bool = False  # the first day is one of them, as for a seizure

    def __post_init__(self) -> None:
        if self.backward and self.roll is Roll.FORWARD:
            object.__setattr__(self, "roll", Roll.BACKWARD)

    def occurrence(self, number: int) -> Term:
        """The term of the n-th time of a recurring rule, from the same origin: no drift."""
        return replace(self, period=Period(self.period.number * number, self.period.unit))


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval that a clock does not count (扣除期间), from `start` until before `resume`."""

    start: date  # excluded
    resume: date  # counted again
    cause: str
    paper: str = ""  # the ruling or approval it rests on

    def __post_init__(self) -> None:
        if self.start >= self.resume:
            raise PauseEmpty(self.start, self.resume)


@dataclass(frozen=True, slots=True)
class Extension:
    """Time lawfully added to a period (延长)."""

    period: Period
    paper: str = ""  # the approval it rests on

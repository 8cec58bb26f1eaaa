"""The one arithmetic of legal time: from an origin to the last day, leg by leg."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rulebook.time.calendar import Calendar
from rulebook.time.period import BY_THE_CLOCK, ONE_DAY, Extension, Pause, Period, Roll, Term, Unit
from rulebook.time.zone import SHANGHAI

_MONTHS_OF_YEAR = 12
_MINUTES_OF_HOUR = 60


class MomentNaive(ValueError):
    """A moment does not say in which zone it is."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"{moment} has no time zone: give an aware moment, as a rule Asia/Shanghai"
        )


class ExtensionMismatch(ValueError):
    """Hours are added to a period that ends with a day."""

    def __init__(self, period: Period, extension: Period) -> None:
        super().__init__(
            f"{extension} cannot extend {period}: extend it by days, working days, months or years"
        )


class PeriodBeyondCalendar(ValueError):
    """A period ends outside the years that dates can express."""

    def __init__(self, origin: datetime, period: Period) -> None:
        super().__init__(
            f"{period} from {origin:%Y-%m-%d} ends outside the years 1 to 9999: "
            "check the period, its pauses and its extensions"
        )


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a reckoning: what was done, how far it moved, where it ended."""

    kind: str
    start: date | datetime
    result: date | datetime
    by: Period | Pause | Extension | None = None
    why: str = ""  # tells apart the cases of one kind

    @property
    def days(self) -> int:
        """Signed days moved; zero where the leg is measured in seconds."""
        if isinstance(self.start, datetime) or isinstance(self.result, datetime):
            return 0
        return (self.result - self.start).days

    @property
    def seconds(self) -> int:
        """Signed seconds moved by a leg of a period of hours."""
        if isinstance(self.start, datetime) and isinstance(self.result, datetime):
            return int((self.result - self.start).total_seconds())
        return 0


class Tally:
    """A reckoning under way: where it stands, how it came there, whether it had to guess."""

    def __init__(self, at: date | datetime, calendar: Calendar) -> None:
        self.at = at
        self.calendar = calendar
        self.legs: list[Leg] = []
        self.firm = True
        self.raw = self.day  # before the roll
        self.late = _late(at)

    @property
    def day(self) -> date:
        """The day on which the reckoning stands."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    def go(
        self,
        kind: str,
        to: date | datetime,
        by: Period | Pause | Extension | None = None,
        why: str = "",
    ) -> None:
        """Move to a date and remember the leg."""
        self.legs.append(Leg(kind, self.at, to, by, why))
        self.at = to

    def stay(self, kind: str, by: Pause | None = None, why: str = "") -> None:
        """Remember a leg that moves nothing."""
        self.go(kind, self.at, by, why)

    def judge(self, first: date, last: date) -> None:
        """Note that these days were counted as worked or not: a guess in unpublished years."""
        years = range(min(first, last).year, max(first, last).year + 1)
        self.firm &= all(self.calendar.covers(date(year, 1, 1)) for year in years)


def reckon(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
) -> Tally:
    """Count a term from its origin: period, extensions, pauses, roll (see `counting.due`)."""
    if origin.tzinfo is None:
        raise MomentNaive(origin)
    try:
        return _reckon(origin.astimezone(SHANGHAI), term, calendar, pauses, extensions)
    except OverflowError:
        raise PeriodBeyondCalendar(origin, term.period) from None


def _reckon(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
) -> Tally:
    hours = term.period.unit in BY_THE_CLOCK
    tally = Tally(origin if hours else origin.date(), calendar)
    tally.stay("origin")
    if not term.start_counted:
        tally.stay("start_not_counted", why="backward" if term.backward else "")
    _count(tally, term, extensions)
    _exclude(tally, origin.date(), term, pauses)
    tally.raw = tally.day
    if not hours:
        _roll(tally, term)
    tally.late = _late(tally.at)
    if not tally.firm:
        tally.stay("provisional")
    return tally


def _late(at: date | datetime) -> datetime:
    """The first moment that is late: the midnight after a last day, or the very moment."""
    return at if isinstance(at, datetime) else datetime.combine(at + ONE_DAY, time(), SHANGHAI)


def _count(tally: Tally, term: Term, extensions: tuple[Extension, ...]) -> None:
    """The period and its extensions; those of its own unit are summed with it, then counted."""
    start = tally.at
    total, unit = _measure(term.period)
    if term.clear:
        total += 1  # one day more, so that the last one still lies between
    total = -total if term.backward else total
    kind = "hour" if unit is Unit.MINUTE else "period"
    _advance(tally, kind, start, total, unit, term.period)
    if unit is Unit.MONTH and tally.at.day != start.day:
        tally.stay("clamp")
    elif term.start_counted and not isinstance(tally.at, datetime):
        tally.go("eve", tally.at - ONE_DAY)
    for extension in sorted(extensions, key=lambda e: _measure(e.period)[1] is not unit):
        more, its_unit = _measure(extension.period)
        if its_unit is Unit.MINUTE is not unit:
            raise ExtensionMismatch(term.period, extension.period)
        total += more
        same = its_unit is unit
        begin, number = (start, total) if same else (tally.at, more)
        _advance(tally, "extension", begin, number, its_unit, extension, "summed" if same else "")


def _measure(period: Period) -> tuple[int, Unit]:
    """Number and unit, years as months and hours as minutes: one measure of the civil calendar."""
    if period.unit is Unit.YEAR:
        return period.number * _MONTHS_OF_YEAR, Unit.MONTH
    if period.unit is Unit.HOUR:
        return period.number * _MINUTES_OF_HOUR, Unit.MINUTE
    return period.number, period.unit


def _advance(
    tally: Tally,
    kind: str,
    begin: date | datetime,
    number: int,
    unit: Unit,
    by: Period | Extension,
    why: str = "",
) -> None:
    target: date | datetime
    if isinstance(begin, datetime):
        target = _moment_on(begin, number, unit, tally.calendar)
    else:
        target = _day_on(begin, number, unit, tally.calendar)
    if unit is Unit.WORKING_DAY and number:
        tally.judge(_day(begin) + (ONE_DAY if number > 0 else -ONE_DAY), _day(target))
    tally.go(kind, target, by, why)


def _moment_on(begin: datetime, number: int, unit: Unit, calendar: Calendar) -> datetime:
    if unit is Unit.MINUTE:
        return (begin.astimezone(UTC) + timedelta(minutes=number)).astimezone(SHANGHAI)
    return datetime.combine(_day_on(begin.date(), number, unit, calendar), begin.timetz())


def _day_on(begin: date, number: int, unit: Unit, calendar: Calendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.shift(begin, number)
    if unit is Unit.MONTH:
        return _month_on(begin, number)
    return begin + timedelta(days=number)


def _month_on(begin: date, number: int) -> date:
    """The corresponding day so many months on, else that month's last day (civil code 202)."""
    year, month = divmod(begin.year * _MONTHS_OF_YEAR + begin.month - 1 + number, _MONTHS_OF_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(begin.day, monthrange(year, month + 1)[1]))


def _exclude(tally: Tally, origin: date, term: Term, pauses: tuple[Pause, ...]) -> None:
    """Add each day that a pause excludes once, as natural days, before any roll."""
    counted_from = origin + ONE_DAY
    reached = counted_from
    for pause in sorted(pauses, key=lambda p: (p.start, p.resume)):
        begin = max(pause.start, reached)
        if begin >= pause.resume:
            tally.stay("pause_ignored", pause, "before" if reached == counted_from else "overlap")
        elif begin > _rolled(tally, term)[0]:
            tally.stay("pause_ignored", pause, "after")
        else:
            tally.go("pause", tally.at + (pause.resume - begin), pause)
            reached = pause.resume


def _roll(tally: Tally, term: Term) -> None:
    day, published = _rolled(tally, term)
    tally.firm &= published
    if day != tally.at:
        tally.go("roll", day, why=_direction(term))


def _rolled(tally: Tally, term: Term) -> tuple[date, bool]:
    """The day a last day rolls to, and whether every day looked at is published.

    At an unpublished day the roll stops; only a count of working days goes on by the plain week,
    because it may not end on a rest day.
    """
    day, published = tally.day, True
    direction = _direction(term)
    if direction is Roll.NONE or isinstance(tally.at, datetime):
        return day, True
    step = ONE_DAY if direction is Roll.FORWARD else -ONE_DAY
    while True:
        published &= tally.calendar.covers(day)
        if tally.calendar.is_working(day) or not (published or _by_working_day(term)):
            return day, published
        day += step


def _direction(term: Term) -> Roll:
    if term.roll is Roll.NONE and _by_working_day(term):
        return Roll.BACKWARD if term.backward else Roll.FORWARD
    return term.roll


def _by_working_day(term: Term) -> bool:
    return term.period.unit is Unit.WORKING_DAY


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at

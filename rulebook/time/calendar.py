"""The working calendar (工作日历): week pattern, published notices and a court's local closures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256

from rulebook.time import notices as papers
from rulebook.time.notices import Notice
from rulebook.time.period import ONE_DAY

REST_OF_WEEK = {5: "周六", 6: "周日"}  # by date.weekday()

_SATURDAY = min(REST_OF_WEEK)
_WEEK = _SATURDAY + len(REST_OF_WEEK)


class Calendar:
    """Which days are worked, as far as the notices given to it say.

    A day of a year without a notice is judged by the plain week; `covers` says that it is a guess,
    and counting marks what rests on it as provisional. Equal when the versions are.
    """

    def __init__(
        self, notices: Iterable[Notice], closures: Mapping[date, str] | None = None
    ) -> None:
        self._notices = papers.in_order(notices)
        self._closures = dict(closures or {})
        self._published = [notice.published_on for notice in self._notices]
        self._years = frozenset(notice.year for notice in self._notices)
        self._off: dict[date, str] = {}
        self._work: dict[date, str] = {}
        self._paper: dict[date, Notice] = {}
        self._known: dict[int, Calendar] = {}
        for notice in self._notices:
            self._enter(notice)
        self._close(self._closures)
        # What the plain week does not know: days of it that are off, rest days that are worked.
        self._missing = sorted(day for day in self._off if day.weekday() < _SATURDAY)
        self._added = sorted(day for day in self._work if day.weekday() >= _SATURDAY)
        self.version = self._versioned()
        self._hash = hash(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and other.version == self.version

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Calendar({self.version})"

    def known(self, on: date | None) -> Calendar:
        """The calendar as it could be known at the end of the day `on`; all of it for ``None``."""
        count = len(self._notices) if on is None else bisect_right(self._published, on)
        if count == len(self._notices):
            return self
        if count not in self._known:
            self._known[count] = Calendar(self._notices[:count], self._closures)
        return self._known[count]

    def closed(self, days: Mapping[date, str]) -> Calendar:
        """The same calendar with a court's own closures, day → reason, above any notice."""
        return Calendar(self._notices, {**self._closures, **days})

    def noticed(self, *more: Notice) -> Calendar:
        """The same calendar with further notices loaded."""
        return Calendar((*self._notices, *more), self._closures)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices it rests on, in order of publication."""
        return self._notices

    def covers(self, day: date) -> bool:
        """Whether the holidays of the day's year are published."""
        return day.year in self._years

    def is_working(self, day: date) -> bool:
        """Whether the day is worked; beyond coverage by the plain week (see `covers`)."""
        if day in self._off:
            return False
        return day.weekday() < _SATURDAY or day in self._work

    def rest_name(self, day: date) -> str | None:
        """Why the day is not worked (国庆节, 周六, a closure's reason); ``None`` if it is."""
        if self.is_working(day):
            return None
        return self._off.get(day) or REST_OF_WEEK[day.weekday()]

    def work_name(self, day: date) -> str | None:
        """The holiday that a make-up working day (调休上班日) makes up for; else ``None``."""
        return self._work.get(day)

    def paper(self, day: date) -> Notice | None:
        """The notice that decides the day; ``None`` where the plain week or a closure does."""
        return self._paper.get(day)

    def next_working(self, day: date) -> date:
        """The day itself if worked, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if worked, else the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def shift(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it when n < 0); `day` itself is not counted.

        For n = 0 it is `day`, worked or not.
        """
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie in (a, b]; negative, counting (b, a], when b is earlier."""
        if b < a:
            return -self.working_days_between(b, a)
        return self._worked_until(b) - self._worked_until(a)

    def _worked_until(self, day: date) -> int:
        """Working days up to and with the day, from the first day that can be written."""
        weeks, over = divmod(day.toordinal(), _WEEK)  # that first day was a Monday
        plain = weeks * _SATURDAY + min(over, _SATURDAY)
        return plain - bisect_right(self._missing, day) + bisect_right(self._added, day)

    def _enter(self, notice: Notice) -> None:
        for day, name in notice.off.items():
            self._work.pop(day, None)
            self._off[day] = name
        for day, name in notice.work.items():
            self._off.pop(day, None)
            self._work[day] = name
        self._paper.update(dict.fromkeys((*notice.off, *notice.work), notice))

    def _close(self, closures: Mapping[date, str]) -> None:
        for day, reason in closures.items():
            self._work.pop(day, None)
            self._paper.pop(day, None)
            self._off[day] = reason

    def _versioned(self) -> str:
        if not self._notices:
            return f"none@none+{self._digest()}"
        return f"{max(self._years)}@{self._published[-1]}+{self._digest()}"

    def _digest(self) -> str:
        lines = [f"{n.year} {n.published_on} {n.paper}" for n in self._notices]
        lines += [f"off {day} {name}" for day, name in sorted(self._off.items())]
        lines += [f"work {day} {name}" for day, name in sorted(self._work.items())]
        return sha256("\n".join(lines).encode()).hexdigest()[:8]


@cache
def national() -> Calendar:
    """The national calendar: every notice, and the days off of the years before the first."""
    return Calendar((*papers.load(papers.EARLIER), *papers.load()))

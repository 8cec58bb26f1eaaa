"""Reading a moment as a court writes it: 2026-03-05, 2026-03-05T14:30, 2026年3月5日."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time

from rulebook.time.zone import SHANGHAI

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})(?::|时|点)(?P<minute>\d{1,2})?分?(?::(?P<second>\d{1,2}))?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTHS = range(1, 13)


class MomentUnreadable(ValueError):
    """A moment is not written in a form the desk reads."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"cannot read the date {text!r}: write 2026-03-05, 2026-03-05T14:30 or 2026年3月5日"
        )


class NoSuchDay(ValueError):
    """A date is well written, but the calendar has no such day."""

    def __init__(self, text: str, year: int, month: int) -> None:
        last = monthrange(year, month)[1] if month in _MONTHS and year else 0
        way = f"{year}-{month:02} has {last} days" if last else "a year has months 1 to 12"
        super().__init__(f"there is no day {text}: {way}")


class NoSuchHour(ValueError):
    """A time of day is well written, but no clock shows it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"there is no hour {text!r}: write a time from 00:00 to 23:59")


def moment(text: str) -> datetime:
    """The moment written, aware; a bare date means 00:00 of that day in Asia/Shanghai.

    Raises `MomentUnreadable`, `NoSuchDay` or `NoSuchHour`.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise MomentUnreadable(text)
    on = _day(text, found)
    try:
        hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
        at = time(hour, minute, second)
        zone = datetime.fromisoformat(f"2000-01-01T00:00{found['zone'] or ''}").tzinfo
    except ValueError:
        raise NoSuchHour(text) from None
    return datetime.combine(on, at, zone or SHANGHAI).astimezone(SHANGHAI)


def day(text: str) -> date:
    """The day written, in Asia/Shanghai. Raises what `moment` raises."""
    return moment(text).date()


def bare(text: str) -> bool:
    """Whether only a day is written and no time of it."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found is not None and found["hour"] is None


def _day(text: str, found: re.Match[str]) -> date:
    year, month, number = (int(found[part]) for part in ("year", "month", "day"))
    try:
        return date(year, month, number)
    except ValueError:
        raise NoSuchDay(text, year, month) from None

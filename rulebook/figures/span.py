"""The span that a bulletin reports on (统计期): a month, a quarter, half a year or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

_MONTHS_A_YEAR = 12
_WRITTEN = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


class SpanUnreadable(ValueError):
    """A span is not written in one of the four ways."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"看不懂统计期，请写作2026-10、2026-Q4、2026-H2或者2026 "
            f"cannot read the period {text!r}: write a month 2026-10, a quarter 2026-Q4, "
            "half a year 2026-H2 or a year 2026"
        )


@dataclass(frozen=True, slots=True)
class Span:
    """So many whole months from the first day of one; `key` is how it is written."""

    key: str
    first: date
    months: int

    @property
    def start(self) -> datetime:
        """Its first moment (aware, Asia/Shanghai)."""
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(later(self.first, self.months), time(), SHANGHAI)

    @property
    def last(self) -> date:
        """Its last day."""
        return later(self.first, self.months) - ONE_DAY

    @property
    def zh(self) -> str:
        """2026年10月, 2026年第4季度, 2026年下半年, 2026年."""
        year, _, part = self.key.partition("-")
        if not part:
            return f"{year}年"
        if part[0] == "Q":
            return f"{year}年第{part[1]}季度"
        if part[0] == "H":
            return f"{year}年{'上' if part[1] == '1' else '下'}半年"
        return f"{year}年{int(part)}月"

    @property
    def issue(self) -> int:
        """第几期: its number among the spans of its length within the year."""
        return (self.first.month - 1) // self.months + 1

    def before(self, times: int = 1) -> Span:
        """The span of the same length that lies so many times earlier."""
        return _of(later(self.first, -self.months * times), self.months)


def span(text: str) -> Span:
    """Read a span; `SpanUnreadable` names the ways to write one."""
    found = _WRITTEN.fullmatch(text.strip().upper())
    if found is None or not 1 < int(found[1]) < date.max.year:
        raise SpanUnreadable(text)
    year, month, quarter, half = found.groups()
    if month:
        return _of(date(int(year), int(month), 1), 1)
    if quarter:
        return _of(date(int(year), (int(quarter) - 1) * 3 + 1, 1), 3)
    if half:
        return _of(date(int(year), (int(half) - 1) * 6 + 1, 1), 6)
    return _of(date(int(year), 1, 1), _MONTHS_A_YEAR)


def later(day: date, months: int) -> date:
    """The first of a month, so many months on."""
    place = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    return date(place // _MONTHS_A_YEAR, place % _MONTHS_A_YEAR + 1, 1)


def _of(first: date, months: int) -> Span:
    part = (first.month - 1) // months + 1
    key = {1: f"-{first.month:02}", 3: f"-Q{part}", 6: f"-H{part}"}.get(months, "")
    return Span(f"{first.year:04}{key}", first, months)

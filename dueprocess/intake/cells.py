"""What a cell says: dates, moments, amounts and flags in the forms that courts' exports use."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation

from dueprocess.intake.faults import CellUnreadable
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

Cell = str | int | float | bool | date | datetime | None

EPOCH_1900 = date(1899, 12, 30)  # day 0 of Excel's count, its leap-year error included
EPOCH_1904 = date(1904, 1, 1)

_DATE = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<H>\d{1,2})\s*[:时点]\s*(?P<M>\d{1,2})?\s*分?(?::?\s*(?P<S>\d{1,2})(?:\.\d+)?\s*秒?)?)?"
    r"\s*(?P<Z>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Serials outside these are amounts or numbers in the wrong column: 1954 to 2119.
_SERIAL_FIRST, _SERIAL_LAST = 20_000, 80_000
_TEN_THOUSAND = Decimal(10_000)
_FEN = Decimal("0.01")
_DUST = Decimal("0.000001")  # a binary fraction's error, not a fraction of a fen
_MOST_YUAN = Decimal(10) ** 15


def words(cell: Cell) -> str:
    """The cell as text: full-width letters and digits made half-width, blanks trimmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return str(cell).replace("\u3000", " ").strip()


def narrow(text: str) -> str:
    """Full-width digits, letters, brackets and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


def moment(cell: Cell, epoch: date = EPOCH_1900) -> datetime:
    """An aware moment in Asia/Shanghai; a bare date means 00:00 of that day.

    Understands 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, each with a time behind it,
    Excel's serial numbers, and real dates. Raises `CellUnreadable`, also for 30 February.
    """
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=SHANGHAI)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), SHANGHAI)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell), epoch)
    return _written(narrow(words(cell)), epoch)


def day(cell: Cell, epoch: date = EPOCH_1900) -> date:
    """A day in Asia/Shanghai; a time of day behind it is dropped. Raises `CellUnreadable`."""
    return moment(cell, epoch).astimezone(SHANGHAI).date()


def yuan(cell: Cell) -> Decimal:
    """An amount in yuan with two decimals: 12,345.60, ￥12345.6元, 1.5万元.

    Raises `CellUnreadable` for anything else, a fraction of a fen, or an amount below zero.
    """
    text = narrow(words(cell)).replace(",", "").replace(" ", "").lstrip("¥").removesuffix("元")
    unit = _TEN_THOUSAND if text.endswith("万") else Decimal(1)
    try:
        amount = Decimal(text.removesuffix("万")) * unit
    except InvalidOperation:
        raise CellUnreadable("不是金额 / not an amount: write yuan, such as 12345.60") from None
    if not amount.is_finite() or not 0 <= amount < _MOST_YUAN:
        raise CellUnreadable("金额超出范围 / the amount is below zero or beyond reason")
    whole = amount.quantize(_FEN)
    if abs(whole - amount) > (_DUST if isinstance(cell, float) else 0):
        raise CellUnreadable("金额不足一分 / a fraction of a fen: give two decimals at most")
    return whole


def whole(cell: Cell) -> int:
    """A whole number. Raises `CellUnreadable`."""
    text = narrow(words(cell))
    if not re.fullmatch(r"\d{1,9}", text):
        raise CellUnreadable("不是整数 / not a whole number: write digits only")
    return int(text)


def _serial(number: float, epoch: date) -> datetime:
    if not _SERIAL_FIRST <= number <= _SERIAL_LAST:
        raise CellUnreadable("不是日期 / not a date: write 2026-01-05 or 2026年1月5日")
    seconds = round((number % 1) * ONE_DAY.total_seconds())
    start = datetime.combine(epoch + timedelta(days=int(number)), time(), SHANGHAI)
    return start + timedelta(seconds=seconds)


def _written(text: str, epoch: date) -> datetime:
    if _SERIAL.fullmatch(text):
        return _serial(float(text), epoch)
    match = _COMPACT.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        raise CellUnreadable("不是日期 / not a date: write 2026-01-05 or 2026年1月5日")
    part = match.groupdict()
    try:
        year, month, on, hour, minute, second = (int(part.get(k) or 0) for k in "ymdHMS")
        zone = _zone(part.get("Z"))
        at = datetime(year, month, on, hour, minute, second, tzinfo=zone)
        return at.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        raise CellUnreadable("没有这个日期 / no such date: check month, day and time") from None


def _zone(written: str | None) -> tzinfo:
    if written is None:
        return SHANGHAI
    if written == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))

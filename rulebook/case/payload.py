"""A fact's payload: what a value must look like, and how it is read from what a person typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from rulebook.case.casefile import FactView
from rulebook.law.factkind import FactKind, Field
from rulebook.time.period import Extension, Period, Unit
from rulebook.time.zone import SHANGHAI

_FLAGS = {
    "true": True, "yes": True, "1": True, "是": True,
    "false": False, "no": False, "0": False, "否": False,
}  # fmt: skip
_FEN = Decimal("0.01")
_MOST_YUAN = Decimal(10) ** 15  # more money than there is: a slip of the keyboard
_WANTED = {
    "text": ("文字", "a text"),
    "texts": ("一项或者多项文字", "a list of texts"),
    "flag": ("是或者否", "true or false"),
    "date": ("日期，如2026-03-05", "a date such as 2026-03-05"),
    "moment": ("时间，如2026-03-05T15:00", "a moment such as 2026-03-05T15:00"),
    "yuan": ("不为负、至多两位小数的金额", "an amount in yuan, at most two decimals"),
    "number": ("正整数", "a whole number above zero"),
    "officer": ("人员工号", "an officer's staff number"),
}


class PayloadUnreadable(ValueError):
    """What was typed for a field cannot be read."""

    def __init__(self, field: Field, said: str) -> None:
        zh, en = wanted(field)
        super().__init__(f"{field.name} ({field.zh}) cannot be {said!r}: give {en} ({zh})")


def moment(value: object) -> datetime:
    """An aware moment from an ISO date (00:00 that day) or moment, Asia/Shanghai if unsaid."""
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone comes below
    else:
        found = datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def day(value: object) -> date:
    """A day from an ISO date or moment; ValueError for anything else."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def extension(fact: FactView) -> Extension | None:
    """The time an approval adds; ``None`` when it does not say a number and a unit."""
    number, unit = fact.payload.get("number"), fact.payload.get("unit")
    if type(number) is not int or number < 0 or unit not in tuple(Unit):
        return None
    return Extension(Period(number, Unit(str(unit))), fact.evidence)


def wanted(field: Field) -> tuple[str, str]:
    """What a field wants, in Chinese and in English."""
    if field.choices:
        return f"以下之一：{'、'.join(field.choices)}", f"one of {', '.join(field.choices)}"
    return _WANTED[field.type]


def fits(field: Field, value: object) -> bool:
    """Whether a value is what the field wants."""
    if field.choices and value not in field.choices:
        return False
    try:
        return _FITS[field.type](value)
    except (ValueError, InvalidOperation):
        return False


def read(kind: FactKind, said: Mapping[str, str]) -> dict[str, object]:
    """A payload fit for JSON from typed texts; a field the kind does not have stays a text.

    Raises `PayloadUnreadable` for a text that the field cannot hold.
    """
    found: dict[str, object] = {}
    for name, text in said.items():
        field = kind.field(name)
        found[name] = _read(field, text.strip()) if field else text
    return found


def _read(field: Field, text: str) -> object:
    try:
        value = _READ.get(field.type, str)(text)
    except (ValueError, KeyError):
        raise PayloadUnreadable(field, text) from None
    if not fits(field, value):
        raise PayloadUnreadable(field, text)
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_yuan(value: object) -> bool:
    if isinstance(value, bool):
        return False
    amount = Decimal(str(value))
    return amount.is_finite() and 0 <= amount < _MOST_YUAN and amount == amount.quantize(_FEN)


_FITS: Mapping[str, Callable[[object], bool]] = {
    "text": _is_text,
    "texts": lambda value: (
        isinstance(value, list | tuple) and bool(value) and all(map(_is_text, value))
    ),
    "flag": lambda value: isinstance(value, bool),
    "date": lambda value: bool(day(value)),
    "moment": lambda value: bool(moment(value)),
    "yuan": _is_yuan,
    "number": lambda value: type(value) is int and value > 0,
    "officer": _is_text,
}

_READ: Mapping[str, Callable[[str], object]] = {
    "texts": lambda text: [part.strip() for part in text.replace("；", ";").split(";")],
    "flag": lambda text: _FLAGS[text.lower()],
    "yuan": lambda text: text.replace(",", ""),
    "number": int,
}

"""What an event log holds (事件日志): events, objects, and how they are bound to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from rulebook.case.payload import moment

Value = str | bool | int | float | datetime


class Bond(NamedTuple):
    """An object that an event or another object is bound to, and as what."""

    target: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened (事件): a fact, or a rung of the ladder that fired."""

    id: str
    kind: str
    at: datetime
    by: str  # whoever recorded it, under a pseudonym
    says: Mapping[str, Value]
    bonds: Sequence[Bond] = ()
    about: str = ""  # the object that a fact is about, the case apart


@dataclass(frozen=True, slots=True)
class Thing:
    """An object (对象): case, node, asset, measure, item, officer, court …"""

    id: str
    kind: str
    says: Mapping[str, Value] = field(default_factory=dict)
    bonds: Sequence[Bond] = ()


def known(**said: object) -> dict[str, Value]:
    """Attributes by name, those without a value left out; yuan as a number."""
    found = {name: _value(value) for name, value in said.items() if value not in (None, "")}
    return {name: value for name, value in found.items() if value is not None}


def _value(value: object) -> Value | None:
    if isinstance(value, str | bool | int | float | datetime):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return midnight(value) if isinstance(value, date) else None


def midnight(day: date) -> datetime:
    """The first moment of a day in Asia/Shanghai."""
    return moment(day)

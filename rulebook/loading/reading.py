"""Reading one entry of a rulebook: every key typed, every fault kept, no key left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from rulebook.loading.faults import Fault
from rulebook.time.period import Period, PeriodUnreadable

_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")

_NAMES: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date",
    time: "a time of day",
    list: "a list",
    dict: "a table",
}


class Entry:
    """One table of a rulebook file. What cannot be read is noted and stands in as empty."""

    def __init__(
        self, file: str, name: str, table: Mapping[str, Any], faults: list[Fault] | None = None
    ) -> None:
        self.file = file
        self.name = name
        self.raw = table
        self.faults: list[Fault] = [] if faults is None else faults
        self._asked: set[str] = set()

    def fault(self, message: str) -> None:
        """Note that something is wrong with this entry."""
        self.faults.append(Fault(self.file, self.name, message))

    @property
    def folder(self) -> str:
        """The folder that the file is named with; empty for the profile's own."""
        return self.file.rpartition("/")[0]

    def has(self, key: str) -> bool:
        """Whether the entry says anything under the key."""
        return key in self.raw

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required, and not empty, unless there is a default."""
        value = self._value(key, str, required=default is None)
        if value == "" and default is None:
            self.fault(f"{key} is empty")
        return (default or "") if value is None else value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(key, list, required=required)
        if value is None:
            return ()
        if not all(isinstance(one, str) for one in value):
            self.fault(f"{key} must be a list of texts")
            return ()
        if required and not value:
            self.fault(f"{key} is empty")
        return tuple(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._value(key, bool)
        return default if value is None else value

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """A whole number."""
        return self._value(key, int, required=required)

    def number(self, key: str) -> float:
        """A required number."""
        value = self._value(key, float, required=True)
        return 0.0 if value is None else value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date."""
        return self._value(key, date, required=required)

    def hour(self, key: str, *, required: bool = False) -> time | None:
        """A time of day."""
        return self._value(key, time, required=required)

    def period(self, key: str, *, required: bool = False) -> Period | None:
        """A period, written NUMBER:UNIT."""
        text = self._value(key, str, required=required)
        if text is None:
            return None
        try:
            return Period.parse(text)
        except PeriodUnreadable as error:
            self.fault(f"{key}: {error}")
            return None

    def one_of(self, key: str, kind: type[_E], default: _E | None = None) -> _E:
        """A member of an enumeration; required unless there is a default."""
        text = self._value(key, str, required=default is None)
        if text is not None:
            try:
                return kind(text)
            except ValueError:
                self.fault(f"{key} {text!r} is not one of {', '.join(kind)}")
        return default or next(iter(kind))

    def anything(self, key: str) -> object:
        """A value as it stands, or ``None``."""
        self._asked.add(key)
        return self.raw.get(key)

    def table(self, key: str, *, required: bool = False) -> Entry | None:
        """A table inside the entry, sharing its faults."""
        value = self._value(key, dict, required=required)
        return None if value is None else self._inner(key, value)

    def tables(self, key: str) -> Iterator[Entry]:
        """The tables of a list inside the entry."""
        for at, one in enumerate(self._value(key, list) or (), start=1):
            if isinstance(one, dict):
                yield self._inner(f"{key} {at}", one)
            else:
                self.fault(f"{key} {at} must be a table")

    def done(self) -> None:
        """Note every key that nothing asked for."""
        for key in sorted(self.raw.keys() - self._asked):
            near = get_close_matches(key, self._asked, 1)
            self.fault(f"unknown key {key}" + (f", is {near[0]} meant?" if near else ""))

    def _inner(self, name: str, table: Mapping[str, Any]) -> Entry:
        return Entry(self.file, f"{self.name}, {name}", table, self.faults)

    def _value(self, key: str, kind: type[_T], *, required: bool = False) -> _T | None:
        self._asked.add(key)
        if key not in self.raw:
            if required:
                self.fault(f"{key} is missing")
            return None
        value = self.raw[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is kind:  # a bool is no number, a moment no date
            return value
        self.fault(f"{key} must be {_NAMES[kind]}, not {value!r}")
        return None

"""One row of a source sheet while it is read: its cells by field, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from dueprocess.intake import cells
from dueprocess.intake.cells import EPOCH_1900, Cell
from dueprocess.intake.faults import CellUnreadable
from dueprocess.intake.headers import choices, normal, word_lists

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, as the reject report says it."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Line:
    """A row by its number. Every reader notes a fault and goes on, so that all are reported."""

    number: int
    cells: Mapping[str, Cell]
    titles: Mapping[str, str]  # field → header as written
    epoch: date = EPOCH_1900
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell's words; empty when blank."""
        return cells.words(self.cells.get(name))

    def need(self, name: str) -> str:
        """The cell's words; a fault when blank."""
        text = self.text(name)
        if not text:
            self.fault(name, "必填，未填 / must not be blank")
        return text

    def day(self, name: str) -> date | None:
        """A day; None when blank or faulty."""
        return self._read(name, lambda cell: cells.day(cell, self.epoch))

    def moment(self, name: str) -> datetime | None:
        """An aware moment; None when blank or faulty."""
        return self._read(name, lambda cell: cells.moment(cell, self.epoch))

    def yuan(self, name: str) -> Decimal | None:
        """An amount in yuan; None when blank or faulty."""
        return self._read(name, cells.yuan)

    def whole(self, name: str) -> int | None:
        """A whole number; None when blank or faulty."""
        return self._read(name, cells.whole)

    def word(self, name: str, listed: str, default: str = "") -> str:
        """One of a list's words, as the value it stands for; a fault for any other word."""
        text = self.text(name)
        if not text:
            return default
        found = choices(listed).get(normal(text))
        if found is None:
            offered = "、".join(words[0] for words in word_lists()[listed].values())
            self.fault(name, f"不识别 / not known: one of {offered}")
            return default
        return found

    def flag(self, name: str) -> bool | None:
        """Yes or no; None when blank or faulty."""
        word = self.word(name, "flag")
        return None if not word else word == "true"

    def fault(self, name: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(self.titles.get(name, name), self.text(name), reason))

    def _read(self, name: str, reader: Callable[[Cell], T]) -> T | None:
        cell = self.cells.get(name)
        if cells.words(cell) == "":
            return None
        try:
            return reader(cell)
        except CellUnreadable as error:
            self.fault(name, str(error))
            return None

"""A bank's statement (银行流水) read row by row into signed amounts, whatever bank wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import file_digest
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

from dueprocess.intake import cells
from dueprocess.intake.cells import Cell, words
from dueprocess.intake.faults import CellUnreadable
from dueprocess.intake.headers import normal
from dueprocess.intake.source import Opened, opened
from models.canonical import canonical
from models.errors import BookError
from rulebook.money.reconciling import BankLine

_HEADER_WITHIN = 20  # a bank's own title and account lines stand above the header
_CASE = re.compile(r"（\d{4}）[^（）]{1,12}?执[^（）\d]{0,3}\d+号(?:之[一二三四五六七八九十\d]+)?")
_TEXTS = ("name", "reference", "case", "note")


class StatementUnreadable(BookError, ValueError):
    """A file is no statement of a bank, or one row of it cannot be read."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path} cannot be read as a bank's statement: {why}")


def statement(path: Path) -> list[BankLine]:
    """Every line with a day and an amount; those without either, such as sums, are passed over.

    Raises `DocketUnreadable` for a file of another kind, `StatementUnreadable` naming the row.
    """
    with opened(path) as file:
        found = list(_lines(path, file))
    if not found:
        raise StatementUnreadable(path, "no line of it has a day and an amount")
    return found


def sealed(path: Path) -> str:
    """The file's sha-256, by which the same statement is known again."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _lines(path: Path, file: Opened) -> Iterator[BankLine]:
    for sheet in file.names:
        header = _header(file, sheet)
        if header is None:
            continue
        top, fields = header
        for number, row in file.rows(sheet):
            if number > top:
                said = {fields[place]: cell for place, cell in row.items() if place in fields}
                line = _line(path, number, said, file.epoch)
                if line is not None:
                    yield line
        return
    raise StatementUnreadable(
        path, "no row among the first names a date and an amount (交易日期, 贷方发生额, 借方发生额)"
    )


def _header(file: Opened, sheet: str) -> tuple[int, dict[int, str]] | None:
    for number, row in islice(file.rows(sheet), _HEADER_WITHIN):
        fields = {place: _fields().get(normal(words(cell)), "") for place, cell in row.items()}
        names = set(fields.values())
        if "date" in names and names & {"amount", "in", "out"}:
            return number, {place: name for place, name in fields.items() if name}
    return None


def _line(path: Path, number: int, said: Mapping[str, Cell], epoch: date) -> BankLine | None:
    if normal(words(said.get("date"))) in _nothing_moved():
        return None
    try:
        signed = _signed(said)
        if signed == 0:
            return None
        on = cells.day(said["date"], epoch)
    except CellUnreadable as error:
        raise StatementUnreadable(path, f"row {number}: {error}") from None
    name, reference, case, note = (words(said.get(field)) for field in _TEXTS)
    return BankLine(number, on, signed, name, reference, canonical(case) or _case_in(note))


def _signed(said: Mapping[str, Cell]) -> Decimal:
    came, went = _amount(said.get("in")), _amount(said.get("out"))
    if came or went:
        return came - went
    plain = _amount(said.get("amount"))
    flow = _directions().get(normal(words(said.get("direction"))), "")
    if flow:
        return abs(plain) if flow == "in" else -abs(plain)
    return plain


def _amount(cell: Cell) -> Decimal:
    """A figure that may be empty, a dash, or below zero."""
    text = cells.narrow(words(cell))
    if text in {"", "-", "--", "—"}:
        return Decimal(0)
    below = text.startswith("-")
    figure = cells.yuan(text.lstrip("-+"))
    return -figure if below else figure


def _case_in(note: str) -> str:
    found = _CASE.search(canonical(note))
    return found[0] if found else ""


@cache
def _nothing_moved() -> frozenset[str]:
    """What stands in place of a day on a line that is no movement."""
    return frozenset({"", *map(normal, _data()["sums"])})


@cache
def _fields() -> dict[str, str]:
    named = {name: listed for name, listed in _data().items() if isinstance(listed, list)}
    return {normal(alias): name for name, listed in named.items() for alias in listed}


@cache
def _directions() -> dict[str, str]:
    return {normal(word): way for way, listed in _data()["directions"].items() for word in listed}


@cache
def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("statement.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

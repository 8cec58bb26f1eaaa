"""A workbook read row by row: the sheet's XML is parsed as it is unzipped and never held whole."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Self
from xml.parsers import expat

from dueprocess.intake.cells import EPOCH_1900, EPOCH_1904, Cell
from dueprocess.intake.faults import DocketUnreadable
from dueprocess.intake.strings import SharedStrings
from dueprocess.intake.xml import parsed, parser

Row = tuple[int, dict[int, Cell]]  # the row's number as Excel shows it, and its cells by column

_ODD = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    RuntimeError,
    OSError,
    EOFError,
)


class Workbook:
    """An .xlsx file. Memory does not grow with its rows: 100,000 rows take a few megabytes.

    The ready-made reader (calamine) is faster but holds a whole sheet, 70 MB for 100,000 rows
    of ten columns; it serves the formats that cannot be streamed (see `legacy`).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
            self._parts, self.epoch = _contents(self._archive)
            self._strings = SharedStrings(self._archive)
        except FileNotFoundError:
            raise DocketUnreadable(path, "no such file") from None
        except _ODD as error:
            raise DocketUnreadable(path, _why(error)) from error

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the sheets in the workbook's order."""
        return tuple(self._parts)

    def rows(self, name: str) -> Iterator[Row]:
        """Rows of a sheet that hold anything, in order; `DocketUnreadable` where it breaks."""
        sink = _Sheet(self._strings)
        try:
            with self._archive.open(self._parts[name]) as part:
                for _ in parsed(part, parser(sink.start, sink.end, sink.text)):
                    yield from sink.take()
        except _ODD as error:
            raise DocketUnreadable(self.path, f"sheet {name}: {_why(error)}") from error

    def height(self, name: str) -> int | None:
        """How many rows the sheet says it has; None when it does not say."""
        with self._archive.open(self._parts[name]) as part:
            head = part.read(2048).decode("utf-8", "replace")
        _, _, after = head.partition('<dimension ref="')
        digits = after.partition('"')[0].rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
        return int(digits) if digits.isdigit() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._strings.close()
        self._archive.close()


class _Sheet:
    """What the parser has of a sheet: finished rows, and the row under way."""

    def __init__(self, strings: SharedStrings) -> None:
        self._strings = strings
        self._done: list[Row] = []
        self._number = 0
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._kind = ""
        self._text: list[str] = []
        self._reading = False

    def take(self) -> list[Row]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            place = attributes.get("r", "")
            self._column = _column(place) if place else self._column + 1
            self._kind = attributes.get("t", "n")
            self._text = []
        elif tag in ("v", "t"):
            self._reading = True
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells, self._column = {}, -1

    def text(self, data: str) -> None:
        if self._reading:
            self._text.append(data)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = False
        elif tag == "c":
            if self._text:
                self._cells[self._column] = self._value("".join(self._text))
        elif tag == "row" and self._cells:
            self._done.append((self._number, self._cells))

    def _value(self, text: str) -> Cell:
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind == "b":
            return text == "1"
        if self._kind != "n":
            return text
        return int(text) if text.isdigit() else float(text)


def _contents(archive: zipfile.ZipFile) -> tuple[dict[str, str], date]:
    """Sheet names with the parts they stand in, and the day from which dates are counted."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    epoch = [EPOCH_1900]

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    def entry(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            sheets[attributes["name"]] = _relation(attributes)
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epoch[0] = EPOCH_1904

    for name, start in (("_rels/workbook.xml.rels", relation), ("workbook.xml", entry)):
        with archive.open(f"xl/{name}") as part:
            list(parsed(part, parser(start)))
    parts = {name: posixpath.join("/xl", targets[its_id])[1:] for name, its_id in sheets.items()}
    return {n: p for n, p in parts.items() if "/worksheets/" in p}, epoch[0]


def _relation(attributes: dict[str, str]) -> str:
    """The relation's id, whatever prefix its namespace has."""
    return next((v for k, v in attributes.items() if k.endswith(":id")), "")


def _column(place: str) -> int:
    """``C7`` is column 2."""
    number = 0
    for char in place:
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number - 1


def _why(error: Exception) -> str:
    if isinstance(error, zipfile.BadZipFile):
        return "not an .xlsx workbook, or damaged, or protected by a password"
    if isinstance(error, LookupError):
        return "a part of the workbook is missing"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__

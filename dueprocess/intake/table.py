"""A .csv file read row by row: its encoding and its separator found by looking."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Self

from dueprocess.intake.cells import EPOCH_1900
from dueprocess.intake.faults import DocketUnreadable
from dueprocess.intake.workbook import Row

_ENCODINGS = ("utf-8-sig", "gb18030")  # in this order: nearly any bytes pass as gb18030
_SEPARATORS = (",", "\t", ";", "，")
_CHUNK = 1 << 20  # bytes
_HEAD = 10  # lines


class Table:
    """A lone table of text. Its one sheet bears the file's name."""

    epoch: date = EPOCH_1900

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.encoding, self._lines = _encoding(path)
            self._separator = _separator(path, self.encoding)
        except FileNotFoundError:
            raise DocketUnreadable(path, "no such file") from None
        except UnicodeDecodeError:
            raise DocketUnreadable(path, "it is not text") from None
        except OSError as error:
            raise DocketUnreadable(path, error.strerror or str(error)) from error

    @property
    def names(self) -> tuple[str, ...]:
        """The one sheet."""
        return (self.path.stem,)

    def height(self, name: str) -> int | None:
        """Lines of the file, which is the rows unless a cell holds a line break."""
        return self._lines

    def rows(self, name: str) -> Iterator[Row]:
        """Rows that hold anything, numbered by the line on which they end."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(file, delimiter=self._separator)
                for cells in reader:
                    row = {place: cell for place, cell in enumerate(cells) if cell.strip()}
                    if row:
                        yield reader.line_num, dict(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise DocketUnreadable(self.path, str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def _encoding(path: Path) -> tuple[str, int]:
    """The encoding in which the whole file reads, and its lines; the file is not held."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", _lines(path, "utf-16")
    for encoding in _ENCODINGS:
        try:
            return encoding, _lines(path, encoding)
        except UnicodeDecodeError:
            continue
    raise DocketUnreadable(path, "neither UTF-8 nor GB18030 text")


def _lines(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if "\x00" in text:
                raise DocketUnreadable(path, "it is not text")
            lines += text.count("\n")
    decoder.decode(b"", True)
    return lines


def _separator(path: Path, encoding: str) -> str:
    """The sign that stands most often in one of the first lines; a title may stand above them."""
    with path.open(encoding=encoding) as file:
        first = list(islice((line for line in file if line.strip()), _HEAD))
    return max(_SEPARATORS, key=lambda sign: max((line.count(sign) for line in first), default=0))

"""A workbook's shared strings, kept in a temporary file so that memory does not grow with them."""

from __future__ import annotations

import tempfile
import zipfile
from array import array
from functools import lru_cache

from dueprocess.intake.xml import parsed, parser

_PART = "xl/sharedStrings.xml"
_AT_HAND = 1 << 14  # strings kept decoded: names, kinds and words that recur
_IN_MEMORY = 1 << 20  # bytes before the file really goes to disk


class SharedStrings:
    """Strings by number. Phonetic guides (拼音) are left out; runs of one string are joined."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._ends = array("Q")
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._text: list[str] = []
        self._reading = False
        self._phonetic = False
        self._at = lru_cache(_AT_HAND)(self._read)
        if _PART in archive.namelist():
            with archive.open(_PART) as part:
                for _ in parsed(part, parser(self._start, self._end, self._more)):
                    pass

    def __getitem__(self, number: int) -> str:
        return self._at(number)

    def close(self) -> None:
        """Give the temporary file back."""
        self._at.cache_clear()
        self._file.close()

    def _read(self, number: int) -> str:
        begin = self._ends[number - 1] if number else 0
        self._file.seek(begin)
        return self._file.read(self._ends[number] - begin).decode()

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._reading = not self._phonetic
        elif tag == "si":
            self._text = []

    def _more(self, data: str) -> None:
        if self._reading:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        if tag == "t":
            self._reading = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            written = self._file.write("".join(self._text).encode())
            self._ends.append((self._ends[-1] if self._ends else 0) + written)

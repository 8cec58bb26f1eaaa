"""Layouts (文书版式): the plain source of each shipped document, from which all its forms are made.

One line is one piece: a word that says what it is, then its text, in which a template's own marks
(``{{ … }}``, ``{% … %}``) may stand. Cells are parted by ``|``::

    title 催办单                 number, to, text, plain, section, note, caption, sign
    form 3 6 3 5                 a table of names and values, with the shares of its columns
    row 案号 | {{ case_number }} | 节点 | {{ node }}
    wide 依据 | {{ basis }}      the value takes the rest of the row; `tall`: a box to write in
    grid 1 5 5                   a table under a `head`, one `row` for each thing
    close                        the end of a table
    for act in acts … else … end, if acts … else … end
    blocks {{ figures }}         where tables and charts of a report go
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "layouts"
PLAIN = frozenset({"title", "number", "to", "text", "plain", "section", "point", "note", "caption"})
TABLES = frozenset({"form", "grid"})
ROWS = frozenset({"head", "row", "wide", "tall"})
OPENING = frozenset({"for", "if"})
KNOWN = PLAIN | TABLES | ROWS | OPENING | {"sign", "blocks", "else", "end", "close"}
_CELLS = re.compile(r"\|(?![^{]*(?:\}\}|%\}))")


class LayoutFault(ValueError):
    """A line of a layout that cannot be read, by the file and its number."""

    def __init__(self, where: str, number: int, why: str) -> None:
        super().__init__(f"{where} line {number}: {why}")


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of a layout. `inside`: it stands in a table; `of` is that table's word."""

    word: str
    text: str
    inside: bool = False
    of: str = ""
    columns: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row."""
        return tuple(cell.strip() for cell in _CELLS.split(self.text))

    @property
    def shares(self) -> tuple[float, ...]:
        """The shares of a table's columns."""
        return tuple(float(share) for share in self.text.split())


@cache
def layout(kind: str) -> tuple[Line, ...]:
    """The shipped layout of a kind. KeyError when there is none."""
    file = FOLDER / f"{kind}.txt"
    if not file.is_file():
        raise KeyError(kind)
    return parsed(file.read_text("utf-8"), file.name)


def parsed(source: str, where: str) -> tuple[Line, ...]:
    """The lines of a layout; `for` and `if` get their own ends. Raises `LayoutFault`."""
    return tuple(_Reading(where).lines(source))


class _Reading:
    """Where a reading stands: which tags are open, and which table."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.open: list[str] = []
        self.table = Line("", "")

    def lines(self, source: str) -> Iterator[Line]:
        number = 0
        for number, text in enumerate(source.splitlines(), 1):
            if text.strip():
                word, _, rest = text.strip().partition(" ")
                yield self._line(word, rest.strip().replace("\\n", "\n"), number)
        if self.open or self.table.word:
            raise LayoutFault(self.where, number, "a table, a `for` or an `if` is left open")

    def _line(self, word: str, text: str, number: int) -> Line:
        if word not in KNOWN:
            raise LayoutFault(self.where, number, f"unknown word {word!r}")
        if (word in ROWS) != bool(self.table.word) and word in ROWS | PLAIN | TABLES:
            raise LayoutFault(self.where, number, f"{word!r} stands on the wrong side of a table")
        line = self._turned(Line(word, text), number)
        table = self.table
        inside = bool(table.word) and word not in TABLES
        line = replace(line, inside=inside, of=table.word, columns=len(table.shares))
        self._expect_cells(line, number)
        if word == "close":
            self.table = Line("", "")
        return line

    def _turned(self, line: Line, number: int) -> Line:
        """The line, with a tag's own word when it is one."""
        if line.word in TABLES:
            self.table = line
        elif line.word in OPENING:
            self.open.append(line.word)
            return Line("tag", f"{line.word} {line.text}")
        elif line.word == "else":
            return Line("tag", "else")
        elif line.word == "end":
            if not self.open:
                raise LayoutFault(self.where, number, "`end` of nothing")
            return Line("tag", f"end{self.open.pop()}")
        return line

    def _expect_cells(self, line: Line, number: int) -> None:
        wanted = {"head": line.columns, "row": line.columns, "wide": 2, "tall": 2}.get(line.word)
        if wanted is not None and len(line.cells) != wanted:
            raise LayoutFault(self.where, number, f"{len(line.cells)} cells, {wanted} wanted")

"""Headers: which sheet is which, and which column of it says what (表头对照)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dueprocess.intake.cells import Cell, narrow, words
from dueprocess.intake.faults import HeaderMissing

ORDER = ("courts", "officers", "cases", "assets", "facts")  # each may point at those before it

_OTHERS = ("words", "categories")  # of the file's tables: they are no sheets
LISTS = "选项"  # the template's own page of words to choose from; it says nothing of a case

_UNIT = re.compile(r"\((?:元|单位:元|必填|\*)\)|[\s*:]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its own name, every header it may stand under, and its list of words."""

    name: str
    aliases: tuple[str, ...]
    required: bool = False
    note: str = ""
    list: str = ""

    @property
    def header(self) -> str:
        """The header that the empty template carries."""
        return self.aliases[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of sheet and its columns."""

    id: str
    zh: str
    note: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[Column, ...]:
        """Columns without which a row means nothing."""
        return tuple(column for column in self.columns if column.required)


@dataclass(frozen=True, slots=True)
class Headers:
    """A header row understood: which cell of a row holds which field."""

    fields: Mapping[int, str]
    titles: Mapping[str, str]  # field → the header as written
    unknown: tuple[str, ...]


def sheet_named(name: str) -> Sheet | None:
    """The sheet that goes by this name, in Chinese or English; None for any other."""
    wanted = normal(name)
    for sheet in sheets().values():
        if wanted in (normal(sheet.zh), sheet.id, f"{normal(sheet.zh)}表"):
            return sheet
    return None


def understand(sheet: Sheet, row: Mapping[int, Cell], extra: Mapping[str, str]) -> Headers:
    """Match a header row; `extra` maps further headers to fields (a fact's own particulars)."""
    known = {**{normal(h): f for h, f in extra.items()}, **_aliases(sheet)}
    fields: dict[int, str] = {}
    unknown: list[str] = []
    for place, cell in sorted(row.items()):
        field = known.get(normal(words(cell)))
        if field is None or field in fields.values():
            unknown.append(words(cell))
        else:
            fields[place] = field
    titles = {field: words(row[place]) for place, field in fields.items()}
    return Headers(fields, titles, tuple(filter(None, unknown)))


def demand(sheet: Sheet, headers: Headers) -> None:
    """Raise `HeaderMissing` unless every required column is there."""
    missing = [c for c in sheet.required if c.name not in headers.titles]
    if missing:
        names = (f"{c.header} ({c.aliases[1] if c.aliases[1:] else c.name})" for c in missing)
        raise HeaderMissing(sheet.zh, names)


def fitting(row: Mapping[int, Cell], extra: Mapping[str, str]) -> Sheet | None:
    """The sheet whose headers a lone table carries, by its best match; None when none fits."""
    best: tuple[int, Sheet] | None = None
    for name in ORDER:
        sheet = sheets()[name]
        headers = understand(sheet, row, extra if name == "facts" else {})
        fits = all(column.name in headers.titles for column in sheet.required)
        if fits and (best is None or len(headers.fields) > best[0]):
            best = (len(headers.fields), sheet)
    return best[1] if best else None


def normal(text: str) -> str:
    """A header or word as it is compared: half-width, lower case, without blanks and marks."""
    return _UNIT.sub("", narrow(text)).casefold()


def vocabulary(entries: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each word, as compared, with the value it stands for."""
    return {normal(word): value for value, listed in entries.items() for word in listed}


@cache
def sheets() -> Mapping[str, Sheet]:
    """Every kind of sheet by its id."""
    data = _data()
    return {key: _sheet(key, entry) for key, entry in data.items() if key not in _OTHERS}


@cache
def word_lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Lists of words by name: value → the words for it, the template's own first."""
    lists: Mapping[str, Mapping[str, Sequence[str]]] = _data()["words"]
    return lists


@cache
def choices(listed: str) -> Mapping[str, str]:
    """The words of one list, as compared, with the values they stand for."""
    return vocabulary(word_lists()[listed])


@cache
def categories() -> Mapping[str, str]:
    """What the law calls the kind of property, by the asset's kind in the book."""
    found: dict[str, str] = _data()["categories"]
    return found


def _aliases(sheet: Sheet) -> dict[str, str]:
    return {normal(alias): column.name for column in sheet.columns for alias in column.aliases}


def _sheet(key: str, entry: Mapping[str, Any]) -> Sheet:
    return Sheet(key, entry["zh"], entry["note"], tuple(map(_column, entry["columns"])))


def _column(entry: Mapping[str, Any]) -> Column:
    optional = {name: entry[name] for name in ("required", "note", "list") if name in entry}
    return Column(name=entry["name"], aliases=tuple(entry["as"]), **optional)


@cache
def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

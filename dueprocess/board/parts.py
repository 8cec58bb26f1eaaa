"""A page of several lists (分栏清单): each under its heading, each a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi.responses import Response

from dueprocess.board.courtnames import in_words
from dueprocess.board.sheet import workbook
from dueprocess.board.table import Table, table
from dueprocess.board.visit import Hidden, Visit
from dueprocess.views.lists.listing import Listing

Pair = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Part:
    """One list of a page under its heading; `id` names it in the workbook's address."""

    id: str
    name: Pair
    listing: Listing


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as a visitor sees it; `cut` where the page shows only the first rows."""

    id: str
    name: str
    table: Table
    cut: bool


def shown(visit: Visit, parts: Sequence[Part], most: int) -> list[Shown]:
    """The parts as tables of their first rows, courts by their names."""
    first = [replace(one.listing, rows=one.listing.rows[:most]) for one in parts]
    tables = map(table, in_words(visit.desk, first))
    return [
        Shown(one.id, visit.words.of(one.name), made, len(one.listing.rows) >= most)
        for one, made in zip(parts, tables, strict=True)
    ]


def take_away(visit: Visit, parts: Sequence[Part], wanted: str) -> Response:
    """One of the parts as a workbook, noted in the audit. `Hidden` for a part there is none of."""
    for one in parts:
        if one.id == wanted:
            visit.note("export")
            return workbook(visit.desk, one.listing)
    raise Hidden

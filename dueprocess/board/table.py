"""A list of the desk as a page shows it (表格): the same columns and rows as its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dueprocess.board.leads import CLOCKS, Leads
from dueprocess.views.lists.listing import Column, Listing, Weight

_CASE = "案号"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, whether it is a figure, whether it names a case, and where it leads."""

    text: str
    right: bool
    case: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list's columns that fit a page, and its rows, each with its weight."""

    heads: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def table(listing: Listing, leads: Leads = CLOCKS) -> Table:
    """The list as cells; a case's number leads to the case, a last day to its derivation."""
    columns = tuple(column for column in listing.columns if column.on_screen)
    rows = tuple(
        (
            Weight(listing.weigh(row)).name.lower(),
            tuple(_cell(column, row, leads) for column in columns),
        )
        for row in listing.rows
    )
    return Table(columns, rows)


def _cell(column: Column, row: Any, leads: Leads) -> Cell:
    text = column.text(row).plain
    if column.title == _CASE:
        return Cell(text, column.right, case=True, to=f"/cases/{quote(row.case)}" if text else "")
    lead = leads.get(column.title)
    return Cell(text, column.right, to=lead(row) if lead else "")

"""A list of the desk as a page shows it (表格): the same columns and rows as its workbook."""

from __future__ import annotations

from dataclasses import dataclass

from dueprocess.views.lists.listing import Column, Listing, Weight

_CASE = "案号"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, whether it is a figure, and the case it leads to."""

    text: str
    right: bool
    case: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list's columns that fit a page, and its rows, each with its weight."""

    heads: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def table(listing: Listing) -> Table:
    """The list as cells; a case's number leads to the case."""
    columns = tuple(column for column in listing.columns if column.on_screen)
    rows = tuple(
        (
            Weight(listing.weigh(row)).name.lower(),
            tuple(
                Cell(
                    column.text(row).plain,
                    column.right,
                    row.case if column.title == _CASE else "",
                )
                for column in columns
            ),
        )
        for row in listing.rows
    )
    return Table(columns, rows)

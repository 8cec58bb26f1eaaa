"""Rows of a page of the law (条目行): a label, and words in Chinese beside the English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET
from rulebook.law.factkind import FactKind
from rulebook.law.inwords import Words

Row = tuple[str, Text]


def grid(rows: Iterable[Row]) -> Table:
    """Labels on the left, words on the right, folded."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in rows:
        table.add_row(label, words)
    return table


def both(words: Words) -> Text:
    """Chinese, then English in a quieter tone; nothing where there is nothing to say."""
    zh, en = words
    return Text.assemble(zh, "  " if zh and en else "", (en, QUIET))


def stacked(words: Words) -> Text:
    """Chinese, and the English below it: for sentences that fill a line."""
    zh, en = words
    return Text.assemble(zh, "\n", (en, QUIET))


def lines(many: Iterable[Words]) -> Text:
    """One line for each pair of words."""
    return Text("\n").join(map(both, many))


def facts(kinds: Mapping[str, FactKind], names: Iterable[str]) -> Text:
    """Kinds of facts by name, each with its id."""
    found = (Text.assemble(kinds[name].zh, (f" {name}", QUIET)) for name in names)
    return Text("、").join(found)


def ids(names: Iterable[str]) -> Text:
    """Ids of other entries."""
    return Text("、".join(names))

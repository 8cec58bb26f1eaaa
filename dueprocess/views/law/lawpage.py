"""The page of one entry of the law (条目页): its name, and all it says, in two languages."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dueprocess import lawentry
from dueprocess.lawentry import Entry
from dueprocess.views.frame.bilingual import grid
from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from dueprocess.views.law import definitionrows, gaterows, rulerows
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule


def page(law: Lawbook, entry: Entry, on: date | None = None) -> RenderableType:
    """An entry in full; with `on`, its article as of that day, and whether it then governs."""
    return Group(_head(entry, on), Padding(grid(_rows(law, entry, on)), (1, 0, 1, 2)))


def _head(entry: Entry, on: date | None) -> Text:
    name = f"{entry.code} {entry.zh}".strip()
    head = Text.assemble((name, STRONG), f"  {entry.en}  ", (entry.id, QUIET))
    if on is not None and not lawentry.in_force(entry, on):
        head.append(f"\n{on} 不适用 not in force on that day", ALARM)
    return head


def _rows(law: Lawbook, entry: Entry, on: date | None) -> list[tuple[str, Text]]:
    kin = lawentry.kin(law, entry)
    if isinstance(entry, Rule):
        return list(rulerows.rows(law, entry, kin, on))
    if isinstance(entry, Gate):
        return list(gaterows.rows(law, entry, kin, on))
    return list(definitionrows.rows(law, entry, kin, on))

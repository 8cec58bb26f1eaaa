"""The rules of a lawbook as a list (规则清单)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from dueprocess.views.lists.listing import Column, Listing, Weight
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule


def rules(lines: Sequence[Rule], law: Lawbook, english: bool = False) -> Listing:
    """Each rule with its limit, whose it is, its class and where it stands."""
    at = 1 if english else 0
    columns = (
        Column("编号", lambda row: row.id),
        Column("代码", lambda row: row.code),
        Column("规则", lambda row: row.en if english else row.zh),
        Column("期限", lambda row: inwords.limit(row)[at]),
        Column("性质", lambda row: inwords.CLASSES[row.legal_class][at]),
        Column("核实", lambda row: inwords.STATUSES[row.status][at]),
        Column("依据", lambda row: str(row.source)),
        Column("施行", lambda row: row.effective_from, lambda row: Text(f"{row.effective_from}")),
        Column("环节", lambda row: law.stages.get(row.stage, row.stage), on_screen=False),
        Column("版本", lambda row: row.version, on_screen=False),
    )
    return Listing("rules", "规则 RULES", lines, columns, lambda _: Weight.NOTE, wide=6)

"""A court's own nodes (环节): what each of them holds of the official list, and how many rules."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law.lawbook import Lawbook


def page(law: Lawbook) -> RenderableType:
    """One line a link; a profile without links goes by the official codes."""
    head = Text.assemble((law.profile.zh, STRONG), (f"  {law.profile.en}  {law.version}", QUIET))
    if not law.links:
        way = "未设环节，依官方节点码 no links of its own: the official codes stand"
        return Group(head, Text(way, QUIET))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, style=QUIET, overflow="fold")
    table.add_column(no_wrap=True, justify="right")
    for link in law.links:
        codes = "、".join(f"{code} {law.nodes.get(code, '')}" for code in link.codes)
        held = sum(rule.code in link.codes for rule in law.rules.values())
        table.add_row(str(link.no), link.zh, f"{link.en}\n{codes}", f"{held} 项规则")
    return Group(head, table)

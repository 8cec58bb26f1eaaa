"""The law as it is loaded (规则): lists of rules, gates, definitions."""

from __future__ import annotations

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.lawwords.kinds import DEFINITIONS
from dueprocess.views.frame.palette import QUIET
from rulebook.law.definition import Definition
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule


def rules(law: Lawbook) -> RenderableType:
    """Every rule, gate and definition: code, name, id, term, and the document it stands in."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(no_wrap=True, justify="right")
    for rule in law.rules.values():
        shown = "" if rule.enforced else "  仅提示 shown only"
        table.add_row(rule.code, _named(rule, shown), _term(rule))
    for gate in law.gates.values():
        table.add_row(gate.code, _named(gate), "闸门")
    for one in law.definitions.values():
        table.add_row(one.code, _named(one), DEFINITIONS[one.kind][0])
    return table


def _named(one: Rule | Gate | Definition, shown: str = "") -> Text:
    where = f"{one.source.number} {one.source.article}"
    return Text.assemble(one.zh, (f"  {one.id}\n  {where}{shown}", QUIET))


def _term(rule: Rule) -> str:
    if rule.term is None:
        return "约定日"
    return rule.term.period.text()

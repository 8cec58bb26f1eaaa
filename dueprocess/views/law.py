"""The law as it is loaded (规则): lists of rules, gates, definitions and kinds of facts."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.lawwords.kinds import DEFINITIONS
from dueprocess.views.palette import QUIET
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule


def rules(law: Lawbook) -> RenderableType:
    """Every rule, gate and definition: code, id, name, term, and the document it stands in."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(ratio=1, style=QUIET, overflow="fold")
    for rule in law.rules.values():
        where = f"{rule.source.number} {rule.source.article}"
        shown = "" if rule.enforced else "\n仅提示 shown only"
        table.add_row(rule.code, rule.id, rule.zh, _term(rule), f"{where}{shown}")
    for gate in law.gates.values():
        where = f"{gate.source.number} {gate.source.article}"
        table.add_row(gate.code, gate.id, gate.zh, "闸门", where)
    for one in law.definitions.values():
        where = f"{one.source.number} {one.source.article}"
        table.add_row(one.code, one.id, one.zh, DEFINITIONS[one.kind][0], where)
    return table


def kinds(law: Lawbook) -> RenderableType:
    """Every kind of fact with its details; a star marks those that must be given."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(ratio=1, style=QUIET)
    for kind in law.facts.values():
        details = ", ".join(f"{f.name}{'*' * f.required} {f.zh}" for f in kind.fields)
        proof = "须附证据 evidence; " if kind.evidence_required else ""
        subject = "" if kind.subject == "case" else f"对象 {kind.subject}"
        table.add_row(kind.id, kind.zh, subject, f"{proof}{details}")
    return Group(Text("* 必填 required", QUIET), table)


def _term(rule: Rule) -> str:
    if rule.term is None:
        return "约定日"
    return rule.term.period.text()

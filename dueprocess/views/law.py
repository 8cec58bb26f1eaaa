"""The law as it is loaded (规则): lists of rules and kinds of facts, and one rule in full."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.views.deadline import foot, heading, standing_of
from dueprocess.views.palette import QUIET, STRONG
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.time.period import Roll

_ROLLS = {
    Roll.FORWARD: "遇休假日顺延 rolls forward",
    Roll.BACKWARD: "遇休假日提前 rolls backward",
    Roll.NONE: "不顺延 does not roll",
}


def rules(law: Lawbook) -> RenderableType:
    """Every rule and gate: code, name, id, term, and the document it stands in."""
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
    return table


def one(law: Lawbook, rule: Rule) -> RenderableType:
    """One rule with all it says, in the words of the facts that open and settle it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in _entries(law, rule):
        table.add_row(name, words)
    return Group(heading(rule), Padding(table, (1, 0, 1, 2)), foot(rule), Text(rule.note, QUIET))


def gate(one: Gate) -> RenderableType:
    """One gate: before which facts it stands, and what it asks for, by article."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("闸门 gate before", Text("、".join(one.on)))
    for need in one.needs:
        table.add_row("须有 needs", Text.assemble(need.zh, (f"  {need.article}", QUIET)))
    head = Text.assemble((f"{one.code} {one.zh}", STRONG), f"  {one.en}  ", (one.id, QUIET))
    return Group(head, Padding(table, (1, 0, 1, 2)), Text(f"依据 {one.source}", QUIET))


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


def _entries(law: Lawbook, rule: Rule) -> Iterable[tuple[str, Text]]:
    yield "期限 term", Text(_term(rule), STRONG)
    if rule.term is not None:
        yield "届满 roll", Text(_ROLLS[rule.term.roll])
    yield "起算 opened by", _facts(law, rule.origin)
    yield "办结 settled by", _facts(law, rule.settles)
    if rule.moot_by:
        yield "终止 made moot by", _facts(law, rule.moot_by)
    yield "责任 role", Text(law.roles.get(rule.role, rule.role))
    if rule.exclusions:
        listed = law.exclusions[rule.exclusions]
        causes = "、".join(law.causes[cause].zh for cause in listed.causes)
        yield "扣除 excluded", Text(f"{causes}\n{listed.source}")
    if rule.extension:
        most = rule.extension.most
        approvers = "、".join(law.roles.get(role, role) for role in rule.extension.approvers)
        yield "延长 extension", Text(f"合计不超过{most.text()}，{approvers}批准")
    if rule.evidence:
        yield "证据 evidence", Text("、".join(rule.evidence))
    yield "施行 in force", Text(f"{rule.effective_from} → {rule.effective_to or '现行 still'}")
    yield "性质 standing", Text(standing_of(rule))


def _facts(law: Lawbook, names: Iterable[str]) -> Text:
    return Text("、").join(Text.assemble(law.facts[name].zh, (f" {name}", QUIET)) for name in names)

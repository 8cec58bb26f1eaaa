"""A definition in full (定义全貌): what it says, its formula or members, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from dueprocess.lawentry import Kin
from dueprocess.lawwords.kinds import kind
from dueprocess.views.frame.bilingual import Row, both, ids, stacked
from dueprocess.views.frame.palette import STRONG
from rulebook.law import inwords
from rulebook.law.definition import Definition
from rulebook.law.lawbook import Lawbook


def rows(law: Lawbook, one: Definition, kin: Kin, on: date | None) -> Iterator[Row]:
    """Everything the definition says."""
    yield "含义 meaning", stacked((one.says_zh, one.says_en))
    yield "类别 kind", both(kind(one))
    if one.formula:
        yield "算式 formula", Text(one.formula, STRONG)
    if one.at_least:
        yield "目标 aim", both((f"不低于{one.at_least}%", f"at least {one.at_least} per cent"))
    if one.members:
        yield "成员 members", Text("\n".join(one.members))
    if one.code:
        yield "节点 node", Text(f"{one.code} {law.nodes[one.code]}")
    yield "阶段 stage", Text(f"{one.stage} {law.stages[one.stage]}")
    yield "依据 source", Text(one.source.cited_on(on) if on else str(one.source))
    if one.source.articles:
        numbers = (f"{held.since}起{held.article}" for held in one.source.articles)
        yield "条号 numbering", Text("、".join(numbers))
    yield "核实 status", both(inwords.STATUSES[one.status])
    yield "施行 in force", Text(f"{one.effective_from} → {one.effective_to or '现行 still'}")
    if kin.variants:
        yield "同一事项 same matter", ids(kin.variants)
    if one.note:
        yield "说明 note", Text(one.note)

"""A gate in full (闸门全貌): before which facts it stands, what it asks for, how it looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from dueprocess.lawentry import Kin
from dueprocess.lawwords.needs import looked_at
from dueprocess.views.frame.bilingual import Row, both, facts, ids, stacked
from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law import inwords
from rulebook.law.gate import Gate, Need, RatioExample
from rulebook.law.lawbook import Lawbook

_REFUSES = {
    True: ("不具备的，不予录入", "refuses the fact where one is lacking"),
    False: ("不具备的，只提示", "remarks and does not refuse"),
}
_BROUGHT = ("旧案导入的照收并提示", "what an import brings in is taken with a remark")


def rows(law: Lawbook, gate: Gate, kin: Kin, on: date | None) -> Iterator[Row]:
    """Everything the gate says, need by need."""
    yield "闸门 gate before", facts(law.facts, gate.on)
    yield "效力 effect", both(_REFUSES[gate.refuses])
    if gate.remarks_on_import:
        yield "导入 import", both(_BROUGHT)
    for number, need in enumerate(gate.needs, start=1):
        yield f"须有 needs {number}", _need(law, gate, need)
    counted = tuple(dict.fromkeys(filter(None, (need.counted_by for need in gate.needs))))
    if counted:
        yield "期限 counts by", ids(counted)
    if gate.code:
        yield "节点 node", Text(f"{gate.code} {law.nodes[gate.code]}")
    yield "阶段 stage", Text(f"{gate.stage} {law.stages[gate.stage]}")
    yield "依据 source", Text(gate.source.cited_on(on) if on else str(gate.source))
    yield "核实 status", both(inwords.STATUSES[gate.status])
    yield "施行 in force", Text(f"{gate.effective_from} → {gate.effective_to or '现行 still'}")
    if kin.variants:
        yield "同一事项 same matter", ids(kin.variants)
    if gate.note:
        yield "说明 note", Text(gate.note)


def _need(law: Lawbook, gate: Gate, need: Need) -> Text:
    text = Text.assemble((need.zh, STRONG), f"  {need.article}\n", (f"{need.en}\n", QUIET))
    text += stacked(looked_at(law, gate, need))
    for one in need.ratio.examples if need.ratio else ():
        text += Text(f"\n{_example(one)}", QUIET)
    return text


def _example(one: RatioExample) -> str:
    met = "符合 holds" if one.holds else "不符合 does not hold"
    return f"算例 {one.value:f} / {one.base:f}：{met}"

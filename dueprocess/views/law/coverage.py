"""What the rulebook holds of the catalogue (编入情况): counts, what is left out, the codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from rulebook.law.lawbook import Lawbook
from rulebook.loading.coverage import Catalogue, Coverage, Listed, Served


def page(law: Lawbook, listed: Catalogue, found: Coverage) -> RenderableType:
    """Counts by stage, the ids missing and left out, and who serves each official node."""
    below = (1, 0, 0, 0)
    return Group(
        _summary(listed, found),
        Padding(_stages(law, listed, found), below),
        Padding(_missing(found), below),
        Padding(_excluded(found), below),
        Padding(_nodes(found.nodes), below),
    )


def _summary(listed: Catalogue, found: Coverage) -> Text:
    return Text.assemble(
        (f"目录 {len(listed.listed)} 项 catalogued", STRONG),
        f"  已编入 encoded {len(found.encoded)}  排除 excluded {len(found.excluded)}  ",
        (f"缺 missing {len(found.missing)}", ALARM if found.missing else "green"),
    )


def _stages(law: Lawbook, listed: Catalogue, found: Coverage) -> Table:
    table = Table.grid(padding=(0, 2))
    for heading in ("阶段 stage", "目录 listed", "编入 encoded", "排除 excluded", "缺 missing"):
        table.add_column(justify="left" if heading.startswith("阶段") else "right")
    table.add_row(*("阶段 stage", "目录", "编入", "排除", "缺"), style=QUIET)
    every = Counter(one.stage for one in listed.listed.values())
    held = Counter(listed.listed[one.id].stage for one in found.encoded)
    left = Counter(one.stage for one, _ in found.excluded)
    lacks = Counter(one.stage for one in found.missing)
    for stage, number in every.items():
        figures = (number, held[stage], left[stage], lacks[stage])
        style = "red" if lacks[stage] else ""
        table.add_row(f"{stage} {law.stages.get(stage, '')}", *map(str, figures), style=style)
    return table


def _missing(found: Coverage) -> RenderableType:
    if not (found.missing or found.contradicted or found.strange):
        return Text("无缺项 nothing is missing", "green")
    parts = (
        ("缺 missing", [one.id for one in found.missing]),
        ("既排除又编入 both excluded and encoded", found.contradicted),
        ("目录未列 filed under an id not listed", found.strange),
    )
    return Group(
        *(Text.assemble((f"{label}: ", ALARM), ", ".join(ids)) for label, ids in parts if ids)
    )


def _excluded(found: Coverage) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(style=QUIET, overflow="fold")
    for one, why in found.excluded:
        table.add_row(_listed(one), why)
    return Group(Text("排除的项目 left out", STRONG), table)


def _listed(one: Listed) -> str:
    return f"{one.id} {one.kind}"


def _nodes(nodes: Iterable[Served]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(overflow="fold", max_width=30)
    table.add_column(overflow="fold")
    for node in nodes:
        table.add_row(node.code, node.zh, _serving(node))
    return Group(Text("官方节点 official nodes", STRONG), table)


def _serving(node: Served) -> Text:
    parts = [Text(", ".join(node.rules))] if node.rules else []
    parts += [Text.assemble(("闸门 ", QUIET), ", ".join(node.gates))] if node.gates else []
    defined = Text.assemble(("定义 ", QUIET), ", ".join(node.definitions))
    parts += [defined] if node.definitions else []
    if not parts:
        return Text(node.why or "无规则 no rule serves it", QUIET if node.why else ALARM)
    return Text("\n").join(parts)

"""Two books of law side by side (规则比对): a line for each entry new, gone or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law.lawbook import Lawbook
from rulebook.loading.difference import Difference

NAMES = {
    "rules": "规则 rules",
    "gates": "闸门 gates",
    "definitions": "定义 definitions",
    "facts": "事实 kinds of facts",
    "ladders": "升级阶梯 ladders",
    "exclusions": "扣除清单 exclusion lists",
}


def page(one: Lawbook, other: Lawbook, found: Mapping[str, Difference]) -> RenderableType:
    """Table by table: + added, − removed, ~ changed with what it was and what it is."""
    head = Text.assemble((one.version, STRONG), " → ", (other.version, STRONG))
    lines = [line for table, apart in found.items() for line in _table(table, apart, one, other)]
    return Group(head, *(lines or [Text("没有不同 no difference", QUIET)]))


def answered(one: Lawbook, other: Lawbook, found: Mapping[str, Difference]) -> dict[str, object]:
    """The JSON of it: both versions, then each table's ids and changed keys."""
    return {"from": one.version, "to": other.version} | {
        table: {
            "added": apart.added,
            "removed": apart.removed,
            "changed": [
                {"id": change.id, "key": change.key, "from": change.before, "to": change.after}
                for change in apart.changed
            ],
        }
        for table, apart in found.items()
    }


def _table(table: str, apart: Difference, one: Lawbook, other: Lawbook) -> Iterator[Text]:
    counts = len(apart.added), len(apart.removed), len({change.id for change in apart.changed})
    if not any(counts):
        return
    yield Text("\n{}: +{} −{} ~{}".format(NAMES[table], *counts), STRONG)
    for sign, names, book, style in (
        ("+", apart.added, other, "green"),
        ("−", apart.removed, one, "red"),
    ):
        for name in names:
            zh = getattr(book, table)[name].zh
            yield Text.assemble((f"{sign} {name}", style), (f"  {zh}", QUIET))
    for change in apart.changed:
        yield Text.assemble(
            (f"~ {change.id}", "yellow"),
            f"  {change.key}: {change.before or '（无）'} → {change.after or '（无）'}",
        )

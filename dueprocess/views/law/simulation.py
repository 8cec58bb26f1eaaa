"""What a simulation did (模拟结果), in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.simulator.report import Coverage, Report
from dueprocess.views.frame.palette import QUIET, STRONG

SHOWN = 8  # gates that refused most; the JSON has them all
_LISTS = {"rules": "规则 rules", "facts": "事实 facts", "gates": "闸门 gates"}


def page(found: Report, listed: bool = False) -> RenderableType:
    """The sums; with `listed` also what of the law was not touched."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in _rows(found):
        table.add_row(Text(name, STRONG), Text(value))
    return Group(
        Text(f"【演练】{found.first} — {found.last}", STRONG),
        table,
        *_touched(found.coverage, listed),
        Text(f"seed digest {found.digest}", QUIET),
    )


def _rows(found: Report) -> list[tuple[str, str]]:
    refused = dict(list(found.refused.items())[:SHOWN])
    more = len(found.refused) - len(refused)
    tail = f"，另{more}种 and {more} more gates" if more > 0 else ""
    return [
        ("案件 cases", _listed(found.cases)),
        ("事实 facts", f"{found.facts:,}"),
        ("节点 nodes", _listed(found.nodes)),
        ("逾期 late", f"{found.late_share:.1%}（{found.late:,}/{found.timed:,}）"),
        ("督办 items", _listed(found.items)),
        ("约谈 interviews", _listed(found.interviews)),
        ("拒收 refusals", f"{_listed(refused)}{tail}"),
    ]


def _listed(counts: Mapping[str, int]) -> str:
    return "  ".join(f"{name} {count:,}" for name, count in counts.items()) or "无 none"


def _touched(coverage: Mapping[str, Coverage], listed: bool) -> list[Text]:
    lines = []
    for name, one in coverage.items():
        lines.append(Text(f"{_LISTS[name]} {one.touched}/{one.whole}"))
        if listed and one.missing:
            lines.append(Text(f"  未及 untouched: {', '.join(one.missing)}", QUIET))
    return lines

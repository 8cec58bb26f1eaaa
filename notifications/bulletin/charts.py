"""The charts of a bulletin (通报图表): the own past, overdue by node, the lag of entries."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from notifications.bulletin.source import Issue
from notifications.documents.chart import Chart, Figure, Series

_MOST_NODES = 12  # bars that can be told apart
_PARTS = (
    ("超期办结", "nodes.late"),
    ("未办即终", "nodes.undone"),
    ("超期未办", "nodes.open"),
    ("旧存超期", "nodes.carried"),
)


def on_time(issue: Issue) -> Chart:
    """The on-time share of the last spans; none where too few were due, which leaves a gap."""
    least = issue.defined.limits.least_n
    trend = issue.whole["trend"]
    rates = tuple(_rate(one["on_time"], one["due"], least) for one in trend)
    return Chart(
        f"按期率（净）自比：{trend[0]['span']}至{trend[-1]['span']}（到期不足{least}的不画）",
        tuple(one["span"] for one in trend),
        (Series("按期率", rates),),
        form="line",
        unit="%",
    )


def _rate(on_time: int, due: int, least: int) -> Figure:
    if due < least:
        return None
    return float((Decimal(on_time) * 100 / due).quantize(Decimal("0.1"), ROUND_HALF_UP))


def overdue(issue: Issue) -> Chart:
    """How many were overdue, node by node; the nodes with the most when there are too many."""
    rows = [(code, _parts(part)) for code, part in issue.whole["nodes"].items()]
    rows = sorted((row for row in rows if any(row[1])), key=lambda row: (-sum(row[1]), row[0]))
    rows = sorted(rows[:_MOST_NODES])
    series = tuple(
        Series(name, tuple(parts[place] for _, parts in rows))
        for place, (name, _) in enumerate(_PARTS)
    )
    names = tuple(f"{code} {issue.name('nodes', code)}"[:14] for code, _ in rows)
    return Chart("各节点超期", names, series, form="bar", unit="个", stacked=True)


def _parts(part: Any) -> tuple[int, ...]:
    return tuple(part[name]["value"] for _, name in _PARTS)


def lags(issue: Issue) -> Chart:
    """How many entries were made so many days after what happened."""
    rows = issue.whole["lags"]
    names, low = list[str](), 0
    for one in rows:
        upto = one["upto"]
        if upto is None:
            names.append(f"{low}日以上")
        else:
            names.append(f"{upto}日" if upto == low else f"{low}–{upto}日")
            low = upto + 1
    figures = Series("录入", tuple(one["entries"] for one in rows))
    return Chart("录入时差（满24小时为一日）", tuple(names), (figures,), unit="条")

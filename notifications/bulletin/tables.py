"""The tables of a bulletin (通报表格), each from the frozen figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from notifications.bulletin.source import Issue
from notifications.bulletin.words import NOTHING, changed, moment, plain, short, value
from notifications.documents.report import Block, Table, Text
from rulebook.figures.change import outside

_OVERALL = (
    "cases.start",
    "cases.received",
    "cases.reopened",
    "cases.closed",
    "cases.open",
    "nodes.running",
    "nodes.due",
    "nodes.overdue",
    "nodes.corrected",
    "nodes.outstanding",
)
_COURTS = (
    "nodes.due",
    "nodes.on_time",
    "nodes.on_time_rate",
    "nodes.on_time_rate_gross",
    "nodes.on_time_rate_all",
    "nodes.overdue_median",
    "nodes.overdue_worst",
    "nodes.unproven",
)
_NODES = (
    "nodes.due",
    "nodes.on_time",
    "nodes.overdue",
    "nodes.unproven",
    "nodes.carried",
    "nodes.outstanding",
    "nodes.hidden",
    "nodes.paused",
)
_NODE_DAYS = (
    "nodes.on_time_rate",
    "nodes.on_time_rate_gross",
    "nodes.overdue_median",
    "nodes.overdue_median_working",
    "nodes.overdue_worst",
    "nodes.overdue_worst_working",
)
# Heads that have to fit a narrow column; the annex has the full names.
_HEADS = {
    "nodes.on_time_rate": "净率",
    "nodes.on_time_rate_gross": "毛率",
    "nodes.on_time_rate_all": "含旧存",
    "nodes.overdue_median": "中位日",
    "nodes.overdue_median_working": "中位工作日",
    "nodes.overdue_worst": "最长日",
    "nodes.overdue_worst_working": "最长工作日",
}
_LEFT = 1  # columns of words at the left of a table of figures


def _name(block: Mapping[str, Any]) -> str:
    inset = "　" * int(block["depth"])
    return f"{inset}{block['name']}{'（本级）' if block['own'] else ''}"


def _figures(issue: Issue, names: Sequence[str], rows: Sequence[tuple[str, Any]]) -> Table:
    figures = [issue.defined.figures[name] for name in names]
    head = [_HEADS.get(one.id, one.zh) for one in figures]
    body = [[word, *(short(one, of[one.id]) for one in figures)] for word, of in rows]
    widths = (3.4, *(1.2 for _ in figures))
    return Table(("", *head), body, widths=widths, right=range(_LEFT, len(head) + _LEFT))


def _titled(table: Table, first: str, caption: str) -> Table:
    return Table((first, *table.head[1:]), table.rows, caption, table.widths, table.right)


def overall(issue: Issue) -> Table:
    """Cases and nodes in hand, court by court; never in an order of performance."""
    rows = [(_name(block), block["figures"]) for block in issue.report["courts"]]
    return _titled(_figures(issue, _OVERALL, rows), "法院", "收结存与在管节点（件、个）")


def by_court(issue: Issue) -> Table:
    """Rates and days, court by court; with a number in front only where ranking is on."""
    rows = [(_name(block), block["figures"]) for block in issue.courts]
    if issue.ranking is not None:
        rows = [rows[0], *_ranked(rows[1:])]
    first = "法院" if issue.ranking is None else "序　法院"
    return _titled(
        _figures(issue, _COURTS, rows), first, "各院指标（净率、毛率：按期率；含旧存：连旧存超期）"
    )


def _ranked(rows: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for place, (name, of) in enumerate(rows, start=1):
        given = of["nodes.on_time_rate"]["value"] is not None
        yield f"{place if given else NOTHING}　{name.strip('　')}", of


def indicators(issue: Issue) -> Table:
    """Every figure of the whole: now, before, the change, its aim, and what its list is called."""
    rows: list[Sequence[str]] = []
    for section, title in issue.defined.sections.items():
        rows.append((f"【{title}】", "", "", "", "", ""))
        rows += [_indicator(issue, one.id) for one in issue.defined.of(section)]
    previous = issue.report["previous"]
    basis = previous["number"] or "按现有登记计算"
    head = ("指标", "本期", f"上期 {previous['span']}", "变化", "参考区间", "明细名")
    caption = f"全部指标（上期数：{basis}）"
    return Table(head, rows, caption, widths=(2.9, 2.9, 1.5, 1.8, 1.4, 5), right=(1, 2, 3))


def _indicator(issue: Issue, name: str) -> Sequence[str]:
    figure, least = issue.defined.figures[name], issue.defined.limits.least_n
    now, before = issue.whole["figures"][name], issue.before.get(name)
    aim = f"≥{figure.aim}%" if figure.aim else NOTHING
    if outside(now["value"], figure.aim):
        aim += " 异常"
    return (
        figure.zh,
        value(figure, now, least),
        short(figure, before) if before else NOTHING,
        changed(figure, now["value"], before["value"] if before else None),
        aim,
        name,
    )


def nodes(issue: Issue) -> Iterator[Table]:
    """Node by node in the order of the codes: how many, then shares and days."""
    of = issue.whole["nodes"]
    rows = [(f"{code} {issue.name('nodes', code)}", of[code]) for code in sorted(of)]
    rows = [(name, part) for name, part in rows if any(part[one]["n"] for one in _NODES)]
    yield _titled(_figures(issue, _NODES, rows), "节点", "各节点：个数")
    yield _titled(_figures(issue, _NODE_DAYS, rows), "节点", "各节点：按期率与超期天数")


def outstanding(issue: Issue) -> Iterator[Block]:
    """The oldest of what is still overdue, at most so many lines; the list command gives all."""
    rows, total = issue.report["outstanding"], issue.whole["figures"]["nodes.outstanding"]["value"]
    if not rows:
        yield Text("截止时没有超期未办的节点。")
        return
    if len(rows) < total:
        yield Text(
            f"共{total}个，列超期最久的{len(rows)}个；全部用 nodes.outstanding 明细打开。", "note"
        )
    head = ("案号", "节点", "届满日", "超期", "层级", "岗位", "下一步")
    body = [_overdue(issue, row) for row in rows]
    yield Table(head, body, widths=(3, 2.6, 1.6, 2, 1, 1.2, 1.6), right=(3,))


def _overdue(issue: Issue, row: Mapping[str, Any]) -> Sequence[str]:
    coming = row["next"] and row["next"] > issue.report["known_at"]
    return (
        row["case"],
        row["node"],
        plain(row["due_on"]),
        f"{row['days']}日（{row['working']}个工作日）",
        issue.name("levels", row["level"]) if row["level"] else NOTHING,
        row["role"],
        moment(row["next"]) if coming else NOTHING,
    )


def supervision(issue: Issue) -> Iterator[Block]:
    """Items by level; the figures themselves stand in section two."""
    rows = [
        (issue.name("levels", one["level"]), str(one["issued"]), str(one["unanswered"]))
        for one in issue.whole["levels"]
    ]
    of = {name: one["value"] for name, one in issue.whole["figures"].items()}
    struck = of.get("interviews.verified")  # a bulletin issued under older definitions has none
    verified = "" if struck is None else f"，核验销号{struck}件"
    yield Text(
        f"发出督办事项{of['items.issued']}件，回复{of['items.answered']}次，核验销号{of['items.verified']}件，"
        f"退回{of['items.returned']}次，超期未回{of['items.unanswered']}件；"
        f"决定约谈{of['interviews.convened']}件，举行{of['interviews.held']}件{verified}；"
        f"对预警的异议{of['objections.raised']}件，成立{of['objections.upheld']}件。"
    )
    if rows:
        yield Table(("层级", "发出", "超期未回"), rows, "各级督办事项（件）", right=(1, 2))


def quality(issue: Issue) -> Iterator[Block]:
    """Use of pauses and extensions, by cause and by approver."""
    causes = [
        (issue.name("causes", one["cause"]), str(one["uses"]), str(one["days"]))
        for one in issue.whole["causes"]
    ]
    if causes:
        yield Table(("事由", "存续数", "期内日数"), causes, "中止、扣除事由", right=(1, 2))
    people = [
        (
            _who(issue, one["who"]),
            *(str(one[name]) for name in ("pauses", "pause_days", "extensions", "extended")),
        )
        for one in issue.whole["approvers"]
    ]
    if people:
        head = ("批准人", "批准中止、扣除", "期内日数", "批准延长", "延长日数")
        yield Table(head, people, "各批准人", right=(1, 2, 3, 4))
    else:
        yield Text("本期没有批准中止、扣除或者延长。")


def _who(issue: Issue, officer: str) -> str:
    return issue.name("officers", officer) if officer else "（未记批准人）"


def errata(issue: Issue) -> Iterator[Block]:
    """What an erratum puts right, figure by figure."""
    rows = [_difference(issue, one) for one in issue.report["differences"]]
    yield Text(
        f"本件更正{issue.corrects}（与{issue.report['measured_against']}比较），统计截止不变，"
        f"数据截至{moment(issue.report['known_at'])}；更正{len(rows)}处。"
    )
    head = ("法院", "节点", "指标", "原数", "更正为", "原基数", "现基数")
    yield Table(head, rows, widths=(2.6, 2.4, 3, 1.2, 1.2, 1, 1), right=(3, 4, 5, 6))


def _difference(issue: Issue, one: Mapping[str, Any]) -> Sequence[str]:
    block = next(
        b for b in issue.report["courts"] if (b["code"], b["own"]) == (one["court"], one["own"])
    )
    node = f"{one['node']} {issue.name('nodes', one['node'])}" if one["node"] else NOTHING
    name = issue.defined.figures[one["figure"]].zh
    numbers = (plain(one["was"]), plain(one["now"]), str(one["was_n"]), str(one["now_n"]))
    return (_name(block).strip("　"), node, name, *numbers)

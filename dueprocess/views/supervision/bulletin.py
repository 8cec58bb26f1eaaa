"""A bulletin in the terminal (通报): its figures, a figure's list, the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import ALARM, QUIET, REHEARSAL, STRONG
from notifications.bulletin.words import NOTHING, changed, moment, short, value
from rulebook.figures.change import outside

if TYPE_CHECKING:
    from dueprocess.listing import Opened, Register
    from notifications.bulletin.source import Issue
    from rulebook.figures.definitions import Definitions

SHOWN = 200  # lines of a list on a page; the JSON and the workbook have them all
_STATES = {"preview": "预览，未封存 not kept", "drafted": "草稿 draft", "issued": "已签发 issued"}
_NODES = (
    ("到期", "nodes.due"),
    ("按期", "nodes.on_time"),
    ("超期", "nodes.overdue"),
    ("待证", "nodes.unproven"),
    ("净率", "nodes.on_time_rate"),
    ("毛率", "nodes.on_time_rate_gross"),
    ("最长", "nodes.overdue_worst"),
    ("旧存", "nodes.carried"),
    ("未纠正", "nodes.outstanding"),
    ("中止", "nodes.paused"),
)


def page(issue: Issue) -> Iterator[RenderableType]:
    """The figures of the whole, node by node, and court by court."""
    body = issue.report
    if issue.rehearsal:
        yield Text("【演练】", REHEARSAL)
    yield Text.assemble(
        (f"通报 BULLETIN  {body['court_name']}{issue.span.zh}", STRONG),
        f"  {issue.number}  {_STATES[issue.state]}",
    )
    yield Text(
        f"统计截止 {moment(body['cut_off'])}  数据截至 {moment(body['known_at'])}  "
        f"规则 {body['rulebook']}  口径 {body['definitions']}  sha256 {issue.sha256[:12]}",
        QUIET,
    )
    if issue.corrects:
        yield Text(f"更正 corrects {issue.corrects}：{len(body['differences'])}处", ALARM)
    yield _figures(issue)
    yield Text("\n节点 NODES", STRONG)
    of, names = issue.whole["nodes"], issue.report["names"]["nodes"]
    yield _many(issue, [(f"{code} {names[code]}", of[code]) for code in sorted(of)])
    yield Text("\n各院 COURTS", STRONG)
    yield _many(issue, [(_court(one), one["figures"]) for one in issue.courts])
    yield Text(_ranking(issue), QUIET)


def _ranking(issue: Issue) -> str:
    if issue.ranking is None:
        return "不排名、不按绩效排序（默认关闭） courts stand in the order of the register"
    on = issue.ranking
    return f"按按期率排序：由{on.by}于{on.at}开启，理由：{on.reason} ordered by on-time rate"


def _court(block: Any) -> str:
    return f"{'  ' * block['depth']}{block['name']}{'（本级）' if block['own'] else ''}"


def _figures(issue: Issue) -> Table:
    table = _table(
        ("指标", "本期", f"上期 {issue.report['previous']['span']}", "变化", "明细"), (1, 2, 3)
    )
    least = issue.defined.limits.least_n
    for section, title in issue.defined.sections.items():
        table.add_row(Text(title, STRONG))
        for one in issue.defined.of(section):
            now, before = issue.whole["figures"][one.id], issue.before.get(one.id)
            below = outside(now["value"], one.aim)
            table.add_row(
                f"  {one.zh}",
                Text(value(one, now, least), ALARM if below else ""),
                short(one, before) if before else NOTHING,
                changed(one, now["value"], before["value"] if before else None),
                Text(one.id, QUIET),
            )
    return table


def _many(issue: Issue, rows: Sequence[tuple[str, Any]]) -> Table:
    table = _table(("", *(word for word, _ in _NODES)), range(1, len(_NODES) + 1))
    figures = [issue.defined.figures[name] for _, name in _NODES]
    for name, of in rows:
        table.add_row(name, *(short(one, of[one.id]) for one in figures))
    return table


def lines(opened: Opened) -> Iterator[RenderableType]:
    """The list behind a figure, and whether it adds up to what was frozen."""
    if opened.rehearsal:
        yield Text("【演练】", REHEARSAL)
    where = f"  节点 {opened.node}" if opened.node else ""
    yield Text.assemble(
        (f"明细 LIST  {opened.zh} {opened.figure}", STRONG),
        f"  {opened.number}  {opened.court}{where}",
    )
    kept = [
        n for n in range(len(opened.head)) if any(row[n] not in ("", None) for row in opened.rows)
    ]
    table = _table([opened.head[n] for n in kept], [n for n, at in enumerate(kept) if at >= 6])
    for row in opened.rows[:SHOWN]:
        table.add_row(*(NOTHING if row[n] in ("", None) else str(row[n]) for n in kept))
    if opened.rows:
        yield table
    else:
        yield Text("  无 none", QUIET)
    if len(opened.rows) > SHOWN:
        yield Text(f"另有{len(opened.rows) - SHOWN}行 more: --json, or the workbook", QUIET)
    if opened.agrees:
        yield Text(f"清单{opened.counted}，与封存数一致 adds up to the frozen figure", QUIET)
    else:
        yield Text(f"清单{opened.counted}，封存数{opened.frozen}：不一致 does not add up", ALARM)


def register(found: Register) -> Iterator[RenderableType]:
    """Every bulletin, and every turn of the switch."""
    yield Text("通报目录 BULLETINS", STRONG)
    table = _table(("编号", "状态", "统计截止", "数据截至", "签发", "sha256"))
    table.columns[0].no_wrap = True
    for one in found.bulletins:
        signed = f"{one.issued_by} {one.issued_at:%m-%d %H:%M}" if one.issued_at else NOTHING
        table.add_row(
            one.number,
            "勘误 erratum" if one.corrects else _STATES[one.state],
            f"{one.cut_off:%Y-%m-%d %H:%M}",
            f"{one.known_at:%m-%d %H:%M}",
            signed,
            one.sha256[:8],
        )
    yield table if found.bulletins else Text("  无 none", QUIET)
    yield Text("\n排序开关 RANKING", STRONG)
    if not found.turns:
        yield Text("  从未开启 never on", QUIET)
    for turn in found.turns:
        word = "开启 on" if turn.on else "关闭 off"
        yield Text(f"  {turn.at:%Y-%m-%d %H:%M} {turn.court} {word} {turn.by}：{turn.reason}")


def _table(head: Sequence[str], right: Sequence[int] | range = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for place, name in enumerate(head):
        table.add_column(name, justify="right" if place in right else "left", overflow="fold")
    return table


def defined(of: Definitions) -> Iterator[RenderableType]:
    """Every figure in words."""
    yield Text(f"口径 DEFINITIONS  {of.name}", STRONG)
    for section, title in of.sections.items():
        yield Text(f"\n{title} {section}", STRONG)
        for one in of.of(section):
            yield Text.assemble((f"{one.id} v{one.version} ", QUIET), one.zh, f"：{one.says_zh}")
            if one.law:
                yield Text(f"  出处 {one.source}", QUIET)
            if one.note:
                yield Text(f"  {one.note}", QUIET)

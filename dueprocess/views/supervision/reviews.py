"""Findings of reviews (核查) in the terminal: by kind, each with its number and its matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from models.reading.reviews import ReviewLine
from rulebook.law.lawbook import Lawbook
from rulebook.law.review import Review

STATES = {"open": "待核查", "done": "已办结", "superseded": "已消失"}
FIGURES = {
    "filed_on": "立案日",
    "months": "满月数",
    "days": "天数",
    "stopped_days": "停止计算天数",
    "cause": "事由",
    "since": "起始日",
    "until": "载明届满日",
    "ended_on": "事由消失日",
    "planned_on": "计划日",
    "due_on": "届满日",
    "turn": "第几次",
    "due": "应查次数",
    "done": "已查次数",
    "missing": "缺次数",
    "last_on": "最近一次",
    "restricted": "限制消费",
    "asset": "财产",
    "assets": "财产",
    "registry": "财产类别",
    "kind": "财产种类",
    "expires_on": "期限届满",
    "renew_by": "最迟续行",
    "days_left": "剩余天数",
    "days_over": "逾期天数",
    "instalment": "分期款",
    "receipt": "案款",
    "arrived_on": "到账日",
    "amount": "金额（元）",
    "paid_on": "履行确认日",
    "listed_on": "纳入日",
    "officer": "人员",
    "nodes": "办结节点",
    "on_last_day": "末日办结",
    "times": "次数",
    "causes": "各次事由",
    "act": "动作",
    "served_on": "办理日",
    "overtaken_by": "后案先办件数",
    "of_class": "同类件数",
    "late": "迟录条数",
    "entered": "录入条数",
    "usual": "平时周均",
    "inspection": "检查日",
    "days_to_inspection": "距检查日",
    "cases": "件数",
    "courts": "各法院件数",
    "numbers": "案号",
    "mode": "结案方式",
    "closed_on": "结案日",
    "drawn": "抽取方式",
    "risks": "风险权重",
    "sheet": "评查表",
    "reviewer": "评查人",
}
_ADVICE = "仅为线索，供核实，不作认定 a sign to look into, no charge"


def listing(
    found: Sequence[ReviewLine], law: Lawbook, today: date, rehearsal: bool = False
) -> RenderableType:
    """Kind by kind: number, case, matter, since when it is listed."""
    if not found:
        return Text("没有待核查事项 nothing waits to be looked into", "green")
    parts: list[RenderableType] = [Text("【演练】", "bold magenta")] if rehearsal else []
    for kind, lines in groupby(found, key=lambda line: line.kind):
        parts += _kind(law.reviews.get(kind), kind, list(lines), today)
    return Group(*parts)


def _kind(
    review: Review | None, kind: str, lines: list[ReviewLine], today: date
) -> Iterator[RenderableType]:
    title = f"{review.zh} {review.en}" if review else kind
    yield Text.assemble((title, STRONG), (f"  {len(lines)}项", QUIET))
    if review and review.advisory:
        yield Text(_ADVICE, QUIET)
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(
            f"{line.id}",
            line.case or line.court,
            Text(STATES.get(line.state, line.state), "yellow" if line.state == "open" else QUIET),
            Text(f"{line.found_on:%m-%d}列 {(today - line.found_on).days}日", QUIET),
            line.about if line.state != "done" else f"{line.about} → {line.outcome}",
        )
    yield table
    yield Text("")


def sheet(line: ReviewLine, law: Lawbook) -> RenderableType:
    """One finding, in full."""
    review = law.reviews.get(line.kind)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(line, review, law):
        table.add_row(name, value)
    return table


def _rows(line: ReviewLine, review: Review | None, law: Lawbook) -> Iterator[tuple[str, str]]:
    yield "核查事项 ITEM", f"{line.id}  {review.zh if review else line.kind}"
    yield "对象 ABOUT", f"{line.case or line.court}  {line.about}"
    yield "情况 WHY", line.why
    yield "状态 STATE", STATES.get(line.state, line.state)
    role = law.roles.get(line.role, "承办人")
    yield "列出 LISTED", f"{line.found_on}  {role} {line.officer}"
    for name, value in line.figures.items():
        yield f"  {FIGURES.get(name, name)}", _figure(value)
    if line.outcome:
        fact = f"（第{line.fact_seq}项事实）" if line.fact_seq else ""
        yield "结果 OUTCOME", f"{line.outcome} {line.reason}  {line.ended_by}{fact}"
    elif line.reason:
        yield "结果 OUTCOME", line.reason
    if review:
        yield "口径 MEANS", review.says_zh
        yield "依据 SOURCE", f"{review.source}"
        yield (
            "说明 NOTE",
            "；".join(filter(None, (review.note, _ADVICE if review.advisory else ""))),
        )


def _figure(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{key} {one}" for key, one in value.items())
    return "—" if value is None else str(value)


def kinds(law: Lawbook) -> RenderableType:
    """Every kind: its name, schedule, receivers, and the definition in full."""
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True, style=STRONG)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(overflow="fold")
    for review in law.reviews.values():
        to = "、".join(law.roles.get(role, "承办人") for role in review.to)
        table.add_row(review.id, review.cron, f"{review.zh} → {to}\n{review.says_zh}")
    return table

"""The page of a bulletin (通报版式): its sections in order, as blocks that every writer takes."""

from __future__ import annotations

from collections.abc import Iterator

from notifications.bulletin import annex, charts, tables
from notifications.bulletin.source import Issue
from notifications.bulletin.words import moment
from notifications.documents.report import Block, Report, Text

_STATES = {"preview": "（预览，未封存）", "drafted": "（草稿）", "issued": ""}


def report(issue: Issue) -> Report:
    """The whole bulletin."""
    body = issue.report
    erratum = "（勘误）" if issue.corrects else ""
    year = issue.span.first.year
    return Report(
        title=f"{body['court_name']}{issue.span.zh}执行流程节点监管情况通报{erratum}{_STATES[issue.state]}",
        number=f"〔{year}〕第{issue.span.issue}期　{issue.number}",
        blocks=tuple(_blocks(issue)),
        issuer=f"{body['court_name']}执行局" if issue.state == "issued" else "",
        issued_on=issue.issued_on,
        rehearsal=issue.rehearsal,
    )


def _blocks(issue: Issue) -> Iterator[Block]:
    yield from _head(issue)
    if issue.corrects:
        yield Text("勘误", "section")
        yield from tables.errata(issue)
    yield Text("一、总体", "section")
    yield Text(_summary(issue))
    yield tables.overall(issue)
    yield Text("二、指标", "section")
    yield tables.indicators(issue)
    yield tables.by_court(issue)
    yield charts.on_time(issue)
    yield Text("三、节点", "section")
    yield from tables.nodes(issue)
    yield charts.overdue(issue)
    yield Text("四、超期清单", "section")
    yield from tables.outstanding(issue)
    yield Text("五、督办约谈", "section")
    yield from tables.supervision(issue)
    yield Text("六、数据质量与期限变更", "section")
    yield from tables.quality(issue)
    yield charts.lags(issue)
    yield Text("七、要求", "section")
    yield from _asks(issue)
    yield from annex.blocks(issue)


def _head(issue: Issue) -> Iterator[Block]:
    body = issue.report
    yield Text(
        f"统计期{issue.span.first}至{issue.span.last}；统计截止{moment(body['cut_off'])}；"
        f"数据截至{moment(body['known_at'])}；规则版本{body['rulebook']}；"
        f"口径版本{body['definitions']}；日历{body['calendar']}",
        "note",
    )
    heard = "；".join(f"{one['source']} {moment(one['at'])}" for one in body["sources"])
    yield Text(f"数据源时效：{heard}", "note")


def _summary(issue: Issue) -> str:
    of = {name: one["value"] for name, one in issue.whole["figures"].items()}
    return (
        f"本期新收{of['cases.received']}件，结案{of['cases.closed']}件，未结{of['cases.open']}件。"
        f"在管节点{of['nodes.running']}个，本期到期{of['nodes.due']}个，其中按期{of['nodes.on_time']}个、"
        f"超期{of['nodes.overdue']}个、逾期补录待证{of['nodes.unproven']}个；"
        f"旧存超期{of['nodes.carried']}个。已纠正{of['nodes.corrected']}个，"
        f"截止时仍未纠正{of['nodes.outstanding']}个；中止中{of['nodes.paused']}个，另计。"
    )


def _asks(issue: Issue) -> Iterator[Block]:
    left = issue.whole["figures"]["nodes.outstanding"]["value"]
    if left:
        yield Text(
            f"对截止时仍未纠正的{left}个节点，责任岗位应当逐个核实、办结，并在督办事项内回复。"
        )
    else:
        yield Text("截止时没有未纠正的超期节点。")
    yield Text("对清单所列有异议的，可以对该节点的预警提出异议，由他人书面答复。")

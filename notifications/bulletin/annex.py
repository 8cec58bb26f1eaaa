"""The annex of a bulletin (附件): every definition, how it was frozen, and whether it ranks."""

from __future__ import annotations

from collections.abc import Iterator

from notifications.bulletin.source import Issue
from notifications.documents.report import Block, Table, Text
from rulebook.figures.definitions import Figure


def blocks(issue: Issue) -> Iterator[Block]:
    """The definitions, and the foot."""
    yield Text("附件　口径说明", "section")
    head = ("指标", "明细名与版次", "口径", "依据、说明")
    rows = [row(one) for one in issue.defined.figures.values()]
    yield Table(head, rows, widths=(2, 4.6, 5.4, 2.6))
    for line in foot(issue):
        yield Text(line, "note")


def row(figure: Figure) -> tuple[str, ...]:
    """One definition in words."""
    said = f"{figure.source}。{figure.note}" if figure.note else figure.source
    return (figure.zh, f"{figure.id} v{figure.version}", figure.says_zh, said)


def foot(issue: Issue) -> Iterator[str]:
    """What holds for every figure of the bulletin, and its hash."""
    least = issue.defined.limits.least_n
    yield f"比率、中位数、平均数的基数不足{least}的，只列数，不计率。每项数字均可用明细名打开清单。"
    if issue.ranking is None:
        yield "本通报不排名、不按绩效排序（默认关闭）。"
    else:
        on = issue.ranking
        yield f"各院指标按按期率（净）排序：由{on.by}于{on.at}开启，理由：{on.reason}。"
    body = issue.report
    yield f"口径摘要sha256 {body['definitions_sha256']}"
    frozen = f"通报摘要sha256 {issue.sha256}"
    yield f"{frozen}（签发{issue.issued_by}）" if issue.issued_by else frozen

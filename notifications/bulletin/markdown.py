"""The bulletin in Markdown (文本): plain tables; a chart becomes the table of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents.chart import Chart
from notifications.documents.report import Block, Report, Table, Text, chinese_day

_MANNERS = {"section": "## ", "point": "### "}


def written(report: Report) -> str:
    """The report as one Markdown page."""
    mark = REHEARSAL_MARK if report.rehearsal else ""
    lines = [f"# {mark}{report.title}", "", report.number, ""]
    for block in report.blocks:
        lines += [*_block(block), ""]
    if report.issuer:
        lines.append(report.issuer)
    if report.issued_on:
        lines += ["", chinese_day(report.issued_on)]
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield f"{_MANNERS.get(block.manner, '')}{block.text}"
        case Table():
            if block.caption:
                yield from (f"**{block.caption}**", "")
            yield from _table(block.head, block.rows, block.right)
        case Chart():
            yield from (f"**{block.title}**", "")
            head = ("", *(series.name for series in block.series))
            columns = zip(*(series.figures for series in block.series), strict=True)
            rows = [
                (name, *("—" if one is None else f"{one}{block.unit}" for one in figures))
                for name, figures in zip(block.categories, columns, strict=True)
            ]
            yield from _table(head, rows, range(1, len(head)))


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]
) -> Iterator[str]:
    yield _row(head)
    yield _row(["--:" if place in right else "---" for place in range(len(head))])
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"

"""Findings of reviews as sheets of a workbook (核查清单表), one sheet a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from dueprocess.views.supervision.reviews import STATES
from models.reading.reviews import ReviewLine
from notifications.workbook import Sheet
from rulebook.law.lawbook import Lawbook

_HEADS = ("编号", "法院", "案号", "事项", "情况", "列出日期", "状态", "核查人", "结果", "说明")
_MARK = "【演练】"


def tables(
    found: Sequence[ReviewLine], law: Lawbook, as_of: datetime, rehearsal: bool
) -> Iterator[Sheet]:
    """One sheet a kind; an empty list still gives a sheet that says so."""
    mark = _MARK if rehearsal else ""
    until = f"截至{as_of:%Y-%m-%d %H:%M}"
    if not found:
        yield Sheet("核查", f"{mark}核查清单（{until}）：没有待核查事项", _HEADS, ())
    for kind, lines in groupby(found, key=lambda line: line.kind):
        review = law.reviews.get(kind)
        name = review.zh if review else kind
        advice = "，仅为线索，供核实" if review and review.advisory else ""
        # A tab takes few signs and none of []:*?/\\.
        yield Sheet(
            name.partition("（")[0],
            f"{mark}{name}（{until}{advice}）",
            _HEADS,
            [_cells(line) for line in sorted(lines, key=_registry)],
        )


def _registry(line: ReviewLine) -> tuple[str, int]:
    """Measures stand together by the kind of registry that has to be written to."""
    return str(line.figures.get("registry") or ""), line.id


def _cells(line: ReviewLine) -> tuple[object, ...]:
    return (
        line.id,
        line.court,
        line.case,
        line.about,
        line.why,
        line.found_on,
        STATES.get(line.state, line.state),
        line.officer,
        line.outcome,
        line.reason,
    )

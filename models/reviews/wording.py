"""What is said of a finding (核查提示): case number, matter and days; no party and no amount."""

from __future__ import annotations

from collections.abc import Sequence

from models.oversight.telling.alert import REHEARSAL_MARK, Alert
from models.reviews.finding import Finding
from rulebook.law.review import Review

_LEVEL = "notice"
_SHOWN = 3  # case numbers that a gathered line names


def told(review: Review, number: int, one: Finding, rehearsal: bool) -> Alert:
    """One finding, under the number by which it is concluded."""
    mark = REHEARSAL_MARK if rehearsal else ""
    whose = one.whose.number or one.whose.court
    subject = f"{mark}[核查·{review.zh}] {whose} {one.about}"
    return Alert(_LEVEL, subject, f"{mark}{whose}：{one.why}（核查事项{number}）{_advice(review)}")


def gathered(review: Review, ones: Sequence[Finding], rehearsal: bool) -> Alert:
    """Many findings of one kind in one line: how many, the first few, and where the list is."""
    mark = REHEARSAL_MARK if rehearsal else ""
    some = "、".join(one.whose.number or one.about for one in ones[:_SHOWN])
    body = (
        f"{mark}{review.zh}新增{len(ones)}项，如{some}等；"
        f"全部见 dueprocess review list --kind {review.id} --mine{_advice(review)}"
    )
    return Alert(_LEVEL, f"{mark}[核查·{review.zh}] 新增{len(ones)}项", body)


def _advice(review: Review) -> str:
    return "。仅为线索，供核实，不作认定。" if review.advisory else "。"

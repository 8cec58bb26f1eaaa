"""What the supervised write (被监管人文书): explanation and rectification report."""

from __future__ import annotations

from datetime import date

from notifications.documents.contexts.head import NodeHead, Part, Step, Words, listed, maybe, said


class Explanation(NodeHead):
    """情况说明: why the node is late, what was done, when it will be done."""

    cause_code: str | None = maybe("原因类别")
    reason: Words = said("超期原因")
    steps: tuple[Step, ...] = listed("已采取的措施")
    planned_on: date = said("拟办结日期")
    opinion: str | None = maybe("团队负责人意见")


class Measure(Part):
    """One problem and what is done about it (整改措施)."""

    problem: Words = said("问题")
    measure: Words = said("整改措施")
    done_on: date | None = maybe("完成日期")
    evidence: str | None = maybe("证据材料")


class RectificationReport(NodeHead):
    """整改报告: problem by problem, with what remains and how it is prevented."""

    measures: tuple[Measure, ...] = said("整改情况")
    remaining: str | None = maybe("遗留问题")
    prevention: Words = said("防范措施")
    review: str | None = maybe("复核结论", "通过, 退回, 移送")
    reviewer: str | None = maybe("复核人")

"""Documents that look back (审查文书): the checklist of a 终本, a review sheet, a referral."""

from __future__ import annotations

from datetime import date

from notifications.documents.contexts.head import (
    Act,
    CaseHead,
    NodeHead,
    Part,
    Words,
    listed,
    maybe,
    said,
)


class CheckedItem(Part):
    """One condition of the law, and what stands for it in the file (审查项目)."""

    what: Words = said("审查项目")
    article: Words = said("依据")
    met: bool = said("是否具备")
    evidence: str | None = maybe("证据或者所缺")


class TerminationChecklist(CaseHead):
    """终本审查表: filled item by item from what the gates found in the file."""

    items: tuple[CheckedItem, ...] = said("审查项目")
    lacking: int = said("所缺项数")
    unpaid: str | None = maybe("未履行金额")
    panel: str | None = maybe("合议庭意见")
    conclusion: Words = said("审查结论")


class Finding(Part):
    """One item of a review (评查项目)."""

    item: Words = said("项目")
    finding: Words = said("评查发现")
    grade: str | None = maybe("评定")


class ReviewSheet(CaseHead):
    """评查表: one case, one sheet."""

    closing: Words = said("结案方式")
    findings: tuple[Finding, ...] = said("评查项目")
    grade: Words = said("评定等次")
    reviewer: Words = said("评查人")
    reviewed_on: date = said("评查日期")
    suggestion: str | None = maybe("建议")
    rectification: str | None = maybe("整改情况")
    common: str | None = maybe("共性问题")


class ReferralLetter(NodeHead):
    """移送函: a matter handed to the bureau or the discipline office, by a person's decision."""

    receiver: Words = said("受移送部门")
    matter: Words = said("移送事项")
    facts: Words = said("基本事实")
    breached: Words = said("违反的规定")
    acts: tuple[Act, ...] = listed("监管经过")
    materials: tuple[str, ...] = said("移送材料")

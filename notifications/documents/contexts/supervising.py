"""Documents of supervision (督办文书): reminder, urging note, internal order, letter from above."""

from __future__ import annotations

from datetime import date, datetime

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


class Reminder(NodeHead):
    """提醒单: the node's last day is near."""

    days_left: Words = said("剩余期限")
    expected: Words = said("应办事项")
    channel: str | None = maybe("发送渠道")
    delivered_at: datetime | None = maybe("送达时间")


class Contact(Part):
    """How the handler was urged (催办联系记录)."""

    at: datetime = said("时间")
    how: Words = said("方式", "电话, 函件, 走访")
    note: str | None = maybe("情况")


class UrgeNote(NodeHead):
    """催办单: the node is late, an answer is asked for by a day."""

    reply_on: date = said("回复期限")
    acts: tuple[Act, ...] = listed("此前措施")
    contacts: tuple[Contact, ...] = listed("催办联系记录")
    progress: str | None = maybe("回复：办理进展")
    reason: str | None = maybe("回复：超期原因")
    planned_on: date | None = maybe("回复：拟办结日期")


class SupervisionOrder(NodeHead):
    """督办单 (internal): what is wrong, what is required, by when, of whom."""

    source: Words = said("督办来源", "系统, 抽查, 投诉, 上级法院, 领导")
    problem: Words = said("存在问题")
    requirement: Words = said("督办要求")
    reply_on: date = said("回复期限")
    co_responsible: str | None = maybe("协办责任人")
    instruction: str | None = maybe("领导批示")
    acts: tuple[Act, ...] = listed("此前措施")
    reply: str | None = maybe("回复")
    replied_at: datetime | None = maybe("回复时间")
    review: str | None = maybe("核验意见")
    verified_by: str | None = maybe("核验人")
    struck_off_at: datetime | None = maybe("销号时间")


class Circular(NodeHead):
    """情况通报: what is wrong is made known inside the court, by a leader's decision."""

    matter: Words = said("通报事由")
    problem: Words = said("存在问题")
    requirement: Words = said("工作要求")
    acts: tuple[Act, ...] = listed("此前措施")


class SupervisionLetter(CaseHead):
    """督办函: from a court to one below it, to be reported on within a term."""

    addressed_court: Words = said("被督办法院")
    source: str | None = maybe("来源", "信访, 交办, 检查")
    petition_on: date | None = maybe("信访日期")
    problem: Words = said("发现的问题")
    opinion: Words = said("处理意见")
    requirement: Words = said("督办要求")
    report_on: date = said("报告期限")
    contact: Words = said("联系人及电话")
    attachments: tuple[str, ...] = listed("附件")
    named_person: str | None = maybe("下级法院确定的责任人")
    reported_on: date | None = maybe("报告日期")
    result: str | None = maybe("办理结果")
    follow_up: str | None = maybe("后续措施", "催报, 调卷, 指定其他法院执行, 提级执行")

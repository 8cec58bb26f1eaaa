"""Papers of an accountability interview (约谈文书): the notice and the record."""

from __future__ import annotations

from datetime import date, datetime

from notifications.documents.contexts.head import (
    Act,
    CaseHead,
    NodeHead,
    Part,
    Promise,
    Words,
    listed,
    maybe,
    said,
)


class Workload(Part):
    """What else the handler has to do (在办情况)."""

    open_cases: int = said("在办案件")
    running_nodes: int = said("在途节点")
    overdue_nodes: int = said("超期节点")


class _Interview(NodeHead):
    interview: int = said("约谈编号")
    person: Words = said("被约谈人")
    post: str | None = maybe("被约谈人职务")
    interviewer: Words = said("约谈主持人")
    matter: Words = said("约谈事项")
    place: Words = said("约谈地点")


class InterviewNotice(_Interview):
    """约谈通知书: who is to come when, about what, with which papers."""

    set_for: datetime = said("约谈时间")
    materials: Words = said("请携带的材料")
    done: tuple[str, ...] = listed("此前已发出的措施")
    acts: tuple[Act, ...] = listed("此前措施")
    workload: Workload | None = maybe("在办情况")


class InterviewWithdrawal(CaseHead):
    """约谈撤销通知书: the interview of an earlier notice is not held, and why."""

    node: Words = said("节点")
    interview: int = said("约谈编号")
    place: Words = said("原定约谈地点")
    notice: Words = said("被撤销的约谈通知书文号")
    set_for: datetime = said("原定约谈时间")
    why: Words = said("撤销事由")


class InterviewRecord(_Interview):
    """约谈记录: what was said and promised."""

    held_at: datetime = said("约谈时间")
    attendees: tuple[str, ...] = said("参加人员")
    recorded_by: Words = said("记录人")
    content: str | None = maybe("约谈内容")
    causes: Words = said("超期原因")
    statement: str | None = maybe("被约谈人陈述")
    promises: tuple[Promise, ...] = listed("整改承诺")
    rectify_by: date | None = maybe("整改期限")
    copies: tuple[str, ...] = listed("抄送")

"""Sheets on no single case (综合文书): the handover of a duty day and the bulletin."""

from __future__ import annotations

from datetime import date, datetime

from notifications.documents.contexts.head import Head, Part, Words, listed, maybe, said


class Task(Part):
    """One matter on the duty sheet (值班事项)."""

    what: Words = said("事项")
    case: str | None = maybe("案号")
    due_on: date | None = maybe("期限")
    state: str | None = maybe("状态")


class DutyHandover(Head):
    """值班交接表: what came in, what was done, what goes on."""

    day: date = said("值班日期")
    giver: Words = said("交班人")
    taker: Words = said("接班人")
    signed_in_at: datetime | None = maybe("签到时间")
    tasks: tuple[Task, ...] = listed("收到的任务")
    warnings: tuple[Task, ...] = listed("收到的预警")
    done: tuple[Task, ...] = listed("已办事项")
    open: tuple[Task, ...] = listed("待办事项")
    incidents: str | None = maybe("突发情况")


class BulletinSheet(Head):
    """通报: the frame of a bulletin; its figures come as blocks where `figures` stands."""

    title: Words = said("标题")
    period: Words = said("统计期间")
    scope: Words = said("统计范围")
    cut_off: datetime = said("数据截止时点")
    figures: Words = said("正文", "tables and charts are put here")
    demands: str | None = maybe("工作要求")
    annex: str | None = maybe("附件")

"""Checks of delivery (送达): what was told arrived, or says why not; every channel lives."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.patrols import audited
from models.doctor.tables import CASE, CHANNEL, MESSAGE
from models.oversight.auditing import auditing_deliveries

FAMILY = Family()

_DELIVER = (
    "请运行 dueprocess deliver；仍有的，请查看 dueprocess today 所示原因",
    "run `dueprocess deliver`; if it stays, see what `dueprocess today` says",
)


@FAMILY.check(
    "message-without-state",
    Level.ERROR,
    ("每份消息须有一致的送达状态", "every message has one delivery state"),
    _DELIVER,
)
def _stateless(visit: Visit) -> Iterator[Place]:
    look = auditing_deliveries.stateless_messages
    return audited(visit, look, "送达状态矛盾", "its state is at odds")


@FAMILY.check(
    "delivery-without-state",
    Level.ERROR,
    ("每次送达的记录须前后一致", "every delivery's record fits its state"),
    ("请报告此缺陷", "report this as a defect"),
)
def _contradicting(visit: Visit) -> Iterator[Place]:
    look = auditing_deliveries.stateless_deliveries
    return audited(visit, look, "送达记录自相矛盾", "the delivery contradicts itself")


@FAMILY.check(
    "message-stuck",
    Level.ERROR,
    ("到时的消息须已交付渠道", "a message that was due was given to a channel"),
    _DELIVER,
)
def _stuck(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing_deliveries.stuck_messages, "逾时未送出", "not sent in time")


@FAMILY.check(
    "delivery-stuck",
    Level.ERROR,
    ("交付渠道的消息须按时送出", "what a channel was given goes out in time"),
    _DELIVER,
)
def _waiting(visit: Visit) -> Iterator[Place]:
    look = auditing_deliveries.stuck_deliveries
    return audited(visit, look, "渠道逾时未送出", "the channel has not sent it in time")


@FAMILY.check(
    "message-given-up",
    Level.WARNING,
    ("消息不得在多次失败后放弃", "no message was given up"),
    (
        "请修正消息渠道、人员联系方式（dueprocess subscribe），并当面转告",
        "mend the channel or the address (`dueprocess subscribe`), and tell the person yourself",
    ),
)
def _given_up(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, MESSAGE.c.officer_id, MESSAGE.c.error)
        .select_from(MESSAGE.outerjoin(CASE, CASE.c.id == MESSAGE.c.case_id))
        .where(MESSAGE.c.state == "failed")
        .order_by(MESSAGE.c.id)
    )
    for case, officer, error in visit.rows(query):
        zh, en = f"未能送达{officer}：{error}", f"{officer} was not reached: {error}"
        yield Place(zh, en, case or "")


@FAMILY.check(
    "channel-dead",
    Level.WARNING,
    ("消息渠道须可用", "every channel lives"),
    (
        "请按所示原因修复该渠道，再运行 dueprocess deliver --revive 渠道；其间消息改用其他渠道",
        "mend what it names, then `dueprocess deliver --revive CHANNEL`; others carry its messages",
    ),
)
def _dead(visit: Visit) -> Iterator[Place]:
    c = CHANNEL.c
    query = (
        select(c.channel, c.dead_since, c.error)
        .where(c.dead_since.is_not(None))
        .order_by(c.channel)
    )
    for channel, since, error in visit.rows(query):
        zh = f"渠道{channel}自{since:%Y-%m-%d %H:%M}起停用：{error}"
        en = f"channel {channel} is dead since {since:%Y-%m-%d %H:%M}: {error}"
        yield Place(zh, en)

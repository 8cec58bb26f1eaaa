"""Checks of facts (事实): whole chains, possible dates, kinds that the law knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, stands
from models.recording import chain
from rulebook.time.zone import SHANGHAI

FAMILY = Family()

_CORRECT = (
    "请以更正（correction）改正日期",
    "put the date right with a correction",
)


@FAMILY.check(
    "chain-broken",
    Level.ERROR,
    ("每案的事实链须完整", "every chain of facts is whole"),
    (
        "请保留本案册，并从备份恢复改动前的案册",
        "keep this book as it is, and restore one from a backup taken before",
    ),
)
def _broken(visit: Visit) -> Iterator[Place]:
    for one in chain.verify_book(visit.session).broken:
        yield Place(f"第{one.seq}项事实：{one.why}", f"fact {one.seq}: {one.why}", one.case)


@FAMILY.check(
    "fact-before-file",
    Level.WARNING,
    ("事实不得早于本案第一项立卷事实", "no fact lies before the one that opened the file"),
    _CORRECT,
)
def _early(visit: Visit) -> Iterator[Place]:
    opening = sorted(kind.id for kind in visit.law.facts.values() if kind.opens_file)
    opener = FACT.alias()
    begun = (
        select(opener.c.case_id, func.min(opener.c.occurred_at).label("at"))
        .where(opener.c.kind.in_(opening), stands(opener))
        .group_by(opener.c.case_id)
        .subquery()
    )
    query = (
        select(CASE.c.number, FACT.c.seq, FACT.c.occurred_at, begun.c.at)
        .join(FACT, FACT.c.case_id == CASE.c.id)
        .join(begun, begun.c.case_id == CASE.c.id)
        .where(FACT.c.occurred_at < begun.c.at, FACT.c.kind.not_in(opening), stands(FACT))
        .order_by(FACT.c.id)
    )
    for case, seq, at, first in visit.rows(query):
        if _day(at) < _day(first):  # a bare day means its first moment
            zh = f"第{seq}项事实（{_day(at)}）早于立卷日{_day(first)}"
            en = f"fact {seq} ({_day(at)}) lies before the file was opened, {_day(first)}"
            yield Place(zh, en, case)


@FAMILY.check(
    "fact-ahead",
    Level.ERROR,
    ("事实不得在发生之前录入", "no fact was recorded before it happened"),
    _CORRECT,
)
def _ahead(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, FACT.c.seq, FACT.c.occurred_at)
        .join(FACT, FACT.c.case_id == CASE.c.id)
        .where(FACT.c.occurred_at > FACT.c.recorded_at, stands(FACT))
        .order_by(FACT.c.id)
    )
    for case, seq, at in visit.rows(query):
        zh = f"第{seq}项事实的发生时间{at:%Y-%m-%d %H:%M}晚于录入时间"
        en = f"fact {seq} happens at {at:%Y-%m-%d %H:%M}, after it was recorded"
        yield Place(zh, en, case)


@FAMILY.check(
    "fact-unknown-to-law",
    Level.WARNING,
    ("事实的类别须为规则书所知", "the law knows every kind of fact on record"),
    ("请恢复该事实类别的文件", "put the file of that kind back into the rulebook"),
)
def _unknown(visit: Visit) -> Iterator[Place]:
    query = (
        select(FACT.c.kind, func.count())
        .where(FACT.c.kind.not_in(sorted(visit.law.facts)))
        .group_by(FACT.c.kind)
        .order_by(FACT.c.kind)
    )
    for kind, count in visit.rows(query):
        yield Place(f"{kind}（{count}项）没有定义", f"{kind} ({count} facts) is not defined")


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()

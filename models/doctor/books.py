"""Checks of the book (案册): its calendar reaches as far as its clocks, its patrol is alive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import NODE
from models.tables.node import NodeState
from models.tables.schema import metadata

FAMILY = Family()

_BEAT = metadata.tables["heartbeat"]
_LOAD = (
    "请载入国务院放假安排：dueprocess calendar load",
    "load the State Council's notice: `dueprocess calendar load`",
)


@FAMILY.check(
    "calendar-year-missing",
    Level.WARNING,
    (
        "本年（年末含下年）的放假安排须已载入",
        "this year's holidays are loaded, next year's in time",
    ),
    _LOAD,
)
def _year(visit: Visit) -> Iterator[Place]:
    today = visit.as_of.date()
    years = [today.year]
    if today.month >= visit.limits.next_year_from_month:
        years.append(today.year + 1)
    for year in years:
        if not visit.calendar.covers(date(year, 1, 1)):
            count = _provisional(visit, year)
            zh = f"{year}年没有放假安排，{count}个时钟为暂定"
            en = f"no holidays of {year} are known; {count} clocks are provisional"
            yield Place(zh, en)


def _provisional(visit: Visit, year: int) -> int:
    query = select(func.count()).where(
        NODE.c.state == NodeState.RUNNING.value,
        NODE.c.provisional,
        NODE.c.due_on >= date(year, 1, 1),
        NODE.c.due_on <= date(year, 12, 31),
    )
    ((count,),) = visit.rows(query)
    return int(count)


@FAMILY.check(
    "heartbeat-withheld",
    Level.ERROR,
    ("巡查心跳不得被扣留", "the patrol's heartbeat goes on"),
    (
        "请按所示原因处理后运行 dueprocess patrol",
        "mend what it names, then run `dueprocess patrol`",
    ),
)
def _withheld(visit: Visit) -> Iterator[Place]:
    # A dead channel is a finding of its own; others carry its messages.
    withheld = (_BEAT.c.fault != "", _BEAT.c.name != "delivery")
    query = select(_BEAT.c.name, _BEAT.c.fault).where(*withheld).order_by(_BEAT.c.name)
    for name, fault in visit.rows(query):
        yield Place(f"{name}：{fault}", f"{name}: {fault}")

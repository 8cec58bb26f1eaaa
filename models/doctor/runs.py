"""Checks of runs (案件运行): each case has one, as soon as Prefect is known to the book."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, OPEN, RUN

FAMILY = Family()

_RECONCILE = (
    "请运行 dueprocess reconcile",
    "run `dueprocess reconcile` while Prefect is up",
)


@FAMILY.check(
    "run-unlisted",
    Level.ERROR,
    ("每件在办案件须有运行记录", "every open case has a row for its run"),
    _RECONCILE,
)
def _unlisted(visit: Visit) -> Iterator[Place]:
    there = exists(select(RUN.c.case_id).where(RUN.c.case_id == CASE.c.id))
    query = select(CASE.c.number).where(CASE.c.state == OPEN, ~there).order_by(CASE.c.id)
    for (case,) in visit.rows(query):
        yield Place("没有运行记录", "it has no row for a run", case)


@FAMILY.check(
    "run-missing",
    Level.ERROR,
    ("接入 Prefect 后每件案件须有运行", "where Prefect is known, every case has its run"),
    _RECONCILE,
)
def _missing(visit: Visit) -> Iterator[Place]:
    known = exists(select(RUN.c.case_id).where(RUN.c.flow_run_id.is_not(None)))
    query = (
        select(CASE.c.number)
        .join(RUN, RUN.c.case_id == CASE.c.id)
        .where(RUN.c.flow_run_id.is_(None), known)
        .order_by(CASE.c.id)
    )
    for (case,) in visit.rows(query):
        yield Place("没有运行", "it has no run", case)


@FAMILY.check(
    "run-failed",
    Level.WARNING,
    ("案件运行不得停在错误上", "no run stands on an error"),
    ("请按所记错误修正，下次巡查会再唤醒", "mend what is named; the next patrol wakes it again"),
)
def _failed(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, RUN.c.error)
        .join(RUN, RUN.c.case_id == CASE.c.id)
        .where(RUN.c.error != "")
        .order_by(CASE.c.id)
    )
    for case, error in visit.rows(query):
        yield Place(f"上次运行出错：{error}", f"its last pass failed: {error}", case)

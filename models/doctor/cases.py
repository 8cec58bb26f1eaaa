"""Checks of cases (案件): each open one is watched, each closed one is at rest."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, LIVING, NODE, OPEN, lives
from models.tables.case import CaseState

FAMILY = Family()


@FAMILY.check(
    "case-without-clock",
    Level.ERROR,
    ("在办案件须有进行中、等待或者中止的时钟", "an open case has a clock that is not over"),
    (
        "请录入下一步事实；已办结的，请录入结案或者终本",
        "record the next step; if all is done, record the closing or the end of the round",
    ),
)
def _without_clock(visit: Visit) -> Iterator[Place]:
    clock = exists(select(NODE.c.id).where(NODE.c.case_id == CASE.c.id, lives()))
    query = select(CASE.c.number).where(CASE.c.state == OPEN, ~clock).order_by(CASE.c.id)
    for (case,) in visit.rows(query):
        yield Place("在办而没有任何时钟", "open, and no clock watches it", case)


@FAMILY.check(
    "closed-case-with-clock",
    Level.ERROR,
    ("结案或者终本后不得有随案终结的时钟", "a closed case has no clock that should have ended"),
    (
        "请以 dueprocess explain 查看该节点，更正其事实后重新推算",
        "look at the node with `dueprocess explain`, correct its fact; the nodes follow",
    ),
)
def _closed_with_clock(visit: Visit) -> Iterator[Place]:
    ending = sorted(rule.id for rule in visit.law.rules.values() if not rule.outlives_case)
    over = (CaseState.CLOSED.value, CaseState.ROUND_ENDED.value)
    query = (
        select(CASE.c.number, NODE.c.key, NODE.c.state)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(CASE.c.state.in_(over), NODE.c.state.in_(LIVING), NODE.c.rule_id.in_(ending))
        .order_by(NODE.c.id)
    )
    for case, node, state in visit.rows(query):
        yield Place(f"案件已结，节点仍为{state}", f"closed, its node {state}", case, node)


@FAMILY.check(
    "case-broken",
    Level.ERROR,
    ("巡查须能处理每件案件", "the patrol can serve every case"),
    (
        "请按所记原因修正后运行 dueprocess patrol",
        "mend what is named, then run `dueprocess patrol`",
    ),
)
def _broken(visit: Visit) -> Iterator[Place]:
    query = select(CASE.c.number, CASE.c.broken).where(CASE.c.broken != "").order_by(CASE.c.id)
    for case, why in visit.rows(query):
        yield Place(f"巡查无法处理：{why}", f"the patrol could not serve it: {why}", case)


@FAMILY.check(
    "case-missing-in-source",
    Level.WARNING,
    ("在办案件须仍在导入来源中", "an open case is still in the source it was imported from"),
    (
        "请核对来源：确已移出的，请录入相应的结案或者移送事实",
        "look in the source: if it left the court, record how",
    ),
)
def _missing(visit: Visit) -> Iterator[Place]:
    gone = CASE.c.missing_since.is_not(None)
    query = select(CASE.c.number, CASE.c.missing_since).where(CASE.c.state == OPEN, gone)
    for case, since in visit.rows(query.order_by(CASE.c.id)):
        yield Place(f"自{since:%Y-%m-%d}起来源中缺失", f"gone since {since:%Y-%m-%d}", case)

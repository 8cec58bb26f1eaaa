"""Later cases served first (后案先办): among cases of one officer and one cause, act by act."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from models.reviews.finding import CASE, FACT, WHOSE, Finding, Look, Whose
from models.tables.case import CaseState
from rulebook.case.clock import day_of


def served_later(look: Look) -> Iterator[Finding]:
    """Cases that several later ones of their class overtook; one finding a case, its worst act."""
    worst: dict[int, Finding] = {}
    for kind in look.review.named("served_facts"):
        rows = look.rows(_first_acts(look, kind))
        for _, group in groupby(rows, key=lambda row: (row.handler_id, row.court_code, row.cause)):
            for finding in _of_class(look, kind, list(group)):
                case = finding.whose.case_id or 0
                if case not in worst or _times(finding) > _times(worst[case]):
                    worst[case] = finding
    yield from worst.values()


def _of_class(look: Look, kind: str, rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    if len(rows) < look.review.number("least"):
        return
    for row, times in _overtaken(rows, look.review.number("apart")):
        served = day_of(row.served_at) if row.served_at else None
        if times < look.review.number("overtaken") or row.state != CaseState.OPEN.value:
            continue
        zh, how = look.law.facts[kind].zh, f"{served}才办" if served else "至今未办"
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=f"{kind}|{'served' if served else 'waiting'}",
            about=f"后立案{times}件先办",
            why=f"{row.filed_on}立案，同一承办人同一案由晚立案的{times}件已先办“{zh}”，本案{how}。"
            "线索，请核实先后的理由。",
            figures={
                "act": kind,
                "filed_on": row.filed_on,
                "served_on": served,
                "overtaken_by": times,
                "of_class": len(rows),
            },
        )


def _overtaken(rows: Sequence[Row[Any]], apart: int) -> Iterator[tuple[Row[Any], int]]:
    """Each case with how many, filed at least so many days later, were served before it.

    From the latest filing to the earliest: those filed late enough wait to be counted in.
    """
    ahead: list[date] = []  # days of service of the cases filed late enough
    waiting = sorted(rows, key=lambda row: row.filed_on)
    for row in sorted(rows, key=lambda row: row.filed_on, reverse=True):
        enough = row.filed_on + timedelta(days=apart)
        while waiting and waiting[-1].filed_on >= enough:
            later = waiting.pop()
            if later.served_at:
                insort(ahead, day_of(later.served_at))
        served = day_of(row.served_at) if row.served_at else date.max
        yield row, bisect_left(ahead, served)


def _first_acts(look: Look, kind: str) -> Select[Any]:
    """Cases filed in the window whose clocks were never stopped, with their first act."""
    since = look.today - timedelta(days=look.review.number("window"))
    begins = sorted({one for cause in look.law.causes.values() for one in cause.starts})
    stopped = (
        select(FACT.c.id)
        .where(FACT.c.case_id == CASE.c.id, FACT.c.kind.in_(begins))
        .correlate(CASE)
        .exists()
    )
    act = and_(FACT.c.case_id == CASE.c.id, FACT.c.kind == kind)
    return (
        select(
            *WHOSE,
            CASE.c.cause,
            CASE.c.state,
            CASE.c.filed_on,
            func.min(FACT.c.occurred_at).label("served_at"),
        )
        .outerjoin_from(CASE, FACT, act)
        .where(CASE.c.filed_on >= since, CASE.c.handler_id.is_not(None), ~stopped)
        .group_by(*WHOSE, CASE.c.cause, CASE.c.state, CASE.c.filed_on)
        .order_by(CASE.c.handler_id, CASE.c.court_code, CASE.c.cause, CASE.c.filed_on, CASE.c.id)
    )


def _times(finding: Finding) -> int:
    times = finding.figures["overtaken_by"]
    assert isinstance(times, int)
    return times

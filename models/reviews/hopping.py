"""Pause after pause (接续停止计算): cases whose clocks were stopped again as soon as they ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import func, select

from models.reviews.dates import days_ago
from models.reviews.finding import CASE, FACT, WHOSE, Finding, Look, Whose
from models.reviews.stops import Stop, stops
from models.tables.case import CaseState


def pause_hopping(look: Look) -> Iterator[Finding]:
    """Open cases with so many stops in the window, each begun soon after the one before ended."""
    window, times = look.review.number("window"), look.review.number("times")
    begins = {kind for cause in look.law.causes.values() for kind in cause.starts}
    often = (
        select(FACT.c.case_id)
        .where(FACT.c.kind.in_(sorted(begins)), FACT.c.occurred_at >= days_ago(look.as_of, window))
        .group_by(FACT.c.case_id)
        .having(func.count() >= times)
    )
    cases = select(*WHOSE).where(CASE.c.id.in_(often), CASE.c.state == CaseState.OPEN.value)
    read = stops(look.session, look.law, often)
    since = look.today - timedelta(days=window)
    for row in look.rows(cases.order_by(CASE.c.id)):
        found = _chain(read.get(row.case_id, []), since, look.review.number("gap"))
        if len(found) < times:
            continue
        causes = "、".join(dict.fromkeys(look.law.causes[one.cause].zh for one in found))
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=f"{len(found)}次",
            about=f"接续停止计算{len(found)}次",
            why=f"近{window}日停止计算{len(found)}次（{causes}），每次都紧接前一次恢复。"
            "线索，请一并审查各次依据。",
            figures={
                "times": len(found),
                "since": found[0].begun,
                "stopped_days": sum(one.days(look.today) for one in found),
                "causes": [one.cause for one in found],
            },
        )


def _chain(found: list[Stop], since: date, gap: int) -> list[Stop]:
    """The longest run of stops of the window that follow each other within the gap."""
    within = [one for one in sorted(found, key=lambda one: one.begun) if one.begun >= since]
    best = run = within[:1]
    for before, after in pairwise(within):
        near = before.ended is not None and 0 <= (after.begun - before.ended).days <= gap
        run = [*run, after] if near else [after]
        best = max(best, run, key=len)
    return best

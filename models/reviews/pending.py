"""Cases pending long (长期未结): by months since filing, with the days on which clocks stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from models.reviews.dates import months_ago
from models.reviews.finding import CASE, WHOSE, Finding, Look, Whose
from models.reviews.stops import stopped_days, stops
from models.tables.case import CaseState


def long_pending(look: Look) -> Iterator[Finding]:
    """Open cases past one of the marks of months; the highest mark that was reached counts."""
    since = {month: months_ago(look.today, month, look.calendar) for month in _months(look)}
    found = _open(since[min(since)])
    stopped = stops(look.session, look.law, found.with_only_columns(CASE.c.id))
    for row in look.rows(found):
        mark = max(month for month, day in since.items() if row.filed_on <= day)
        days = (look.today - row.filed_on).days
        still = stopped_days(stopped.get(row.case_id, ()), look.today)
        stood = f"，其中停止计算{still}日" if still else ""
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=f"{mark}个月",
            about=f"立案满{mark}个月",
            why=f"{row.filed_on}立案，已{days}日{stood}，仍未结案。",
            figures={"filed_on": row.filed_on, "months": mark, "days": days, "stopped_days": still},
        )


def _months(look: Look) -> tuple[int, ...]:
    return look.review.numbers("months")


def _open(filed_by: Any) -> Select[Any]:
    return (
        select(*WHOSE, CASE.c.filed_on)
        .where(CASE.c.state == CaseState.OPEN.value, CASE.c.filed_on <= filed_by)
        .order_by(CASE.c.filed_on, CASE.c.id)
    )

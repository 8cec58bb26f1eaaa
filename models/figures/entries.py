"""Entries as a bulletin counts them: how long after what happened they were made (录入时差)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select

from models.figures.ground import CASE, FACT, Ground
from rulebook.case.standing import CORRECTION
from rulebook.figures.entry import Entry

_SECONDS_A_DAY = 86_400
_OF_A_MACHINE = "task"
# What puts an entry right, and changes of the book's own counting: nothing was done in the case.
_NO_ENTRIES = (CORRECTION, "clocks_recounted", "ladder_switched")


def entries(ground: Ground) -> list[Entry]:
    """Every entry by its lag, added up in the database; and the late ones, line by line."""
    lag = _lag(ground)
    which = (ground.within(), *_made(ground))
    grouped = (
        select(CASE.c.court_code, lag, func.count())
        .join_from(FACT, CASE, CASE.c.id == FACT.c.case_id)
        .where(*which)
        .group_by(CASE.c.court_code, lag)
    )
    found = [
        Entry("entry", court, days=days, times=times) for court, days, times in ground.rows(grouped)
    ]
    late = (
        select(CASE.c.court_code, FACT.c.case_id, FACT.c.seq, FACT.c.kind, FACT.c.recorded_by, lag)
        .join_from(FACT, CASE, CASE.c.id == FACT.c.case_id)
        .where(*which, lag > ground.defined.limits.late_entry_days)
        .order_by(FACT.c.case_id, FACT.c.seq)
    )
    for court, case, seq, kind, by, days in ground.rows(late):
        found.append(Entry("entry_late", court, case, str(seq), kind, by, days))
    return found


def _made(ground: Ground) -> tuple[ColumnElement[bool], ...]:
    kinds = [one.id for one in ground.law.facts.values() if not one.supervision]
    kinds = [one for one in kinds if one not in _NO_ENTRIES]
    return (
        FACT.c.kind.in_(kinds),
        FACT.c.recorded_at >= ground.window.start,
        FACT.c.recorded_at < ground.window.cut_off,
        FACT.c.source != _OF_A_MACHINE,
    )


def _lag(ground: Ground) -> ColumnElement[int]:
    """Full spans of 24 hours between the two times; each engine has its own arithmetic."""
    seconds: ColumnElement[Any]
    if ground.session.get_bind().dialect.name == "postgresql":
        seconds = func.floor(extract("epoch", FACT.c.recorded_at - FACT.c.occurred_at))
        return cast(func.floor(seconds / _SECONDS_A_DAY), Integer)
    moments = (
        cast(func.strftime("%s", at), Integer) for at in (FACT.c.recorded_at, FACT.c.occurred_at)
    )
    recorded, occurred = moments
    return cast((recorded - occurred) // _SECONDS_A_DAY, Integer)

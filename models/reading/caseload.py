"""The caseload in a few figures (收结存): filed and closed within a window, pending, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.money.suspense import KIND
from models.reading.selection import ALL, Selection
from models.tables.case import Case, CaseState


@dataclass(frozen=True, slots=True)
class Caseload:
    """Cases; `filed` and `closed` since a day, the others as of now."""

    filed: int
    closed: int
    pending: int
    round_ended: int


def caseload(session: Session, since: date, chosen: Selection = ALL) -> Caseload:
    """The chosen cases by how they stand: one statement."""
    state = col(Case.state)
    row = session.execute(
        select(
            func.count().filter(col(Case.filed_on) >= since),
            func.count().filter(state == CaseState.CLOSED, col(Case.closed_on) >= since),
            func.count().filter(state == CaseState.OPEN),
            func.count().filter(state == CaseState.ROUND_ENDED),
        )
        .select_from(Case)
        .where(col(Case.kind) != KIND, *chosen.of_cases())
    ).one()
    return Caseload(*row)

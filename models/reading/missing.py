"""What a source no longer has (来源缺失): cases that vanished from it, and rows of other sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.officer import Officer
from models.tables.source import SourceRow


@dataclass(frozen=True, slots=True)
class Vanished:
    """One case that the last import no longer brought."""

    case: str
    court: str
    state: str
    handler: str
    since: datetime


def vanished(session: Session, chosen: Selection = ALL, rows: int = 1000) -> tuple[Vanished, ...]:
    """Cases of the book that their source no longer has, the longest missing first."""
    found = session.execute(
        select(
            col(Case.number),
            col(Case.court_code),
            col(Case.state),
            func.coalesce(col(Officer.name), ""),
            col(Case.missing_since),
        )
        .outerjoin(Officer, col(Officer.id) == col(Case.handler_id))
        .where(col(Case.missing_since).is_not(None), *chosen.of_cases())
        .order_by(col(Case.missing_since), col(Case.id))
        .limit(rows)
    )
    return tuple(Vanished(*row) for row in found)


def missing_rows(session: Session) -> dict[str, int]:
    """For each sheet of the source how many rows it no longer has, of the whole book."""
    found = session.execute(
        select(col(SourceRow.sheet), func.count())
        .where(col(SourceRow.missing_since).is_not(None))
        .group_by(col(SourceRow.sheet))
        .order_by(col(SourceRow.sheet))
    )
    return {row[0]: row[1] for row in found}

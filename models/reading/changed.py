"""Whether the book has changed (案册变动): since a mark, within what somebody may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.reading.extent import Extent
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.transition import Transition


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the book had come: its last fact, its last change of a clock."""

    fact: int
    transition: int


def mark(session: Session) -> Mark:
    """How far the book has come; two looks at the end of an index."""
    fact = session.execute(select(func.max(col(Fact.id)))).scalar()
    transition = session.execute(select(func.max(col(Transition.id)))).scalar()
    return Mark(fact or 0, transition or 0)


def concerns(session: Session, since: Mark, extent: Extent) -> bool:
    """Whether anything that came after the mark is about a case within the extent."""
    for row, last in ((Fact, since.fact), (Transition, since.transition)):
        found = (
            select(col(row.id))
            .join(Case, col(Case.id) == col(row.case_id))
            .where(col(row.id) > last, extent.holds())
            .limit(1)
        )
        if session.execute(found).first() is not None:
            return True
    return False

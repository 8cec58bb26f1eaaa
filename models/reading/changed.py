"""Whether the book has changed (案册变动): since a mark, within what somebody may see."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.reading.extent import Extent
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.review import Handover, Review
from models.tables.transition import Transition


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the book had come: the last fact, change of a clock, finding and handover."""

    fact: int
    transition: int
    review: int = 0
    handover: int = 0

    def __str__(self) -> str:
        return ".".join(str(getattr(self, field.name)) for field in fields(self))

    @classmethod
    def parse(cls, text: str) -> Mark | None:
        """The mark that was written so; None for anything else."""
        parts = text.split(".")
        if len(parts) != len(fields(cls)) or not all(
            one.isascii() and one.isdigit() for one in parts
        ):
            return None
        return cls(*map(int, parts))


def mark(session: Session) -> Mark:
    """How far the book has come; four looks at the end of an index."""

    def last(row: type[Fact | Transition | Review | Handover]) -> int:
        return session.execute(select(func.max(col(row.id)))).scalar() or 0

    return Mark(last(Fact), last(Transition), last(Review), last(Handover))


def concerns(session: Session, since: Mark, extent: Extent) -> bool:
    """Whether anything that came after the mark is within the extent."""
    for row, last in ((Fact, since.fact), (Transition, since.transition)):
        found = (
            select(col(row.id))
            .join(Case, col(Case.id) == col(row.case_id))
            .where(col(row.id) > last, extent.holds())
            .limit(1)
        )
        if session.execute(found).first() is not None:
            return True
    for listed, last in ((Review, since.review), (Handover, since.handover)):
        near = col(listed.court_code).in_(extent.courts())
        if session.execute(select(col(listed.id)).where(col(listed.id) > last, near)).first():
            return True
    return False


def touches(session: Session, since: Mark, case: str) -> bool:
    """Whether anything that came after the mark is about the case of that number."""
    number = select(col(Case.id)).where(col(Case.number) == case).scalar_subquery()
    for row, last in ((Fact, since.fact), (Transition, since.transition)):
        found = select(col(row.id)).where(col(row.id) > last, col(row.case_id) == number).limit(1)
        if session.execute(found).first() is not None:
            return True
    return False

"""Drafts (文书草稿) of a case as they stand: what was written, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models.tables.letter import Letter


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One draft; `key` says which node, matter or interview it was written for."""

    id: int
    key: str
    kind: str
    title: str
    body: str
    drafted_at: datetime


def letters_of(session: Session, case_id: int) -> tuple[LetterSheet, ...]:
    """Every draft of the case, the oldest first."""
    found = session.execute(
        select(Letter).where(col(Letter.case_id) == case_id).order_by(col(Letter.id))
    ).scalars()
    return tuple(map(_sheet, found))


def letter_of(session: Session, case_id: int, number: int) -> LetterSheet | None:
    """The case's draft of that number; None when it is none of this case."""
    found = session.get(Letter, number)
    return _sheet(found) if found is not None and found.case_id == case_id else None


def _sheet(letter: Letter) -> LetterSheet:
    assert letter.id is not None
    return LetterSheet(
        id=letter.id,
        key=letter.key,
        kind=letter.kind,
        title=letter.title,
        body=letter.body,
        drafted_at=letter.drafted_at,
    )

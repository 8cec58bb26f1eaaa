"""Findings of reviews as the desk lists them (核查清单): open ones first, court by court."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal_column, or_, select
from sqlmodel import Session, col

from models.reading.extent import Extent
from models.tables.case import Case
from models.tables.columns import LARGEST_ID
from models.tables.court import Court
from models.tables.review import Review
from rulebook.access.matrix import Scope

# Spelled out, not bound: only so do both engines see that the partial index serves the query.
OPEN_REVIEW: ColumnElement[bool] = literal_column("review.state = 'open'")


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One finding."""

    id: int
    kind: str
    court: str
    case: str  # "" for a finding about an officer, a court, a debtor
    about: str
    why: str
    figures: dict[str, object]
    found_on: date
    state: str
    role: str
    officer: str
    ended_at: datetime | None
    ended_by: str
    outcome: str
    reason: str
    fact_seq: int | None


def reviews(
    session: Session,
    kind: str = "",
    court: str = "",
    officer: str = "",
    every: bool = False,
    turn: str = "",
    rows: int = 1000,
    within: Extent | None = None,
) -> tuple[ReviewLine, ...]:
    """Open findings by kind and number, or with `every` the ended ones too.

    `court` takes in the courts below it; `officer` is whose they are to look into, `turn` one
    mark or sample, `within` how far whoever asks may see. One statement, whatever their number.
    """
    found = _lines().order_by(col(Review.kind), col(Review.id)).limit(rows)
    found = found if every else found.where(OPEN_REVIEW)
    found = found.where(col(Review.kind) == kind) if kind else found
    found = found.where(col(Review.officer_id) == officer) if officer else found
    found = found.where(col(Review.turn) == turn) if turn else found
    found = found.where(seen(within)) if within else found
    if court:
        found = found.where(col(Review.court_code).in_(below(court)))
    return tuple(_line(row) for row in session.execute(found))


def seen(within: Extent) -> ColumnElement[bool]:
    """The condition on a finding: its case is in reach, or the court that it is about."""
    mine = col(Review.officer_id) == within.officer
    if within.scope < Scope.COURT:
        return and_(col(Review.case_id).is_not(None), within.holds())
    about = and_(col(Review.case_id).is_(None), col(Review.court_code).in_(within.courts()))
    return or_(and_(col(Review.case_id).is_not(None), within.holds()), about, mine)


def review(session: Session, number: int, within: Extent | None = None) -> ReviewLine | None:
    """One finding by its number; None for a number that no row can bear, or out of reach."""
    if not 0 < number <= LARGEST_ID:
        return None
    found = _lines().where(col(Review.id) == number)
    row = session.execute(found.where(seen(within)) if within else found).one_or_none()
    return None if row is None else _line(row)


def below(court: str) -> Select[Any]:
    """The codes of a court and of every court under it, as a subquery."""
    tree = select(col(Court.code)).where(col(Court.code) == court).cte("tree", recursive=True)
    lower = select(col(Court.code)).join(tree, col(Court.superior_code) == tree.c.code)
    every = tree.union(lower)
    return select(every.c.code)


def _lines() -> Select[Any]:
    return select(Review, col(Case.number)).outerjoin(Case, col(Case.id) == col(Review.case_id))


def _line(row: Row[Any]) -> ReviewLine:
    one, number = row
    return ReviewLine(
        id=one.id or 0,
        kind=one.kind,
        court=one.court_code,
        case=number or "",
        about=one.about,
        why=one.why,
        figures=one.figures,
        found_on=one.found_on,
        state=one.state,
        role=one.role,
        officer=one.officer_id or "",
        ended_at=one.ended_at,
        ended_by=one.ended_by,
        outcome=one.outcome,
        reason=one.reason,
        fact_seq=one.fact_seq,
    )

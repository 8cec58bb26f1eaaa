"""Entry lag (录入时差): facts entered long after they happened, and whether they were proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer

_AT_A_TIME = 2_000
_FIRST = aliased(Fact)  # the first fact that the book was given of the case


@dataclass(frozen=True, slots=True)
class LateEntry:
    """One fact that was entered late. `lag` is in natural days.

    `unproven`: it settled a node whose last day had passed when it was entered, without a paper
    dated in time.
    """

    case: str
    seq: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    lag: int
    by: str
    handler: str
    evidence: str
    unproven: bool


def late_entries(
    session: Session, since: datetime, least: int, chosen: Selection = ALL, rows: int = 1000
) -> tuple[LateEntry, ...]:
    """Facts recorded after `since` at least `least` natural days after they happened.

    The longest lag first. What was imported on the day on which the book first heard of the case
    is left out: it tells how old the case is, not how late anybody was.
    """
    found = session.execute(_facts(_first_after(session, since), since, chosen))
    lines = (_line(row) for row in found.yield_per(_AT_A_TIME) if not _brought_in(row))
    late = [line for line in lines if line.lag >= least]
    return tuple(sorted(late, key=lambda line: (-line.lag, line.case, line.seq))[:rows])


def _first_after(session: Session, moment: datetime) -> int:
    """The least id of a fact recorded after a moment: ids and recording times rise together.

    So a few look-ups by key serve where an index would cost every fact that is written.
    """
    low, high = 0, session.execute(select(func.max(col(Fact.id)))).scalar() or 0
    while low < high:
        middle = (low + high) // 2
        recorded = session.execute(
            select(col(Fact.recorded_at))
            .where(col(Fact.id) > middle)
            .order_by(col(Fact.id))
            .limit(1)
        ).scalar_one()
        low, high = (low, middle) if recorded > moment else (middle + 1, high)
    return low + 1 if low else 0


def _facts(first: int, since: datetime, chosen: Selection) -> Any:
    return (
        select(
            Fact,
            col(Case.number),
            col(Officer.name),
            func.count(col(Node.id)),
            col(_FIRST.recorded_at),
        )
        .join(Case, col(Case.id) == col(Fact.case_id))
        .join(_FIRST, and_(col(_FIRST.case_id) == col(Fact.case_id), col(_FIRST.seq) == 1))
        .outerjoin(Officer, col(Officer.id) == col(Case.handler_id))
        .outerjoin(Node, _settled_unproven())
        .where(
            col(Fact.id) >= first,
            col(Fact.recorded_at) > since,
            *chosen.of_cases(),
        )
        .group_by(col(Fact.id), col(Case.number), col(Officer.name), col(_FIRST.recorded_at))
    )


def _settled_unproven() -> ColumnElement[bool]:
    return and_(
        col(Node.case_id) == col(Fact.case_id),
        col(Node.settled_by) == col(Fact.seq),
        col(Node.timeliness) == "late_or_unproven",
    )


def _brought_in(row: Row[Any]) -> bool:
    fact, *_, known_at = row
    return bool(fact.source == "import" and fact.recorded_at.date() == known_at.date())


def _line(row: Row[Any]) -> LateEntry:
    fact, number, handler, unproven, _ = row
    return LateEntry(
        case=number,
        seq=fact.seq,
        kind=fact.kind,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        lag=(fact.recorded_at.date() - fact.occurred_at.date()).days,
        by=fact.recorded_by,
        handler=handler or "",
        evidence=fact.evidence,
        unproven=bool(unproven),
    )

"""Entry lag (录入时差): facts entered long after they happened, and whether they were proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, not_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer
from rulebook.time.zone import SHANGHAI

_EAST = "+8 hours"  # of Greenwich, where the moments of a SQLite book are kept
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
    lag = _lag(session)
    picked = (
        _entered(_first_after(session, since), since, chosen)
        .where(lag >= least, not_(_brought_in(session)))
        .order_by(lag.desc(), col(Case.number), col(Fact.seq))
        .limit(rows)
    )
    lines = map(_line, session.execute(_facts(picked)))
    return tuple(sorted(lines, key=lambda line: (-line.lag, line.case, line.seq)))


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


def _entered(first: int, since: datetime, chosen: Selection) -> Any:
    """The ids of what was entered since, of the chosen cases."""
    return (
        select(col(Fact.id))
        .join(Case, col(Case.id) == col(Fact.case_id))
        .join(_FIRST, and_(col(_FIRST.case_id) == col(Fact.case_id), col(_FIRST.seq) == 1))
        .where(col(Fact.id) >= first, col(Fact.recorded_at) > since, *chosen.of_cases())
    )


def _facts(ids: Any) -> Any:
    """These facts with what a list says of them: looked at once it is known which they are."""
    return (
        select(Fact, col(Case.number), col(Officer.name), func.count(col(Node.id)))
        .join(Case, col(Case.id) == col(Fact.case_id))
        .outerjoin(Officer, col(Officer.id) == col(Case.handler_id))
        .outerjoin(Node, _settled_unproven())
        .where(col(Fact.id).in_(ids))
        .group_by(col(Fact.id), col(Case.number), col(Officer.name))
    )


def _lag(session: Session) -> ColumnElement[Any]:
    """Natural days between the day of a fact and the day of its entry."""
    return _days(session, Fact.recorded_at) - _days(session, Fact.occurred_at)


def _days(session: Session, moment: Any) -> ColumnElement[Any]:
    """The day of a moment in the courts' own zone, as a number; each engine has its own words."""
    if session.get_bind().dialect.name == "sqlite":
        return func.julianday(func.date(col(moment), _EAST))
    return func.date(func.timezone(SHANGHAI.key, col(moment))) - func.date("2000-01-01")


def _settled_unproven() -> ColumnElement[bool]:
    return and_(
        col(Node.case_id) == col(Fact.case_id),
        col(Node.settled_by) == col(Fact.seq),
        col(Node.timeliness) == "late_or_unproven",
    )


def _brought_in(session: Session) -> ColumnElement[bool]:
    """Imported on the day on which the book first heard of the case."""
    same_day = _days(session, Fact.recorded_at) == _days(session, _FIRST.recorded_at)
    return and_(col(Fact.source) == "import", same_day)


def _line(row: Row[Any]) -> LateEntry:
    fact, number, handler, unproven = row
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

"""The audit (操作日志): every look at a case and every act over the board leaves a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.reading.extent import Extent
from models.tables.account import AuditLine
from models.tables.court import Court
from models.tables.officer import Officer

DONE, REFUSED = "done", "refused"
LONGEST = 200  # signs of what is kept of a detail


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes from where; `officer` is empty before a log-in."""

    officer: str
    address: str


def note(
    session: Session,
    visitor: Visitor,
    act: str,
    at: datetime,
    case: str = "",
    detail: str = "",
    outcome: str = DONE,
) -> None:
    """Write one line in the caller's transaction."""
    line = AuditLine(
        at=at,
        officer_id=visitor.officer[:LONGEST],
        address=visitor.address[:LONGEST],
        act=act,
        case_number=case[:LONGEST],
        detail=detail[:LONGEST],
        outcome=outcome,
    )
    session.add(line)


def lines(
    session: Session,
    case: str = "",
    officer: str = "",
    rows: int = 200,
    extent: Extent | None = None,
    before: int | None = None,
) -> list[AuditLine]:
    """The newest lines first, of one case or officer when named; those before a line's number.

    With an `extent`, of the officers of its courts; of nobody's, and of names that are no
    officer's, where no court of the register lies outside.
    """
    found = select(AuditLine).order_by(col(AuditLine.id).desc()).limit(rows)
    if before is not None:
        found = found.where(col(AuditLine.id) < before)
    if case:
        found = found.where(AuditLine.case_number == case)
    if officer:
        found = found.where(AuditLine.officer_id == officer)
    if extent is not None and not _whole(session, extent):
        theirs = select(Officer.id).where(col(Officer.court_code).in_(extent.courts()))
        found = found.where(col(AuditLine.officer_id).in_(theirs))
    return list(session.exec(found))


def _whole(session: Session, extent: Extent) -> bool:
    beyond = select(Court.code).where(col(Court.code).not_in(extent.courts()))
    return session.exec(beyond.limit(1)).first() is None

"""The switch of the ranking (排序开关): off unless a president turned it on, with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models import clock
from models.figures.authority import authorised
from models.figures.faults import ReasonUnsaid
from models.tables.bulletin import BulletinSwitch

RANK = "rank"


def turned(session: Session, court: str, is_on: bool, reason: str, by: str) -> BulletinSwitch:
    """Turn it for the bulletins of one court; every turn is a row that stands."""
    if not reason.strip():
        raise ReasonUnsaid
    authorised(session, by, RANK, court)
    row = BulletinSwitch(
        court_code=court,
        name=RANK,
        is_on=is_on,
        reason=reason.strip(),
        turned_by=by,
        turned_at=clock.now(session),
    )
    session.add(row)
    session.flush()
    return row


def turns(session: Session, court: str = "") -> Sequence[BulletinSwitch]:
    """Every turn for a court, or for all, oldest first; a court's last one holds."""
    query = select(BulletinSwitch).where(BulletinSwitch.name == RANK)
    if court:
        query = query.where(BulletinSwitch.court_code == court)
    return session.exec(query.order_by(col(BulletinSwitch.id))).all()


def switched_on(session: Session, court: str) -> BulletinSwitch | None:
    """The turn that switched it on, when it is on."""
    last = next(iter(reversed(turns(session, court))), None)
    return last if last is not None and last.is_on else None

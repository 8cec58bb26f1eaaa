"""The rows of owed recounts (待重新推算): owed, taken on a lease, kept as far as they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from models.access.secrets import new_token
from models.insertion import table_of
from models.store import Store
from models.tables.recount import Cause, OwedRecount

LEASE = timedelta(minutes=2)  # a batch takes seconds: whoever is silent so long has died
_ROWS = table_of(OwedRecount)


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes a recount due, and what the fact of each case will say of it."""

    cause: Cause
    by: str
    reason: str
    at: datetime
    overlay: int | None = None
    ladders: str = ""  # the mark of the ladders, for those who change over to them


@dataclass(frozen=True, slots=True)
class Owed:
    """One recount that is ours until the lease ends; `reached` is the last case gone through."""

    id: int
    cause: Cause
    by: str
    reason: str
    ladders: str
    reached: int
    owner: str


def owe(session: Session, asked: Asked) -> None:
    """Owe a recount from the end of the transaction on; whoever comes first takes it."""
    session.add(_row(asked))
    session.flush()


def begin(session: Session, asked: Asked, now: datetime) -> Owed:
    """Owe a recount that is taken from the first moment on by whoever asked for it."""
    row = _row(asked)
    session.add(row)
    return _leased(session, row, now)


def owing(session: Session) -> tuple[str, ...]:
    """The reasons of the recounts that have not come to their end."""
    waiting = select(OwedRecount.reason).where(col(OwedRecount.done_at).is_(None))
    return tuple(session.exec(waiting.order_by(col(OwedRecount.id))))


def take(store: Store, now: datetime, but: Collection[int] = ()) -> Owed | None:
    """The first recount that nobody is at, with the lease on it; `but` these."""
    free = or_(col(OwedRecount.lease_until).is_(None), col(OwedRecount.lease_until) < now)
    first = select(OwedRecount).where(col(OwedRecount.done_at).is_(None), free)
    with store.writing() as session:
        query = first.where(col(OwedRecount.id).not_in(list(but)))
        query = query.order_by(col(OwedRecount.id)).limit(1)
        row = session.exec(query.with_for_update(skip_locked=True)).first()
        return None if row is None else _leased(session, row, now)


def keep(store: Store, owed: Owed, now: datetime, reached: int) -> bool:
    """Note how far it is and hold the lease on; False when it was lost to somebody else."""
    return _said(store, owed, reached=reached, lease_until=now + LEASE)


def give_back(store: Store, owed: Owed) -> None:
    """Leave the rest of it to whoever comes next."""
    _said(store, owed, lease_until=None)


def end(store: Store, owed: Owed, now: datetime) -> None:
    """It is over; and with it the earlier changes to ladders that have changed again since."""
    if _said(store, owed, lease_until=None, done_at=now) and owed.cause is Cause.LADDERS:
        earlier = (_ROWS.c.cause == owed.cause.value, _ROWS.c.id < owed.id)
        left = update(_ROWS).where(*earlier, _ROWS.c.done_at.is_(None)).values(done_at=now)
        with store.writing() as session:
            session.execute(left)


def _row(asked: Asked) -> OwedRecount:
    return OwedRecount(
        cause=asked.cause.value,
        overlay_id=asked.overlay,
        ladders=asked.ladders,
        reason=asked.reason,
        asked_by=asked.by,
        asked_at=asked.at,
    )


def _leased(session: Session, row: OwedRecount, now: datetime) -> Owed:
    row.lease_owner, row.lease_until = new_token(), now + LEASE
    session.add(row)
    session.flush()
    assert row.id is not None
    return Owed(
        row.id,
        Cause(row.cause),
        row.asked_by,
        row.reason,
        row.ladders,
        row.reached,
        row.lease_owner,
    )


def _said(store: Store, owed: Owed, **said: object) -> bool:
    ours = (_ROWS.c.id == owed.id, _ROWS.c.lease_owner == owed.owner)
    with store.writing() as session:
        kept = update(_ROWS).where(*ours).values(said).returning(_ROWS.c.id)
        return session.execute(kept).first() is not None

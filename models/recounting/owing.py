"""Recounts that are owed (待重新推算) by an overlay in force: gone on with where they ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from models import clock
from models.access.secrets import new_token
from models.insertion import table_of
from models.recounting.moves import open_cases
from models.recounting.recount import recounted
from models.store import Store
from models.tables.overlay import LawRecount
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

LEASE = timedelta(minutes=2)  # a batch takes seconds: whoever is silent so long has died
_ROWS = table_of(LawRecount)

Standing = Callable[[], tuple[Lawbook, Calendar]]


@dataclass(frozen=True, slots=True)
class Owed:
    """One recount that is ours until the lease ends; `reached` is the last case gone through."""

    overlay: int
    by: str
    reached: int
    owner: str


def serve(store: Store, standing: Standing, most: int | None = None) -> int:
    """Go on with what is owed and nobody is at; how many cases were recounted.

    `standing` gives law and calendar as they are now: it is asked once a recount is taken, so
    that it knows the overlay. With `most`, so many cases are gone through and the rest is left
    to the next call. Killed at any line and called again, no case is recounted twice.
    """
    done = 0
    while (owed := _take(store, clock.system_now())) is not None:
        law, calendar = standing()
        reason, seen = f"第{owed.overlay}号规则叠加经批准生效", 0
        for ids in open_cases(store, owed.reached):
            done += recounted(store, ids, law, calendar, owed.by, reason)
            seen += len(ids)
            if not _keep(store, owed, clock.system_now(), reached=ids[-1]):
                return done  # somebody else is at it
            if most is not None and seen >= most:
                _keep(store, owed, clock.system_now(), lease=False)
                return done
        _keep(store, owed, clock.system_now(), over=True)
    return done


def owing(session: Session) -> tuple[int, ...]:
    """The overlays whose recount has not come to its end."""
    waiting = select(LawRecount.overlay_id).where(col(LawRecount.done_at).is_(None))
    return tuple(session.exec(waiting.order_by(col(LawRecount.overlay_id))))


def _take(store: Store, now: datetime) -> Owed | None:
    """The first recount that nobody is at, with the lease on it."""
    free = or_(col(LawRecount.lease_until).is_(None), col(LawRecount.lease_until) < now)
    first = select(LawRecount).where(col(LawRecount.done_at).is_(None), free)
    with store.writing() as session:
        query = first.order_by(col(LawRecount.overlay_id)).limit(1)
        row = session.exec(query.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.lease_owner, row.lease_until = new_token(), now + LEASE
        session.add(row)
        return Owed(row.overlay_id, row.asked_by, row.reached, row.lease_owner)


def _keep(
    store: Store,
    owed: Owed,
    now: datetime,
    *,
    reached: int | None = None,
    lease: bool = True,
    over: bool = False,
) -> bool:
    """Note how far it is, and hold or give back the lease; False when the lease was lost."""
    said: dict[str, object] = {"lease_until": now + LEASE if lease and not over else None}
    said |= {"reached": reached} if reached is not None else {}
    said |= {"done_at": now} if over else {}
    ours = (_ROWS.c.overlay_id == owed.overlay, _ROWS.c.lease_owner == owed.owner)
    with store.writing() as session:
        kept = update(_ROWS).where(*ours).values(said).returning(_ROWS.c.overlay_id)
        return session.execute(kept).first() is not None

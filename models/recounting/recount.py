"""Recounting (重新推算): every open clock that a changed calendar or law moves, moved as a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from models import clock
from models.record import Arrival, Recorded, record_many
from models.recounting.moves import among, open_cases
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

KIND = "clocks_recounted"


def recount(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    by: str,
    reason: str,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Record in every case that moves that its clocks were counted anew; gives their number.

    A fact a case, each batch of cases in one transaction. Broken off, it goes on where it was when
    it is called again: a case that stands where it should is not touched. `told` hears after each
    batch how many cases were recounted in all.
    """
    done = 0
    for ids in open_cases(store):
        moved = recounted(store, ids, law, calendar, by, reason)
        done += moved
        if moved:
            told(done)
    return done


def recounted(
    store: Store, ids: Sequence[int], law: Lawbook, calendar: Calendar, by: str, reason: str
) -> int:
    """The same of these cases alone, in one transaction."""
    moving = dict.fromkeys(move.case_id for move in among(store, ids, law, calendar))
    if not moving:
        return 0
    with store.reading() as session:
        now = clock.now(session)
    arrivals = [_arrival(case, now, law, calendar, by, reason) for case in moving]
    for answer in record_many(store, arrivals, law, calendar):
        if not isinstance(answer, Recorded):
            raise answer.error
    return len(moving)


def _arrival(
    case: int, at: datetime, law: Lawbook, calendar: Calendar, by: str, reason: str
) -> Arrival:
    said = {"reason": reason, "calendar": calendar.version, "rulebook": law.version}
    return Arrival(case=case, kind=KIND, occurred_at=at, payload=said, by=by)

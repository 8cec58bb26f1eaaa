"""Recounts that are owed (待重新推算) are gone on with where they ended, whoever began them."""

from __future__ import annotations

from collections.abc import Callable

from models import clock, ladders
from models.recounting import owed as rows
from models.recounting.moves import open_cases
from models.recounting.owed import Owed
from models.recounting.recount import recounted
from models.recounting.switching import switched
from models.store import Store
from models.tables.recount import Cause
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

Standing = Callable[[], tuple[Lawbook, Calendar]]
_BATCHES = {Cause.OVERLAY: recounted, Cause.CALENDAR: recounted, Cause.LADDERS: switched}


def serve(store: Store, standing: Standing, most: int | None = None) -> int:
    """Go on with what is owed and nobody is at; how many cases were recounted.

    `standing` gives law and calendar as they are now: it is asked once a recount is taken, so
    that it knows the overlay. With `most`, so many cases are gone through and the rest is left
    to the next call. Killed at any line and called again, no case is recounted twice. A change
    of ladders is left to those who read the ladders that it changes over to.
    """
    done, left = 0, most
    others: set[int] = set()
    while (owed := rows.take(store, clock.system_now(), others)) is not None:
        law, calendar = standing()
        if owed.ladders not in ("", ladders.mark(law)):
            rows.give_back(store, owed)
            others.add(owed.id)
            continue
        moved, seen, over = go_through(store, owed, law, calendar, left)
        done += moved
        if not over:
            return done
        if left is not None and (left := left - seen) <= 0:
            return done
    return done


def go_through(
    store: Store,
    owed: Owed,
    law: Lawbook,
    calendar: Calendar,
    most: int | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> tuple[int, int, bool]:
    """Go on with one recount: cases moved, cases seen, and whether it came to its end.

    `told` hears after each batch how many cases were moved in all.
    """
    batch, done, seen = _BATCHES[owed.cause], 0, 0
    for ids in open_cases(store, owed.reached):
        done += batch(store, ids, law, calendar, owed.by, owed.reason)
        seen += len(ids)
        told(done)
        if not rows.keep(store, owed, clock.system_now(), ids[-1]):
            return done, seen, False  # somebody else is at it
        if most is not None and seen >= most:
            rows.give_back(store, owed)
            return done, seen, False
    rows.end(store, owed, clock.system_now())
    return done, seen, True

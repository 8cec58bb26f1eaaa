"""Watching by the doctor (持续体检): look after look, what came and what went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from models import clock
from models.doctor.check import Finding
from models.doctor.doctor import examine
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One look against the one before it."""

    as_of: datetime  # the book's clock
    found: tuple[Finding, ...]  # all that does not hold now
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.went)


def changes(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    every: float,
    stop: Event | None = None,
    deep: bool = False,
) -> Iterator[Change]:
    """A look every `every` seconds until `stop` is set; the first has everything as new."""
    stop = stop or Event()
    before: Sequence[Finding] = ()
    while True:
        found = tuple(examine(store, law, calendar, deep=deep))
        with store.reading() as session:
            as_of = clock.now(session)
        yield Change(as_of, found, _without(found, before), _without(before, found))
        before = found
        if stop.wait(every):
            return


def _without(some: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {_key(one) for one in others}
    return tuple(one for one in some if _key(one) not in known)


def _key(one: Finding) -> Key:
    """What a finding is about; that a figure in its words moved on is no news."""
    return one.check, one.case, one.node or "", one.officer or ("" if one.case else one.why_en)

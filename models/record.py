"""The one write path: a fact is recorded with everything that follows from it, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection
from sqlmodel import Session

from models.canonical import canonical
from models.errors import UnknownCase
from models.recording.arrival import Arrival
from models.recording.batch import Batch
from models.recording.named import near
from models.recording.recorded import Recorded, Rejected
from models.recording.swift import Swift, is_plain
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

__all__ = ["Arrival", "Recorded", "Rejected", "foreseen", "record", "record_many", "record_within"]


def record(store: Store, arrival: Arrival, law: Lawbook, calendar: Calendar) -> Recorded:
    """Record one fact in a transaction of its own; when this returns, it stands.

    Raises `FactRefused` when a gate refuses it (with the article and what is missing),
    `UnknownCase`, `UnknownKind`, `UnknownOfficer`, `FactUnreadable`, or `FactDiffers` for a
    sender's key that was used otherwise. Whatever is raised, nothing was changed.
    """
    arrival = _settled(arrival)
    swiftly = _swiftly(store, arrival, law, calendar)
    if swiftly is not None:
        return swiftly
    with store.entering() as connection:
        batch = Batch(connection, law, calendar, store.memory)
        recorded = _recorded(connection, batch, arrival)
    batch.committed()
    return recorded


def foreseen(store: Store, arrival: Arrival, law: Lawbook, calendar: Calendar) -> Recorded:
    """What recording the fact now would bring about; nothing is written.

    Raises what `record` raises. The answer's place in the chain and its hash are those that it
    would have: another fact may come before it.
    """
    found: Recorded | None = None
    try:
        with store.entering() as connection:
            found = _recorded(connection, Batch(connection, law, calendar), arrival)
            raise _Undone
    except _Undone:
        assert found is not None
    return found


class _Undone(Exception):
    """Ends a transaction whose only purpose was to look ahead."""


def record_within(session: Session, arrival: Arrival, law: Lawbook, calendar: Calendar) -> Recorded:
    """Record one fact in the caller's transaction, so that several acts stand or fall together."""
    session.flush()
    connection = session.connection()
    return _recorded(connection, Batch(connection, law, calendar), arrival)


def record_many(
    store: Store, arrivals: Iterable[Arrival], law: Lawbook, calendar: Calendar
) -> list[Recorded | Rejected]:
    """Record many facts in one transaction; the answers come in the order of the facts.

    Facts of one case are recorded in the order given, and what follows is written once, from
    where the case stands at the end. A refused fact is answered `Rejected`; the others stand.
    """
    settled = [_settled(arrival) for arrival in arrivals]
    with store.entering() as connection:
        batch = Batch(connection, law, calendar, store.memory)
        outcomes = batch.take(settled)
    batch.committed()
    return outcomes


def _swiftly(store: Store, arrival: Arrival, law: Lawbook, calendar: Calendar) -> Recorded | None:
    if store.engine_name != "postgresql" or not is_plain(arrival, law):
        return None
    if not store.memory.knows(arrival.case):
        return None
    with store.at_once() as connection:
        return Swift(connection, law, calendar, store.memory).take(arrival)


def _recorded(connection: Connection, batch: Batch, arrival: Arrival) -> Recorded:
    outcome = batch.take([_settled(arrival)])[0]
    if isinstance(outcome, Recorded):
        return outcome
    if isinstance(outcome.error, UnknownCase):
        raise UnknownCase(arrival.case, near(connection, arrival.case))
    raise outcome.error


def _settled(arrival: Arrival) -> Arrival:
    """The arrival with its case named in the normal form."""
    number = arrival.case if isinstance(arrival.case, int) else canonical(arrival.case)
    return arrival if number == arrival.case else replace(arrival, case=number)

"""Catching up (补账): cases whose facts moved money before the book kept a ledger, or behind it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from models.money.entering import STORED, lacking, settle
from models.recording.gathering import gather, look
from models.store import Store
from models.tables.schema import metadata
from rulebook.case.standing import standing
from rulebook.money.ledger import MOVEMENTS

_FACT = metadata.tables["fact"]
BATCH = 200  # cases looked at at a time


def astray(connection: Connection) -> Iterator[tuple[str, int]]:
    """Cases whose ledger is not what their facts say: number, entries that are missing."""
    for ids in _batches(connection):
        dossiers = look(connection, ids)
        stored = STORED.rows(connection, [one.id for one in dossiers])
        for one in dossiers:
            own = [row for row in stored if row["case_id"] == one.id]
            missing = len(list(lacking(one, standing(one.file), own)))
            if missing:
                yield one.number, missing


def catch_up(store: Store) -> int:
    """Enter what ledgers lack, batch by batch; gives how many entries. Again, it is none."""
    with store.reading() as session:
        batches = list(_batches(session.connection()))
    done = 0
    for ids in batches:
        with store.entering() as connection:
            done += settle(connection, list(gather(connection, ids)))
    return done


def _batches(connection: Connection) -> Iterator[list[int]]:
    """The ids of the cases in which money moved."""
    last = 0
    while True:
        query = (
            select(_FACT.c.case_id)
            .where(_FACT.c.kind.in_(sorted(MOVEMENTS)), _FACT.c.case_id > last)
            .distinct()
            .order_by(_FACT.c.case_id)
            .limit(BATCH)
        )
        ids = list(connection.execute(query).scalars())
        if not ids:
            return
        yield ids
        last = ids[-1]

"""The store: one book's database, read and written in transactions, on SQLite or PostgreSQL."""

from __future__ import annotations

import atexit
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models import migrations
from models.address import Address
from models.documents import dumped
from models.place import Place
from models.recording.memory import Memory
from models.standby import Standby, expect_open
from models.trouble import named

BUSY_SECONDS = 30  # how long a writer waits for another one before it gives up


class Store:
    """One database. `reading` and `writing` each give a session that is one transaction.

    Durable on both engines: what was committed survives the process and the power. On SQLite
    that is ``synchronous=FULL`` over a write-ahead log; ``NORMAL`` could lose the last commits
    of a power cut, and a fact once answered with "recorded" must stand.

    May be shared by threads, and by a forked child, which opens connections of its own. What is
    still open when the process ends is closed then: SQLite takes its log into the book's file, so
    that one file is the whole book again.
    """

    def __init__(self, url: str, busy_seconds: int = BUSY_SECONDS) -> None:
        self.address = Address(url)
        self._busy_seconds = busy_seconds
        self.memory = Memory()
        self.engine = _engine(self.address, busy_seconds, _BY_INDEX)
        self._writer = self.engine.execution_options(dueprocess_writes=True)
        self._standby = Standby(self.engine.execution_options(isolation_level="AUTOCOMMIT"))
        if self.engine_name == "sqlite":
            self._reader = self.engine
        else:
            self._reader = _engine(self.address, busy_seconds, _FROM_MEMORY).execution_options(
                **_SNAPSHOT
            )
            _forget_after_fork(self._reader)
        _forget_after_fork(self.engine)
        _STORES.add(self)

    @classmethod
    def from_environment(cls) -> Store:
        """The store that the environment names (see `Place`)."""
        return cls(Place().url)

    @property
    def url(self) -> str:
        """The address with which another process opens the same book."""
        return self.address.url

    @property
    def engine_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.address.engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one snapshot of the book; it writes nothing."""
        with self._in_words(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: committed at the end, rolled back on any error.

        On SQLite it holds the book's only write lock from its first statement on. Raises
        `BookBusy` when another process keeps that lock for longer than `BUSY_SECONDS`.
        """
        with (
            self._in_words(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def entering(self) -> Iterator[Connection]:
        """As `writing`, on the bare connection: what has no objects to keep costs half as much."""
        with self._in_words(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """A connection without a transaction: each statement is one of its own (PostgreSQL)."""
        with self._in_words(), self._standby.lent() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the database's tables to this version; harmless when they are."""
        self.address.make_room()
        with self._in_words(), self._writer.begin() as connection:
            migrations.upgrade(connection)

    def close(self) -> None:
        """Close every connection."""
        self._standby.close()
        self.engine.dispose()
        self._reader.dispose()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            words = named(error, self.address.shown, self._busy_seconds)
            if words is None:
                raise
            raise words from error


_STORES: weakref.WeakSet[Store] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for store in list(_STORES):
        store.close()


_SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


# A plan is kept for the life of a connection. Made while a table was still empty it would read
# the whole table for every row looked up, keys of other tables included, long after it has grown.
_BY_INDEX = "-c enable_seqscan=off"
# A book lies in memory, or on a disk without arms. Priced as if each page were sought on a turning
# disk, the clocks of a court would be read through for want of a cheaper way.
# For what a page counts, fetching help takes longer than counting alone; only what goes through a
# whole province's past is worth it. The cases that a walk looks its clocks up among (see `walking`)
# must find room in memory, a million of them too, or each clock would go through all of them.
_FROM_MEMORY = "-c random_page_cost=1.1 -c parallel_setup_cost=50000 -c work_mem=32MB"


def _engine(address: Address, busy_seconds: int, planning: str) -> Engine:
    sqlite = address.engine == "sqlite"
    engine = create_engine(
        address.url,
        json_serializer=dumped,
        hide_parameters=True,  # what is said of a party stays out of every log
        pool_timeout=busy_seconds,
        connect_args=_sqlite(busy_seconds) if sqlite else _postgresql(busy_seconds, planning),
    )
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkout", expect_open)
    return engine


def _sqlite(busy_seconds: int) -> dict[str, Any]:
    return {"timeout": busy_seconds}


def _postgresql(busy_seconds: int, planning: str) -> dict[str, Any]:
    # Compiling a plan to machine code costs more than any of our short statements takes.
    options = f"-c lock_timeout={busy_seconds}s -c jit=off {planning}"
    return {"options": options, "application_name": "dueprocess"}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin_sqlite`, not guessed by the driver.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -65536",  # 64 MiB
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns to writing later can fail at once instead of waiting.
    writes = connection.get_execution_options().get("dueprocess_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _forget_after_fork(engine: Engine) -> None:
    """Let a forked child drop the parent's connections without closing them."""
    kept = weakref.ref(engine)

    def forget() -> None:
        inherited = kept()
        if inherited is not None:
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)

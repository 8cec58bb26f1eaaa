"""Desks to try: no book, an empty case, a case that was filed, a case whose notice is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dueprocess.desk import Desk
from models.store import Store
from tests.conftest import Prepared
from tests.dueprocess.browser import Opened, doors
from tests.dueprocess.court import CourtDesk, furnish

if TYPE_CHECKING:
    from dueprocess.simulator.simulation import Simulation
from tests.dueprocess.overview import furnished

Seated = Callable[[str, Callable[[CourtDesk], object]], CourtDesk]


@pytest.fixture
def nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk whose environment names a book that was never founded."""
    store = Store(f"sqlite:///{tmp_path / 'none' / 'book.db'}")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    return CourtDesk(store, capsys)


@pytest.fixture
def at_desk(
    prepared: Prepared, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seated]:
    """Opens a desk on a book of that name, which is made once and copied for each test."""
    # Nothing listens there: a fact has to stand without Prefect.
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    stores = []

    def seated(name: str, make: Callable[[CourtDesk], object]) -> CourtDesk:
        def works(store: Store) -> None:
            monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
            make(CourtDesk(store, capsys))

        # Two files may call their books alike: what makes them tells them apart.
        store = prepared.book(f"{name} {make.__module__} {make.__qualname__}", works)
        stores.append(store)
        monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
        return CourtDesk(store, capsys)

    yield seated
    for store in stores:
        prepared.drop(store)


@pytest.fixture
def desk(at_desk: Seated) -> CourtDesk:
    """A desk on a rehearsal book whose clock stands at Monday 2026-03-02, with one empty case."""
    return at_desk("desk", lambda desk: furnish(desk.store))


@pytest.fixture
def filed(at_desk: Seated) -> CourtDesk:
    """The same desk with the case filed on Friday 2026-02-27 and assigned."""
    return at_desk("filed", _filed)


@pytest.fixture
def late(at_desk: Seated) -> CourtDesk:
    """A desk whose one case owes its execution notice since 2026-03-03; it is 2026-03-11."""
    return at_desk("late", _late)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the simulated books lie; one engine tells as much of the decisions as two."""
    return tmp_path_factory.mktemp("simulated")


@pytest.fixture(scope="session")
def year(folder: Path) -> Simulation:
    """A dozen cases through a year."""
    from tests.dueprocess.simulated import CASES, LAST, simulated

    return simulated(folder / "year.db", CASES, LAST)


def _filed(desk: CourtDesk) -> None:
    furnish(desk.store)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表", "--evidence-on", "2026-02-27")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-02-27", "--evidence", "交接单")


def _late(desk: CourtDesk) -> None:
    furnish(desk.store)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-02-27", "--evidence", "交接单")
    desk.does("rehearse", "until", "2026-03-11")


@pytest.fixture
def overview(at_desk: Seated) -> CourtDesk:
    """A court with property, money and late clocks, and courts above and beside it."""
    return at_desk("overview", furnished)


@pytest.fixture
def entering(overview: CourtDesk) -> Iterator[Opened]:
    """Opens the board of that court for an officer; "" for somebody who has not logged in."""
    desk = Desk.opened()
    yield doors(desk)
    desk.store.close()

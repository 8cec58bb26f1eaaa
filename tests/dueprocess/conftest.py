"""Desks to try: no book, an empty case, a case that was filed, a case whose notice is late."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store import Store
from tests.dueprocess.court import CourtDesk, furnish


@pytest.fixture
def nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk whose environment names a book that was never founded."""
    store = Store(f"sqlite:///{tmp_path / 'none' / 'book.db'}")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    return CourtDesk(store, capsys)


@pytest.fixture
def desk(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk on a rehearsal book whose clock stands at Monday 2026-03-02, with one empty case."""
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    # Nothing listens there: a fact has to stand without Prefect.
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    furnish(store)
    return CourtDesk(store, capsys)


@pytest.fixture
def filed(desk: CourtDesk) -> CourtDesk:
    """The same desk with the case filed on Friday 2026-02-27 and assigned."""
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表", "--evidence-on", "2026-02-27")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-02-27", "--evidence", "交接单")
    return desk


@pytest.fixture
def late(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk whose one case owes its execution notice since 2026-03-03; it is 2026-03-11."""
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    furnish(store)
    desk = CourtDesk(store, capsys)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-02-27", "--evidence", "交接单")
    desk.does("rehearse", "until", "2026-03-11")
    return desk

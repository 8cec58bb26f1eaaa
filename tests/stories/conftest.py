"""What a story begins with: a court, and for some a Prefect server with a worker on its book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dueprocess.stack import FIRST, Stack
from dueprocess.stackplan import StackPlan
from models.store import Store
from rulebook.time.zone import SHANGHAI
from tasks.prefect_api import PrefectApi
from tests.conftest import Prepared
from tests.flows.conftest import free_port
from tests.stories.court import Court, Runs

ROOT = Path(__file__).parents[2]
STOCK = """
  - name: stock
    entrypoint: flows.enforcement_case.enforcement_case
    work_pool:
      name: stock
"""
FRIDAY = datetime(2026, 2, 13, 8, 20, tzinfo=SHANGHAI)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Prefect's server with the deployments of prefect.yaml; workers come with their court.

    The patrol's schedule is off: in a story the court says when somebody looks.
    """
    home = tmp_path_factory.mktemp("prefect")
    deployments = home / "prefect.yaml"
    declared = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert "active: true" in declared
    deployments.write_text(declared.replace("active: true", "active: false") + STOCK, "utf-8")
    plan = StackPlan(
        home=home,
        port=free_port(),
        query_seconds=0.5,
        prefect_file=deployments,
        first=(*FIRST, "bulletin", "stock"),  # no story waits for the hour of a review
        pools={"cases": "dueprocess", "stock": "process"},
    )
    with Stack(plan) as running:
        running.child("worker").stop(grace=5)
        yield running


@pytest.fixture
def book(prepared: Prepared) -> Iterator[Store]:
    """A rehearsal that begins on the Friday before the Spring Festival of 2026."""
    copied = prepared.book("friday", lambda _: None, FRIDAY)
    yield copied
    prepared.drop(copied)


@pytest.fixture
def court(book: Store, tmp_path: Path) -> Court:
    """A court whose book no Prefect knows of."""
    return Court(book, tmp_path / "mailbox")


@pytest.fixture
def workers(book: Store, tmp_path: Path, server: Stack) -> Iterator[Stack]:
    """The workers on the court's book: one runs, and a story may stop or kill it."""
    environment = {
        "DUEPROCESS_DATABASE_URL": book.url,
        "DUEPROCESS_HOME": str(tmp_path / "home"),
    }
    on_this_book = Stack(replace(server.plan, environment=environment))
    on_this_book.start_worker()
    yield on_this_book
    on_this_book.stop()


@pytest.fixture
def worked_court(court: Court, server: Stack, workers: Stack) -> Iterator[Court]:
    """A court with a worker on its book."""
    assert workers.alive() == {"worker": True}
    with PrefectApi(server.api_url) as court.api:
        yield court


@pytest.fixture
def runs(server: Stack) -> Iterator[Runs]:
    """What the server knows of the runs."""
    asked = Runs(server.api_url)
    yield asked
    asked.close()

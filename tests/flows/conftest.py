"""One real Prefect server and worker for all tests here, started as `make up` starts them."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dueprocess.stack import Stack
from dueprocess.stackplan import StackPlan
from tasks.asking import AskingClient
from tasks.prefect_api import PrefectApi

HERE = Path(__file__).parent
WAITS = "003 发出执行通知书"
PATIENCE = 150.0  # seconds, on a machine that the other tests keep busy


def free_port() -> int:
    """A port that nobody has, and that the system gives to nobody else who asks for any."""
    for port in random.sample(range(20000, 30000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports were tried, and all are taken")


_RUNNING: list[Stack] = []


@pytest.hookimpl(trylast=True)  # when the test's own fixtures have ended
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Server and worker end with the last test here: beside the stories they would only poll.

    This folder cannot be a package, as theirs is: its name is that of the room.
    """
    if nextitem is None or nextitem.path.parent != item.path.parent:
        while _RUNNING:
            _RUNNING.pop().stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    plan = StackPlan(
        home=tmp_path_factory.mktemp("installation"),
        port=free_port(),
        query_seconds=0.5,
        prefect_file=HERE / "prefect.yaml",
        pools={"cases": "dueprocess", "stock": "process"},
        environment={"PYTHONPATH": os.pathsep.join([str(HERE), *_inherited()])},
    )
    with Stack(plan) as running:
        _RUNNING.append(running)
        yield running


def _inherited() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


class Prefect:
    """What the tests say to the server, in their own words."""

    numbers = count(1)

    def __init__(self, base_url: str) -> None:
        self.api = PrefectApi(base_url)
        self._http = AskingClient(base_url, timeout=30)

    def closes(self) -> None:
        self.api.close()
        self._http.close()

    def starts(self, flow: str, deployment: str = "", **parameters: Any) -> UUID:
        found = self.api.deployment_id(flow, deployment or flow)
        assert found is not None
        return self.api.create_run(found, f"{flow} {next(self.numbers)}", parameters)

    def becomes(self, run: UUID, state: str, within: float = PATIENCE) -> None:
        self.eventually(lambda: self.api.state(run) == state, within)

    def waits_for_form(self, run: UUID) -> None:
        """The run is suspended, and its form is there: Prefect keeps that a moment later."""
        self.becomes(run, "Suspended")
        path = f"/flow_runs/{run}/input/filter"
        self.eventually(lambda: bool(self.post(path, {"prefix": ""})))

    def eventually(self, true: Callable[[], bool], within: float = PATIENCE) -> None:
        last_moment = time.monotonic() + within
        while not true():
            assert time.monotonic() < last_moment, "it did not come about"
            time.sleep(0.1)

    def sets(self, run: UUID, kind: str) -> None:
        self.post(f"/flow_runs/{run}/set_state", {"state": {"type": kind}})

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._http.post(path, json=body).raise_for_status().json()

    def task_names(self, run: UUID) -> list[str]:
        wanted = {"task_runs": {"flow_run_id": {"any_": [str(run)]}}}
        return sorted(row["name"] for row in self.post("/task_runs/filter", wanted))

    def logs(self, run: UUID) -> list[str]:
        wanted = {"logs": {"flow_run_id": {"any_": [str(run)]}}}
        return [line["message"] for line in self.post("/logs/filter", wanted)]

    def states(self, run: UUID) -> list[str]:
        history = self._http.get("/flow_run_states/", params={"flow_run_id": str(run)})
        return [state["name"] for state in history.raise_for_status().json()]


@pytest.fixture
def prefect(stack: Stack) -> Iterator[Prefect]:
    server = Prefect(stack.api_url)
    yield server
    server.closes()


class Case:
    """The rows of one demonstration case: what it owes, what was done and how often."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self._owed, self._done = folder / "owed", folder / "done"
        self._owed.mkdir()
        self._done.mkdir()

    def owes(self, name: str) -> None:
        (self._owed / name).touch()

    def done(self, name: str) -> int:
        """How many times `name` was acted on."""
        mark = self._done / name
        return len(mark.read_text().splitlines()) if mark.exists() else 0

    def note(self, name: str) -> str:
        note = Path(self.folder) / name
        return note.read_text() if note.exists() else ""

    def notes(self, name: str) -> None:
        (Path(self.folder) / name).touch()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    folder = tmp_path / "rows"
    folder.mkdir()
    return Case(folder)

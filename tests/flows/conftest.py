"""One real Prefect server and worker for the whole session, started as `make up` starts them."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dueprocess.stack import Stack, StackPlan
from tasks.prefect_api import PrefectApi

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(true: Callable[[], bool], within: float = 30) -> None:
    """Wait until `true()`; fail when it is not so `within` seconds."""
    last_moment = time.monotonic() + within
    while not true():
        assert time.monotonic() < last_moment, "it did not come about"
        time.sleep(0.1)


@pytest.fixture(scope="session", name="eventually")
def eventually_() -> Callable[..., None]:
    return eventually


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    plan = StackPlan(
        home=tmp_path_factory.mktemp("installation"),
        port=free_port(),
        query_seconds=0.5,
        prefect_file=HERE / "prefect.yaml",
        pools={"cases": "dueprocess", "stock": "process"},
        environment={"PYTHONPATH": str(HERE)},
    )
    with Stack(plan) as running:
        yield running


@pytest.fixture
def api(stack: Stack) -> Iterator[PrefectApi]:
    with PrefectApi(stack.api_url) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The rows of one demonstration case."""
    for name in ("owed", "done"):
        (tmp_path / name).mkdir()
    return tmp_path

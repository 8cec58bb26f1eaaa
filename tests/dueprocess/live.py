"""The board as it is served: uvicorn on loopback, in a thread, until the test is over."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dueprocess.board.serving import beside
from dueprocess.desk import Desk


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, str]]:
    """The desk of the environment's book, and the address under which its board answers."""
    monkeypatch.setenv("DUEPROCESS_BOARD_PORT", str(_free()))
    monkeypatch.setenv("DUEPROCESS_API_PER_MINUTE", "1000000")
    desk = Desk.opened()
    try:
        with beside(desk):
            yield desk, f"http://{desk.settings.board_host}:{desk.settings.board_port}"
    finally:
        desk.store.close()


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

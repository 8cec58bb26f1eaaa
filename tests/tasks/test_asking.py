"""A busy Prefect server is asked again; who has waited long enough is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

import pytest

from tasks.prefect_api import PrefectApi, PrefectUnavailable
from tests.notifications.receivers import Endpoint, endpoint

RUN = UUID(int=1)


def creates(server: Endpoint, patience: float = 20) -> UUID:
    with PrefectApi(f"http://127.0.0.1:{server.port}/api", patience=patience) as api:
        return api.create_run(RUN, "（2026）京0105执1号", {}, idempotency_key="case:1")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds waited for, without waiting."""
    waited: list[float] = []
    keep: Callable[[float], None] = waited.append
    monkeypatch.setattr(time, "sleep", keep)
    return waited


def test_a_busy_server_is_asked_again_until_it_answers(waits: list[float]) -> None:
    with endpoint(answer={"id": str(RUN)}) as server:
        server.busy = 3
        assert creates(server) == RUN
    assert [post.said["idempotency_key"] for post in server.posted] == ["case:1"] * 4
    assert waits == sorted(waits) and len(waits) == 3, "each wait is a little longer"


@pytest.mark.parametrize(("said", "waited"), [("0.5", 0.5), ("3600", 2.0), ("soon", 0.1)])
def test_a_server_that_says_when_is_asked_then_within_bounds(
    waits: list[float], said: str, waited: float
) -> None:
    with endpoint(answer={"id": str(RUN)}) as server:
        server.busy, server.retry_after = 1, said
        creates(server)
    assert waits == [waited]


def test_when_patience_runs_out_the_busy_server_is_named() -> None:
    with endpoint(503) as server, pytest.raises(PrefectUnavailable, match="create_flow_run: 503"):
        creates(server, patience=0.25)
    assert len(server.posted) == 2


def test_an_answer_that_is_no_is_not_asked_for_again(waits: list[float]) -> None:
    with endpoint(500) as server, pytest.raises(PrefectUnavailable, match=": 500"):
        creates(server)
    assert (len(server.posted), waits) == (1, [])

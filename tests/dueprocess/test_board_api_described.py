"""What the interface says of itself holds: made-up requests by the description, live, no 5xx."""

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER
from tests.dueprocess.live import served
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import READS, WRITES, token

# One engine tells as much of the description as two; PostgreSQL is the stricter about texts.
ENGINES = ("postgresql",)
EXAMPLES = 10  # of each route
ACTS = (*READS, *WRITES, "overlay", "approve_overlay")
NOT_A_DIRECTORS = "GET /api/v1/audit"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
Described = tuple[schemathesis.BaseSchema, dict[str, str], list[str]]


@pytest.fixture
def described(at_desk: Seated, monkeypatch: pytest.MonkeyPatch) -> Iterator[Described]:
    """The description as the running board gives it, a director's token, and the kinds of facts."""
    at_desk("overview", furnished)
    with served(monkeypatch) as (desk, url):
        told = httpx.get(f"{url}/api/v1/openapi.json").json()
        schema = schemathesis.openapi.from_dict(told)
        schema.config.update(base_url=url)
        yield (
            schema,
            {"Authorization": f"Bearer {token(desk, 'D001', ACTS)}"},
            sorted(desk.law.facts),
        )


def test_requests_made_up_by_the_description_are_answered_as_it_says(described: Described) -> None:
    schema, headers, kinds = described
    answers: defaultdict[str, set[int]] = defaultdict(set)
    turns = count()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @seed(20260311)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answered(case: schemathesis.Case[Any]) -> None:
            turn = next(turns)
            mine = {**headers, "Idempotency-Key": f"turn-{turn}"} if turn % 2 else headers
            if turn % 2:
                _go_on(case, kinds[turn % len(kinds)])
            said = case.call_and_validate(headers=mine, checks=CHECKS)
            answers[case.operation.label].add(said.status_code)

        answered()
    assert len(answers) == sum(len(acts) for acts in schema.raw_schema["paths"].values())
    shut = {NOT_A_DIRECTORS: answers.pop(NOT_A_DIRECTORS)}
    assert shut[NOT_A_DIRECTORS] <= {400, 403, 422}
    lists = {one: said for one, said in answers.items() if one[:3] == "GET" and "{" not in one}
    assert [one for one, said in lists.items() if 200 not in said] == []
    written = set().union(*(said for label, said in answers.items() if "POST" in label))
    assert {201, 400, 404, 409, 422} <= written


def _go_on(case: schemathesis.Case[Any], kind: str) -> None:
    """Name what there is, so that half of the requests go on behind the door."""
    if "number" in case.path_parameters:
        case.path_parameters["number"] = quote(NUMBER) if "/cases/" in case.path else 1
    if isinstance(case.body, dict) and "kind" in case.body:
        case.body["kind"] = kind


def test_the_board_holds_no_small_answer_back() -> None:
    from dueprocess.board.serving import _listening

    # asyncio lets small answers go at once only on sockets that say they are TCP.
    with _listening("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP

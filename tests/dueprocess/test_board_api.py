"""The interface for programs: a token's acts, pages by cursor, faults as problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from dueprocess.board.app import build
from dueprocess.desk import Desk
from tests.dueprocess.browser import Browser
from tests.dueprocess.court import NUMBER, CourtDesk

CASE = f"/api/v1/cases/{quote(NUMBER)}"


@pytest.fixture
def board(late: CourtDesk) -> Iterator[Browser]:
    desk = Desk.opened()
    with desk.store.writing() as session:
        from models import clock
        from models.tables.account import Account

        now = clock.system_now()
        session.add(Account(officer_id="S001", made_at=now, changed_at=now))
    yield Browser(build(desk))
    desk.store.close()


def _bears(late: CourtDesk, *acts: str) -> dict[str, str]:
    words = [word for act in acts for word in ("--act", act)]
    made = late.does("board", "token", "S001", "--name", "试用", *words)
    return {"Authorization": f"Bearer {made.out.strip()}"}


def test_clocks_come_page_by_page_and_none_twice(late: CourtDesk, board: Browser) -> None:
    who = _bears(late, "list")
    whole = board.get("/api/v1/clocks", headers=who).json()["rows"]
    found: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = board.get("/api/v1/clocks", params={"rows": 1, "cursor": cursor}, headers=who).json()
        found += page["rows"]
        cursor = page["cursor"]
    assert [one["node_id"] for one in found] == [one["node_id"] for one in whole]
    assert len(whole) > 1 and whole[0]["case"] == NUMBER
    assert {"light", "working_days", "due_on"} <= whole[0].keys()


def test_a_case_and_the_derivation_of_its_dates(late: CourtDesk, board: Browser) -> None:
    who = _bears(late, "read")
    case = board.get(CASE, headers=who).json()
    assert case["number"] == NUMBER and case["facts"][0]["seq"] == 1
    node = case["nodes"][0]["key"]
    why = board.get(f"{CASE}/why", params={"node": node}, headers=who)
    assert why.status_code == 200 and why.json()["steps"]


def test_faults_are_problems(late: CourtDesk, board: Browser) -> None:
    who = _bears(late, "read")
    for path, headers, status in (
        (CASE, {}, 401),
        (CASE, {"Authorization": "Bearer made-up"}, 401),
        ("/api/v1/clocks", who, 403),  # the token is good for reading cases
        ("/api/v1/cases/none", who, 404),
        ("/api/v1/nowhere", who, 404),
        ("/api/v1/clocks?rows=0", _bears(late, "list"), 422),
        ("/api/v1/clocks?cursor=x", _bears(late, "list"), 400),
        ("/api/v1/clocks?court=none", _bears(late, "list"), 404),
    ):
        said = board.get(path, headers=headers)
        assert (path, said.status_code) == (path, status)
        assert said.headers["content-type"] == "application/problem+json"
        assert said.json()["status"] == status and said.json()["title"]


def test_a_token_wants_a_known_officer_and_known_acts(late: CourtDesk) -> None:
    assert "X9" in late.is_refused("board", "token", "X9", "--name", "a", "--act", "read")
    assert "raed" in late.is_refused("board", "token", "S001", "--name", "a", "--act", "raed")


def test_the_interface_describes_itself(board: Browser) -> None:
    told = board.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in told["paths"])
    for path, acts in told["paths"].items():
        for method, act in acts.items():
            assert act["description"], path
            keyed = [one for one in act.get("parameters", []) if one["name"] == "Idempotency-Key"]
            assert bool(keyed) == (method == "post"), path
            assert "Problem" in str(act["responses"]["404"]), path
    written = told["components"]["schemas"]["FactSaid"]["properties"]
    assert written["kind"]["examples"] and "refusals" in str(
        told["components"]["schemas"]["Problem"]
    )

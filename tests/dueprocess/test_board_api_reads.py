"""Reads of programs: every list page by page, within reach; events without names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from dueprocess.board.api import parts
from dueprocess.board.api.paging import cursor
from dueprocess.board.api.throttle import Throttle
from dueprocess.board.app import build
from dueprocess.desk import Desk
from dueprocess.worklists import Kind
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import OTHER, furnished
from tests.dueprocess.programs import Program, accounts, token

As = Callable[..., Program]
LISTS = ("/items", "/interviews", "/money", "/measures", "/bulletins", "/clocks")
PARTS = (
    *(f"/mine/{part}" for part in parts.Mine),
    *(f"/pool/{part}" for part in parts.Pool),
    *(f"/quality/{part}" for part in parts.Quality),
)


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("overview", furnished)


@pytest.fixture
def as_(court: CourtDesk) -> Iterator[As]:
    desk = Desk.opened()
    accounts(desk, ("J001", "S001"))
    app = build(desk)

    def program(officer: str, *acts: str) -> Program:
        return Program(Browser(app), token(desk, officer, acts) if acts else token(desk, officer))

    yield program
    desk.store.close()


def test_every_list_comes_page_by_page_and_nothing_twice(as_: As) -> None:
    program = as_("S001")
    for path in (*LISTS, *PARTS, *(f"/lists/{kind.value}" for kind in Kind)):
        whole, paged = program.pages(path, 500), program.pages(path, 1)
        assert paged == whole
        assert len({json.dumps(one, sort_keys=True) for one in whole}) == len(whole)
        if path in {"/money", "/measures", "/items", "/lists/overdue", "/mine/overdue"}:
            assert whole, path


def test_one_s_day_is_that_of_the_page_and_verifying_is_for_who_may(as_: As) -> None:
    handler, supervisor = as_("J001"), as_("S001")
    late = handler.pages("/mine/overdue", 2)
    listed = handler.pages("/lists/overdue", 9)
    assert late and {one["key"] for one in late} == {one["key"] for one in listed}
    assert handler.get("/mine/verify").status_code == 404
    proposed = supervisor.pages("/mine/verify", 9)
    assert proposed and {one["state"] for one in proposed} == {"proposed"}
    assert handler.get("/mine/none").status_code == 422


def test_the_wall_tells_counts_and_no_name(as_: As) -> None:
    program = as_("S001")
    said = program.get("/wall")
    assert said.json()["clocks"]["overdue"] == len(program.pages("/lists/overdue", 100))
    assert said.json()["money"]["payable"] == 1 and said.json()["cases"]["pending"] == 1
    assert not any(name in said.text for name in (NUMBER, "执1234", "周演监", "沈演一", "甲公司"))
    assert as_("B106").get("/wall").json()["clocks"]["overdue"] == 0


def test_a_list_holds_only_what_the_officer_reaches(as_: As) -> None:
    beside, reader = as_("B106"), as_("S001", "read")
    for path in (*LISTS, *PARTS, "/lists/overdue", "/lists/items", "/lists/funds"):
        assert [one for one in beside.pages(path, 100) if one.get("case", OTHER) != OTHER] == []
        assert reader.get(path).status_code == 403


def _told(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(one, sort_keys=True) for one in rows)


def test_a_list_says_the_same_as_the_desks_own(as_: As, court: CourtDesk) -> None:
    for kind in Kind:
        desks = court.does("list", kind.value, "--json").json
        found = as_("S001").pages(f"/lists/{kind.value}", 100)
        assert _told(found) == _told(desks), kind


def test_one_item_and_one_interview_are_hidden_from_whoever_may_not_read_the_case(
    as_: As,
) -> None:
    number = as_("S001").pages("/items", 1)[0]["id"]
    assert as_("S001").get(f"/items/{number}").json()["case"] == NUMBER
    assert as_("B106").get(f"/items/{number}").status_code == 404
    assert as_("S001").get("/interviews/1").status_code == 404
    assert as_("S001").get("/bulletins/none").status_code == 404


def test_a_cursor_of_another_list_or_none_of_ours_is_refused(as_: As) -> None:
    program = as_("S001")
    for path in ("/items", "/clocks", "/lists/overdue", "/bulletins", "/events"):
        for made in ("x", cursor("a", "b", "c"), "W10=", cursor("9999-99-99", 1)):
            name = "after" if path == "/events" else "cursor"
            assert program.get(path, **{name: made}).status_code == 400, (path, made)


def _events(program: Program, rows: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after, more = "", True
    while more:
        said = program.get("/events", after=after, rows=rows).json()
        found, after, more = found + said["rows"], said["cursor"], said["more"]
    return found


def test_events_come_in_order_each_once_and_go_on_from_the_cursor(
    as_: As, court: CourtDesk
) -> None:
    program = as_("S001")
    whole = _events(program, 1000)
    assert _events(program, 3) == whole
    assert [one["at"] for one in whole] == sorted(one["at"] for one in whole)
    assert {one["type"] for one in whole} >= {"fact", "alert", "item_opened"}
    facts = court.does("case", TYPED, "--json").json["facts"]
    assert [one["seq"] for one in whole if one["type"] == "fact"] == [one["seq"] for one in facts]
    end = program.get("/events", rows=1000).json()["cursor"]
    assert program.get("/events", after=end).json()["rows"] == []
    court.does("rehearse", "until", "2026-03-16")
    later = program.get("/events", after=end).json()["rows"]
    assert later and not {json.dumps(one) for one in later} & {json.dumps(one) for one in whole}


def test_events_bear_no_name_no_subject_and_nothing_of_other_courts(as_: As) -> None:
    told = json.dumps(_events(as_("S001"), 1000), ensure_ascii=False)
    for word in ("甲公司", "丁", "房产1", "款1", "J001", "沈演一", "收件登记", "6222"):
        assert word not in told
    assert _events(as_("B106"), 1000) == []
    assert as_("J001", "list").get("/events").status_code == 403


def test_a_token_that_asks_too_fast_is_told_to_wait(court: CourtDesk) -> None:
    desk = Desk.opened()
    accounts(desk, ("S001",))
    app = build(desk)
    app.state.throttle = Throttle(2)
    program, other = (Program(Browser(app), token(desk, "S001")) for _ in range(2))
    assert [program.get("/items").status_code for _ in range(3)] == [200, 200, 429]
    assert 1 <= int(program.get("/items").headers["Retry-After"]) <= 60
    assert other.get("/items").status_code == 200
    desk.store.close()


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    throttle = Throttle(60, lambda: now[0])
    assert [throttle.wait(1) for _ in range(60)] == [0.0] * 60
    assert throttle.wait(1) == pytest.approx(1.0)
    now[0] = 1.0
    assert (throttle.wait(1), throttle.wait(1) > 0) == (0.0, True)


def test_a_case_that_is_read_over_the_interface_is_noted(as_: As, court: CourtDesk) -> None:
    from models.access import audit

    as_("S001").get(f"/cases/{quote(NUMBER)}")
    with court.store.reading() as session:
        assert ("read", NUMBER) in {
            (one.act, one.case_number) for one in audit.lines(session, officer="S001")
        }

"""Every act of the board has its twin in the interface: reviews, duty desk, overlays, overview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from dueprocess.board.app import build
from dueprocess.desk import Desk
from models.access import audit
from models.tables.overlay import LawOverlay
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import READS, WRITES, Program, token
from tests.dueprocess.test_board_overlays import OWN, TIGHTER
from tests.dueprocess.test_board_reviews import _finding
from tests.dueprocess.test_board_walk import _routes

ENGINES = ("sqlite",)
As = Callable[..., Program]
FACTS = "/api/v1/cases/{number}/facts"
# What a form of the board does, and by which addresses a program does the same.
TWINS = {
    "/cases/{number}/act": (FACTS,),
    "/batch": (FACTS, "/api/v1/items/{number}/confirm", "/api/v1/items/{number}/verify"),
    "/interviews/{number}/record": ("/api/v1/interviews/{number}/record",),
    "/reviews/{number}": ("/api/v1/reviews/{number}/conclude",),
    "/handover": ("/api/v1/handover", "/api/v1/handover/take"),
    "/overlays": ("/api/v1/overlays",),
    "/overlays/{number}": (
        "/api/v1/overlays/{number}/approve",
        "/api/v1/overlays/{number}/decline",
    ),
}
# The door itself: no program makes or takes keys to the house.
PEOPLES = {"/login", "/logout", "/join/{link}", "/accounts", "/tokens", "/tokens/{number}/revoke"}
# What a page shows, and where a program reads the same.
READ = {
    "/": "clocks",
    "/lists/{kind}": "lists/{kind}",
    "/items": "items",
    "/interviews": "interviews",
    "/reviews": "reviews",
    "/bulletins": "bulletins",
    "/money": "money",
    "/measures": "measures",
    "/mine": "mine/{part}",
    "/pool": "pool/{part}",
    "/quality": "quality/{part}",
    "/quality/doctor": "quality/{part}",
    "/wall": "wall",
    "/handover": "handover",
    "/handover/{number}": "handovers/{number}",
    "/overlays": "overlays",
    "/overlays/{number}": "overlays/{number}",
    "/courts": "courts",
    "/leader": "ten-lines",
    "/search": "search",
    "/rules": "rules",
    "/rules/entry": "rules/{id}",
    "/calendar": "calendar/{year}",
    "/audit": "audit",
    "/cases/{number}": "cases/{number}",
    "/cases/{number}/why": "cases/{number}/why",
    "/cases/{number}/last-day": "cases/{number}/last-day",
    "/cases/{number}/day": "cases/{number}/day",
    "/cases/{number}/drafts/{draft}": "cases/{number}/drafts/{draft}",
}


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("overview", furnished)


@pytest.fixture
def desk(court: CourtDesk) -> Iterator[Desk]:
    with Desk.opened() as opened:
        yield opened


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    return build(desk)


@pytest.fixture
def as_(desk: Desk, app: FastAPI) -> As:
    def program(officer: str, *acts: str) -> Program:
        return Program(Browser(app), token(desk, officer, acts or (*READS, *WRITES)))

    return program


def test_each_form_of_the_board_has_its_twin_and_each_page_is_read_by_programs_too(
    app: FastAPI,
) -> None:
    forms = set(_routes(app, "POST", api=False))
    assert forms == TWINS.keys() | PEOPLES
    posts, gets = (set(_routes(app, method, api=True)) for method in ("POST", "GET"))
    assert {one for twins in TWINS.values() for one in twins} <= posts
    assert {f"/api/v1/{one}" for one in READ.values()} <= gets
    assert READ.keys() <= set(_routes(app, "GET", api=False))


def test_a_finding_is_concluded_once_whatever_is_sent_twice(court: CourtDesk, as_: As) -> None:
    number = _finding(court)
    program = as_("S001")
    listed = program.get("/reviews").json()["rows"]
    assert [(one["id"], one["case"]) for one in listed if one["id"] == number] == [(number, NUMBER)]
    path = f"/reviews/{number}/conclude"
    silent = program.post(path, {"outcome": "已纠正"}, "mended")
    assert silent.status_code == 400 and "--reason" in silent.json()["detail"]
    said = {"outcome": "已纠正", "reason": "已恢复执行"}
    first, again = (program.post(path, said, "mended") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201) and first.text == again.text
    assert first.json()["finding"]["outcome"] == "已纠正"
    facts = court.does("case", TYPED, "--json").json["facts"]
    assert [one["kind"] for one in facts].count("review_concluded") == 1
    assert program.post(path, said).status_code == 409  # it was concluded
    assert as_("B106").get(f"/reviews/{number}").status_code == 404
    assert as_("S001", "read").get("/reviews").status_code == 403
    with court.store.reading() as session:
        lines = audit.lines(session, officer="S001")
    told = [(one.act, one.case_number, one.detail) for one in lines]
    assert told.count(("review", NUMBER, "review_concluded")) == 1


def test_the_desk_changes_hands_by_programs_as_it_does_on_the_board(
    court: CourtDesk, as_: As
) -> None:
    giver, taker = as_("S001"), as_("D001")
    whole = court.does("handover", "--court", "京0105", "--json").json["sheet"]
    sheet = giver.get("/handover", court="京0105").json()["sheet"]
    assert [one["what"] for one in sheet["unanswered"]] == [
        one["what"] for one in whole["unanswered"]
    ]
    said = {"court": "京0105", "to": "D001", "note": "停电一小时"}
    assert as_("S001", "list").post("/handover", said).status_code == 403
    made = giver.post("/handover", said, "hand")
    assert made.status_code == 201 and giver.post("/handover", said, "hand").text == made.text
    assert giver.post("/handover", said).status_code == 409  # nobody signed for the last one
    assert giver.post("/handover/take", {"court": "京0105"}).status_code == 409
    taken = taker.post("/handover/take", {"court": "京0105"})
    assert taken.status_code == 201 and taken.json()["taken_at"]
    assert [one["id"] for one in giver.pages("/handovers", 1, court="京0105")] == [1]
    frozen = giver.get("/handovers/1").json()
    assert frozen["sheet"]["unanswered"] == sheet["unanswered"]
    assert as_("B106").get("/handovers/1").status_code == 404
    assert as_("L001").get("/handover").status_code == 404


def test_an_overlay_is_tried_proposed_and_approved_by_a_second_officer(
    desk: Desk, court: CourtDesk, as_: As
) -> None:
    acts = ("list", "overlay", "approve_overlay")
    first, second = as_("V001", *acts), as_("P001", *acts)
    said = {"title": "收紧", "text": TIGHTER, "reason": "本院惯例"}
    ahead = first.post("/overlays", said, "", dry_run=True)
    assert ahead.status_code == 200 and ahead.json()["clocks"]["clocks"] == 1
    loose = {**said, "text": TIGHTER.replace("5:day", "15:day")}
    refused = first.post("/overlays", loose, "loose")
    assert refused.status_code == 400 and "exec-notice-10d" in refused.json()["detail"]
    made = first.post("/overlays", said, "one")
    assert made.status_code == 201 and first.post("/overlays", said, "one").text == made.text
    with court.store.reading() as session:
        assert len(session.exec(select(LawOverlay)).all()) == 1
    number = made.json()["number"]
    assert first.post(f"/overlays/{number}/approve", {}).status_code == 403  # one's own
    assert as_("S001", "overlay").post(f"/overlays/{number}/approve", {}).status_code == 403
    assert second.post(f"/overlays/{number}/approve", {"reason": "同意"}).status_code == 201
    assert second.post(f"/overlays/{number}/decline", {}).status_code == 409
    assert first.get(f"/overlays/{number}").json()["approved"] is True
    assert OWN in desk.current().law.rules
    assert OWN in court.does("case", TYPED, "--json").out  # its clock was opened by the recount
    assert OWN in str(second.get(f"/rules/{OWN}").json())


def test_what_the_board_shows_from_above_is_read_by_programs(court: CourtDesk, as_: As) -> None:
    program = as_("S001", "list", "read")
    hits = program.get("/search", q="2026京0105执1234").json()["rows"]
    assert [one["number"] for one in hits] == [NUMBER]
    assert as_("B106").get("/search", q="1234").json()["rows"] == []
    courts = program.get("/courts", court="京0105").json()
    late = courts["courts"][0]["overdue"]
    assert sum(one["overdue"] for one in courts["nodes"]) == late > 0
    assert program.get("/courts", court="京0106").status_code == 404
    ten = program.get("/ten-lines").json()["rows"]
    clocks = program.pages("/clocks", 100, when="overdue")
    assert len(ten) == 10 and ten[0]["count"] == str(len(clocks))
    year = program.get("/calendar/2026").json()
    assert year["covered"] and year["off"]["2026-10-01"]
    found = program.pages("/rules", 100, q="exec-notice")
    assert {one["id"] for one in found} >= {"exec-notice-10d"}
    entry = program.get("/rules/exec-notice-10d").json()
    assert entry["id"] == "exec-notice-10d" and program.get("/rules/none").status_code == 404


def test_the_audit_comes_page_by_page_and_none_twice(as_: As) -> None:
    for _ in range(3):
        as_("J001", "read").get(f"/cases/{NUMBER}")
    assert as_("S001").get("/audit").status_code == 403
    program = as_("U001", "audit")
    lines: list[dict[str, Any]] = program.pages("/audit", 2, officer="J001")
    assert len({one["id"] for one in lines}) == len(lines)
    assert [one["case_number"] for one in lines].count(NUMBER) == 3

"""Writes that are no single fact are seen ahead too: same rights and refusals, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dueprocess.board.app import build
from dueprocess.desk import Desk
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import TYPED, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import READS, WRITES, Program, token
from tests.dueprocess.test_board_overlays import OWN, TIGHTER
from tests.dueprocess.test_board_reviews import _finding

ENGINES = ("sqlite",)
As = Callable[..., Program]


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("overview", furnished)


@pytest.fixture
def as_(court: CourtDesk) -> Iterator[As]:
    with Desk.opened() as desk:
        app = build(desk)

        def program(officer: str, *acts: str) -> Program:
            return Program(Browser(app), token(desk, officer, acts or (*READS, *WRITES)))

        yield program


def test_a_finding_s_conclusion_is_seen_ahead(court: CourtDesk, as_: As) -> None:
    path = f"/reviews/{_finding(court)}/conclude"
    said = {"outcome": "已纠正", "reason": "已恢复执行"}
    facts = court.does("case", TYPED, "--json").json["facts"]
    program = as_("S001")
    for _ in range(2):  # it stays open
        ahead = program.post(path, said, "", dry_run=True)
        assert (ahead.status_code, ahead.json()["finding"]["outcome"]) == (200, "已纠正")
    assert court.does("case", TYPED, "--json").json["facts"] == facts
    assert program.post(path, {"outcome": "已纠正"}, "", dry_run=True).status_code == 400
    assert as_("B106").post(path, said, "", dry_run=True).status_code == 404
    assert as_("S001", "read").post(path, said, "", dry_run=True).status_code == 403
    made, seen = program.post(path, said).json()["finding"], ahead.json()["finding"]
    assert {**made, "ended_at": ""} == {**seen, "ended_at": ""}
    assert program.post(path, said, "", dry_run=True).status_code == 409


def test_the_desk_s_change_of_hands_is_seen_ahead(as_: As) -> None:
    giver, taker = as_("S001"), as_("D001")
    said, court = {"court": "京0105", "to": "D001"}, {"court": "京0105"}
    ahead = giver.post("/handover", said, "", dry_run=True)
    assert (ahead.status_code, ahead.json()["handed_to"]) == (200, "D001")
    assert giver.get("/handover", **court).json()["handover"] is None
    assert taker.post("/handover/take", court, "", dry_run=True).status_code == 409
    assert giver.post("/handover", {**said, "to": "S001"}, "", dry_run=True).status_code == 409
    assert as_("S001", "list").post("/handover", said, "", dry_run=True).status_code == 403
    assert giver.post("/handover", said).status_code == 201
    assert taker.post("/handover/take", court, "", dry_run=True).json()["taken_at"]
    assert giver.get("/handover", **court).json()["handover"]["taken_at"] is None
    assert giver.post("/handover/take", court, "", dry_run=True).status_code == 409


def test_a_decision_on_an_overlay_is_seen_ahead(as_: As) -> None:
    acts = ("list", "overlay", "approve_overlay")
    first, second = as_("V001", *acts), as_("P001", *acts)
    said = {"title": "收紧", "text": TIGHTER, "reason": "本院惯例"}
    path = f"/overlays/{first.post('/overlays', said).json()['number']}"
    for word, approved in (("approve", True), ("decline", False)):
        ahead = second.post(f"{path}/{word}", {"reason": "同意"}, "", dry_run=True)
        assert (ahead.status_code, ahead.json()["approved"]) == (200, approved)
        assert first.post(f"{path}/{word}", {}, "", dry_run=True).status_code == 403  # one's own
    assert first.get(path).json()["approved"] is None
    assert second.post(f"{path}/approve", {}).status_code == 201
    assert second.post(f"{path}/decline", {}, "", dry_run=True).status_code == 409


def test_an_approval_seen_ahead_tells_what_it_would_do_now(court: CourtDesk, as_: As) -> None:
    acts = ("list", "overlay", "approve_overlay")
    first, second = as_("V001", *acts), as_("P001", *acts)
    said = {"title": "收紧", "text": TIGHTER, "reason": "本院惯例"}
    tried = first.post("/overlays", said, "", dry_run=True).json()["clocks"]
    path = f"/overlays/{first.post('/overlays', said).json()['number']}"
    facts = court.does("case", TYPED, "--json").json["facts"]
    ahead = second.post(f"{path}/approve", {}, "", dry_run=True).json()
    assert (ahead["approved"], ahead["law"]["rules"]["added"]) == (True, [OWN])
    clocks = ahead["clocks"]
    assert (clocks["clocks"], clocks["cases"], clocks["becomes"]["overdue"]) == (1, 1, 1)
    (shown,) = clocks["first"]
    assert clocks["overdue"] == [shown]
    assert (shown["rule"], shown["before"], shown["after"]) == (OWN, None, "2026-03-03")
    assert (clocks["cases_read"], clocks["next_after"]) == (1, None)
    assert [{**one, "node": "", "rule": ""} for one in tried["first"]] == [
        {**shown, "node": "", "rule": ""}
    ]  # as the proposal was tried
    assert court.does("case", TYPED, "--json").json["facts"] == facts
    with Desk.opened() as desk:
        assert OWN not in desk.law.rules

"""Refusals that programs are told: by which gate, rule and article, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from dueprocess.board.app import build
from dueprocess.desk import Desk
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import Program, token

ENGINES = ("sqlite",)
CASE = f"/cases/{quote(NUMBER)}"
As = Callable[[str], Program]


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("overview", furnished)


@pytest.fixture
def as_(court: CourtDesk) -> Iterator[As]:
    with Desk.opened() as desk:
        app = build(desk)
        yield lambda officer: Program(Browser(app), token(desk, officer))


def _kinds(court: CourtDesk) -> list[str]:
    return [one["kind"] for one in court.does("case", TYPED, "--json").json["facts"]]


def test_what_a_gate_refuses_cites_gate_and_article_and_stays_refused(
    as_: As, court: CourtDesk
) -> None:
    program, before = as_("J001"), _kinds(court)
    said = {
        "kind": "round_termination_ruled",
        "on": "2026-03-10",
        "evidence": "终本裁定",
        "details": {"debtor_missing": False, "obstructed": False},
    }
    for _ in range(2):
        refused = program.post(f"{CASE}/facts", said, "refused")
        body = refused.json()
        assert (refused.status_code, body["status"]) == (409, 409)
        assert refused.headers["content-type"].startswith("application/problem+json")
        assert body["type"] == "urn:dueprocess:refused"
        assert any(one["article"] for one in body["refusals"])
        assert all(one["gate"] and one["zh"] and one["en"] for one in body["refusals"])
    assert _kinds(court) == before
    rules = {one["rule"] for one in body["refusals"]}
    assert rules == {"zhongben-3m", "zhongben-conditions"}  # the one it counts by, its own entry
    assert [one for one in rules if program.get(f"/rules/{one}").status_code != 200] == []


def test_a_refusal_that_follows_from_no_rule_names_none(as_: As, court: CourtDesk) -> None:
    said = {"kind": "execution_notice_issued", "on": "2026-02-01"}
    refused = as_("J001").post(f"{CASE}/facts", said).json()["refusals"]
    assert [(one["gate"], one["article"], "rule" in one) for one in refused] == [
        ("course", "", False)
    ]


def test_an_extension_refused_names_the_rule_that_bounds_it(as_: As) -> None:
    told = {"rule": "case-6m", "number": 4, "unit": "month", "asked_on": "2026-03-01"}
    told |= {"approver": "J001", "approver_role": "team_leader"}
    said = {"kind": "extension_approved", "evidence": "审批表", "details": told}
    answer = as_("D001").post(f"{CASE}/facts", said)
    assert answer.status_code == 409, answer.text
    refused = answer.json()["refusals"]
    assert {one["rule"] for one in refused if one["gate"] == "extension"} == {"case-6m"}

"""`dueprocess doctor` at the desk: what it says, and the code it leaves with."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from dueprocess.cli.main import run
from tests.dueprocess.court import NUMBER, CourtDesk

ENGINES = ("sqlite",)  # what it prints; the doctor asks both engines beside the models


def doctor(desk: CourtDesk, *words: str) -> tuple[int, str]:
    """Its exit code and what it printed; a mistake would have been 2."""
    desk.capsys.readouterr()
    code = run(("doctor", *words))
    return code, desk.capsys.readouterr().out


@pytest.fixture
def unwatched(filed: CourtDesk) -> CourtDesk:
    """A desk whose one open case has no clock any more, and money that lies idle."""
    with filed.store.writing() as session:
        session.connection().execute(text("UPDATE node SET state = 'moot'"))
    filed.records("funds_received", "2026-03-01", "--subject", "receipt:K1", "--set", "amount=1.00")
    filed.does("rehearse", "days-pass", "31", "--at-once")
    with filed.store.writing() as session:
        session.connection().execute(text("UPDATE node SET state = 'moot', next_rung_at = NULL"))
    return filed


def test_what_only_a_person_can_mend_leaves_with_0(filed: CourtDesk) -> None:
    code, out = doctor(filed)
    assert code == 0
    assert "settled-without-evidence" in out  # the handler was assigned without a paper
    assert "错误" not in out


def test_findings_are_told_with_case_and_way_out_and_leave_with_1(unwatched: CourtDesk) -> None:
    code, out = doctor(unwatched)
    assert code == 1
    assert NUMBER in out and "case-without-clock" in out and "→" in out


def test_json_has_every_finding_the_worst_first(unwatched: CourtDesk) -> None:
    code, out = doctor(unwatched, "--json")
    found = json.loads(out)
    assert code == 1
    assert {"case-without-clock", "money-idle"} <= {one["check"] for one in found}
    assert {"check", "level", "case", "node", "why_zh", "why_en", "fix_zh", "fix_en"} <= set(
        found[0]
    )
    order = ["error", "warning", "note"]
    places = [order.index(one["level"]) for one in found]
    assert len(set(places)) > 1 and places == sorted(places)


def test_the_level_to_fail_on_is_chosen(filed: CourtDesk) -> None:
    filed.does("rehearse", "days-pass", "31")
    assert doctor(filed, "--fail-on", "error")[0] == 0
    assert doctor(filed, "--fail-on", "warning")[0] == 1  # a handler who does nothing


def test_an_unknown_level_is_a_mistake_in_one_line(filed: CourtDesk) -> None:
    assert "give one of note, warning, error" in filed.is_refused("doctor", "--fail-on", "dire")

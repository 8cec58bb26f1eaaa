"""The desk asks the matrix of rights before it records what an officer signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk


@pytest.fixture
def beside(late: CourtDesk) -> CourtDesk:
    """The late case's desk, with a supervisor of a court that has nothing to do with it."""
    with late.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="S106", name="钱演监", court_code="京0106"))
        session.flush()
        session.add(OfficerRole(officer_id="S106", role="node_supervisor"))
    return late


def test_a_handler_issues_no_order(late: CourtDesk) -> None:
    order = ("order", "issue", TYPED, "003", "--text", "三日内发出", "--source", "抽查")
    said = late.is_refused(*order, "--by", "J001")
    assert "没有可以“签发督办”的职责" in said and "a node supervisor" in said


def test_a_supervisor_of_another_court_acts_on_nothing_here(beside: CourtDesk) -> None:
    mute = ("item", "mute", TYPED, "003", "--until", "2026-03-13", "--reason", "已在途")
    said = beside.is_refused(*mute, "--by", "S106")
    assert "no case" in said  # what one may not see is not there
    assert beside.does(*mute, "--by", "S001").code == 0


def test_a_refused_act_leaves_no_fact(late: CourtDesk) -> None:
    before = len(late.does("case", TYPED, "--json").json["facts"])
    late.is_refused(
        "item", "mute", TYPED, "003", "--until", "2026-03-13", "--reason", "忙", "--by", "J001"
    )
    assert len(late.does("case", TYPED, "--json").json["facts"]) == before


def test_a_court_may_lay_its_own_matrix_over_the_shipped_one(
    late: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "rights.toml"
    own.write_text('[[act]]\nid = "mute"\ncourt = ["director"]\n', "utf-8")
    monkeypatch.setenv("DUEPROCESS_RIGHTS", str(own))
    mute = ("item", "mute", TYPED, "003", "--until", "2026-03-13", "--reason", "已在途")
    assert "由执行局长办理" in late.is_refused(*mute, "--by", "S001")
    assert late.does(*mute, "--by", "D001").code == 0


def test_a_morning_shows_only_what_the_officer_may_see(beside: CourtDesk) -> None:
    assert NUMBER in beside.does("today", "--me", "D001").out
    assert NUMBER not in beside.does("today", "--me", "S106").out
    assert NUMBER not in beside.does("today", "--me", "S106", "--court", "京0105").out

"""The matrix of rights, cell by cell, and the decision on one act and one case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rulebook.access.deciding import About, Asker, Why, may, may_record, reaches
from rulebook.access.matrix import ADMINISTRATOR, Act, Scope, UnknownAct
from rulebook.law.rolewords import shipped
from rulebook.loading import loader
from rulebook.loading.rights import RightsUnreadable, rights, strangers

LAW = loader.national()
ROLES = (*LAW.roles, ADMINISTRATOR)
N, O, T, C, S = Scope.NONE, Scope.OWN, Scope.TEAM, Scope.COURT, Scope.SUBTREE  # noqa: E741

# The whole matrix as a court reads it; a cell changed in the data has to be changed here too.
COLUMNS = (
    "list read export record reply order interview verify mute answer letter review audit accounts "
    "upkeep overlay approve_overlay"
)
CELLS: dict[str, tuple[Scope, ...]] = {
    "filing_officer": (C, C, N, C, C, N, N, N, N, N, N, N, N, N, N, N, N),
    "case_handler": (O, O, O, O, O, N, N, N, N, N, N, O, N, N, N, N, N),
    "clerk": (C, C, C, C, C, N, N, N, N, N, N, C, N, N, N, N, N),
    "team_leader": (T, T, T, T, T, T, T, T, T, T, N, T, N, N, N, N, N),
    "director": (S, S, S, C, C, S, S, S, S, S, S, S, N, N, S, S, S),
    "vice_president": (S, S, S, C, C, S, S, S, S, S, S, S, S, N, S, S, S),
    "president": (S, S, S, C, C, S, S, S, N, N, S, S, S, N, S, S, S),
    "node_supervisor": (S, S, S, C, C, S, C, S, S, S, N, S, N, N, S, C, N),
    "fund_clerk": (C, C, C, C, C, N, N, N, N, N, N, N, N, N, N, N, N),
    "finance_clerk": (C, C, C, C, C, N, N, N, N, N, N, N, N, N, N, N, N),
    "petition_officer": (C, C, C, C, C, N, N, N, N, N, N, C, N, N, N, N, N),
    "termination_manager": (C, C, C, C, C, N, N, N, N, N, N, C, N, N, N, N, N),
    "upper_supervisor": (S, S, S, S, N, S, S, S, S, S, S, S, S, N, S, S, N),
    "it_officer": (N, N, N, N, N, N, N, N, N, N, N, N, C, N, S, N, N),
    "panel": (C, C, N, C, C, N, N, N, N, N, N, C, N, N, N, N, N),
    "administrative_judge": (C, C, N, C, C, N, N, N, N, N, N, N, N, N, N, N, N),
    "preservation_judge": (C, C, N, C, C, N, N, N, N, N, N, N, N, N, N, N, N),
    "review_judge": (C, C, N, C, C, N, N, N, N, N, N, C, N, N, N, N, N),
    ADMINISTRATOR: (N, N, N, N, N, N, N, N, N, N, N, N, S, S, S, N, N),
}
EVERY_CELL = [
    (role, act, scope)
    for role, row in CELLS.items()
    for act, scope in zip(COLUMNS.split(), row, strict=True)
]

# 京0105 and 京0106 stand under 京01, that under 京. The case is one of 京0105; J1 of 一团队 has it.
CASE = About(("京0105", "京01", "京"), "J1", "一团队")
UNASSIGNED = About(("京0105", "京01", "京"))


def _asker(*roles: str, court: str = "京0105", officer: str = "X1", team: str = "") -> Asker:
    return Asker(officer, "某人", court, team, frozenset(roles))


def test_the_matrix_has_every_role_and_every_act() -> None:
    assert set(CELLS) == set(ROLES)
    assert tuple(rights().acts) == tuple(COLUMNS.split())
    assert list(strangers(rights(), LAW.roles, LAW.facts)) == []


@pytest.mark.parametrize(("role", "act", "scope"), EVERY_CELL)
def test_every_cell_reaches_as_far_as_it_says(role: str, act: str, scope: Scope) -> None:
    """Seen from the own case, the team's, the court's, a lower court's, and a stranger's."""
    asked = rights().act(act)
    assert asked.scope([role]) is scope
    own = _asker(role, officer="J1", team="一团队")
    team = _asker(role, team="一团队")
    court = _asker(role, team="二团队")
    above = _asker(role, court="京01", team="一团队")
    beside = _asker(role, court="京0106", team="一团队")
    allowed = [may(who, asked, CASE, LAW.roles) is None for who in (own, team, court, above)]
    widest = [scope >= O and not asked.apart, scope >= T, scope >= C, scope >= S]
    assert allowed == widest
    refused = may(beside, asked, CASE, LAW.roles)
    assert refused is not None and refused.why is (Why.REACH if scope else Why.ROLE)


@pytest.mark.parametrize("act", [a for a in rights().acts.values() if a.apart])
def test_nobody_acts_on_the_own_case_where_somebody_else_has_to(act: Act) -> None:
    for role in act.reach:
        refused = may(_asker(role, officer="J1"), act, CASE, LAW.roles)
        assert refused is not None and refused.why is Why.APART
        assert "承办人不得" in refused.zh


def test_several_roles_reach_as_far_as_the_widest_of_them() -> None:
    read = rights().act("read")
    assert read.scope(["case_handler", "clerk"]) is Scope.COURT
    assert read.scope([]) is Scope.NONE


def test_a_case_that_nobody_handles_is_every_teams_of_its_court_and_no_handlers() -> None:
    assert reaches(_asker(team="二团队"), Scope.TEAM, UNASSIGNED)
    assert not reaches(_asker(team="二团队", court="京0106"), Scope.TEAM, UNASSIGNED)
    assert not reaches(_asker(), Scope.OWN, UNASSIGNED)


@pytest.mark.parametrize("name", ["read", "record"])
def test_what_waits_for_a_handler_is_open_to_those_of_its_court_and_to_none_beside(
    name: str,
) -> None:
    act = rights().act(name)
    assert may(_asker("case_handler"), act, UNASSIGNED, LAW.roles) is None
    assert may(_asker("it_officer"), act, UNASSIGNED, LAW.roles) is not None
    for court in ("京0106", "京01"):
        assert may(_asker("case_handler", court=court), act, UNASSIGNED, LAW.roles) is not None
    assert may(_asker("case_handler"), act, CASE, LAW.roles) is not None


def test_what_waits_for_a_handler_is_begun_with_the_facts_of_ones_own_role_alone() -> None:
    handler, facts = _asker("case_handler"), LAW.facts
    for kind in facts.values():
        allowed = may_record(handler, rights(), kind, UNASSIGNED, LAW.roles) is None
        begun = rights().of_kind(kind.id).id == "record" and "case_handler" in kind.by
        assert allowed == begun, kind.id
    assert (
        may_record(handler, rights(), facts["application_received"], UNASSIGNED, LAW.roles) is None
    )


def test_in_a_court_without_teams_a_leaders_team_is_the_court() -> None:
    assert reaches(_asker(team=""), Scope.TEAM, CASE)
    assert not reaches(_asker(team="二团队"), Scope.TEAM, CASE)


def test_a_refusal_names_who_may() -> None:
    refused = may(_asker("case_handler", officer="J1"), rights().act("verify"), CASE, LAW.roles)
    assert refused is not None and refused.why is Why.ROLE
    assert "团队长、流程监管员" in refused.zh and "a node supervisor" in refused.en


def test_no_refusal_says_a_role_or_a_reach_by_its_id() -> None:
    """In English every role and every reach is said in words, as it is in Chinese."""
    assert set(shipped()) == set(ROLES)
    apart = About(("京0106",), "J9", "")
    for act in rights().acts.values():
        for role in ("nobody", *act.reach):
            refused = may(_asker(role), act, apart, LAW.roles)
            if refused is not None:
                assert "_" not in refused.en, refused.en
                assert not re.search(r"scope|\ba [aeiou]", refused.en), refused.en


def test_every_fact_is_recorded_by_exactly_one_act() -> None:
    named = [kind for act in rights().acts.values() for kind in act.kinds]
    assert len(named) == len(set(named))
    assert rights().of_kind("supervision_verified").id == "verify"
    assert rights().of_kind("filed").id == "record"


def test_no_handler_and_no_clerk_supervises() -> None:
    for act in rights().acts.values():
        if act.apart:
            assert not {"case_handler", "clerk", "it_officer", ADMINISTRATOR} & set(act.reach)


def test_an_unknown_act_names_those_there_are() -> None:
    with pytest.raises(UnknownAct, match="verify"):
        rights().act("verfy")


def _own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "rights.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_courts_own_act_stands_in_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = rights(_own(tmp_path, '[[act]]\nid = "mute"\ncourt = ["director"]\n'))
    assert dict(own.act("mute").reach) == {"director": Scope.COURT}
    assert own.act("mute").apart and own.act("mute").kinds == rights().act("mute").kinds
    assert own.act("verify") == rights().act("verify")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[act]]\nid = "muet"\n', "no act 'muet'"),
        ('[[act]]\nid = "mute"\ncuort = []\n', "mute knows no cuort"),
        ('[[act]]\nid = "mute"\nown = ["clerk"]\ncourt = ["clerk"]\n', "lists clerk twice"),
        ('[[act]]\nid = "mute"\ncourt = "clerk"\n', "court is a list of roles"),
        ('[[act]]\nid = "verify"\napart = false\n', "apart is the desk's"),
        ('rest = "read"\n', "rest is no part of it"),
        ("act = 3\n", "write each act as"),
        ("[[act", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RightsUnreadable, match=said) as fault:
        rights(_own(tmp_path, text))
    assert "docs/board.md" in str(fault.value)


def test_every_fact_of_supervision_has_an_act_of_its_own() -> None:
    """Whatever supervises falls under a narrower act than the recording of procedure."""
    plain = {"letter_received", "letter_reported", "paper_issued"}  # what the lower court does
    supervising = {kind.id for kind in LAW.facts.values() if kind.supervision}
    rest = {kind for kind in supervising if rights().of_kind(kind).id == rights().rest}
    assert rest == plain

"""Who is told: the officer, the deputy, the next court, at the very end the desk."""

from __future__ import annotations

from typing import Any

from models.oversight.firing.duty import DESK, OWNER, Roster
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole

COURTS = [
    Court(code="H", name="高院", level="high"),
    Court(code="M", name="中院", level="intermediate", superior_code="H"),
    Court(code="B", name="基层院", level="basic", superior_code="M"),
]


def roster(*officers: Officer, **roles: str) -> Roster:
    """The officers, each with a role."""
    held = [OfficerRole(officer_id=officer, role=role) for officer, role in roles.items()]
    return Roster(COURTS, officers, held)


def officer(number: str, court: str = "B", **more: object) -> Officer:
    """An officer on duty, unless said otherwise."""
    return Officer.model_validate({"id": number, "name": number, "court_code": court, **more})


def ids(found: Roster, role: str, owner: str | None = None) -> list[str]:
    """The numbers of the people told in the basic court."""
    return [one.officer_id for one in found.people("B", role, owner)]


def test_the_owner_is_told_first_of_all() -> None:
    people = roster(officer("J1"), officer("J2"), J1="case_handler", J2="case_handler")
    assert ids(people, OWNER, "J1") == ["J1"]
    assert people.people("B", OWNER, "J1")[0].route == ""


def test_a_node_without_owner_is_told_to_the_holders_of_its_role() -> None:
    people = roster(officer("F1"), officer("J1"), F1="fund_clerk", J1="case_handler")
    told = people.people("B", OWNER, None, "fund_clerk")
    assert [one.officer_id for one in told] == ["F1"]


def test_a_duty_of_another_role_is_its_holders_and_not_the_handlers() -> None:
    people = roster(officer("F1"), officer("J1"), F1="finance_clerk", J1="case_handler")
    told = people.people("B", OWNER, "J1", "finance_clerk")
    assert [one.officer_id for one in told] == ["F1"]


def test_where_nobody_in_the_court_holds_the_role_the_handler_is_told() -> None:
    people = roster(officer("J1"), officer("F9", "M"), J1="case_handler", F9="finance_clerk")
    told = people.people("B", OWNER, "J1", "finance_clerk")
    assert [one.officer_id for one in told] == ["J1"]


def test_a_case_without_a_handler_is_the_directors_not_every_handlers() -> None:
    people = roster(
        officer("J1"),
        officer("J2"),
        officer("D1"),
        J1="case_handler",
        J2="case_handler",
        D1="director",
    )
    (told,) = people.people("B", OWNER, None, "case_handler")
    assert (told.officer_id, told.route) == ("D1", "本案尚未确定承办人")


def test_the_way_to_a_deputy_is_written_once() -> None:
    people = roster(
        officer("J1", on_duty=False),
        officer("T1", on_duty=False, deputy_id="T2"),
        officer("T2"),
        T1="team_leader",
    )
    (told,) = people.people("B", OWNER, "J1")
    assert told.route == "J1及其代理人均不在岗；T1不在岗；由代理人T2接收"


def test_deputies_stand_in_along_the_chain_and_a_ring_of_them_ends() -> None:
    away: dict[str, Any] = {"on_duty": False}
    chain = roster(
        officer("J1", deputy_id="J2", **away), officer("J2", deputy_id="J3", **away), officer("J3")
    )
    assert ids(chain, OWNER, "J1") == ["J3"]
    ring = roster(officer("J1", deputy_id="J2", **away), officer("J2", deputy_id="J1", **away))
    assert ids(ring, OWNER, "J1") == [DESK]


def test_a_leader_of_the_owners_own_team_is_preferred() -> None:
    people = roster(
        officer("J1", team="一队"),
        officer("T1", team="一队"),
        officer("T2", team="二队"),
        T1="team_leader",
        T2="team_leader",
    )
    assert ids(people, "team_leader", "J1") == ["T1"]
    assert ids(people, "team_leader") == ["T1", "T2"]


def test_an_empty_role_climbs_the_courts_and_says_where_it_went() -> None:
    people = roster(officer("D", "H"), D="director")
    (told,) = people.people("B", "director")
    assert told.officer_id == "D" and "高院" in told.route


def test_the_way_upwards_names_the_role_in_the_courts_own_words() -> None:
    held = [OfficerRole(officer_id="D", role="director")]
    people = Roster(COURTS, [officer("D", "H")], held, {"director": "执行局长"})
    (told,) = people.people("B", "director")
    assert told.route == "基层院无在岗的执行局长；转上级高院"


def test_a_ring_of_courts_ends_at_the_desk() -> None:
    ring = [
        Court(code="A", name="甲", level="basic", superior_code="B"),
        Court(code="B", name="乙", level="basic", superior_code="A"),
    ]
    (told,) = Roster(ring, [], []).people("A", "director")
    assert told.officer_id == DESK and told.route


def test_one_person_in_several_roles_is_told_once() -> None:
    people = roster(officer("J1"), officer("D1"), J1="team_leader", D1="director")
    told = people.told("B", (OWNER, "team_leader", "director"), "J1")
    assert [one.officer_id for one in told] == ["J1", "D1"]


def test_a_role_of_a_superior_court_is_told_there() -> None:
    people = roster(officer("D1"), officer("D2", "M"), officer("D3", "H"),
                    D1="director", D2="director", D3="director")  # fmt: skip
    assert ids(people, "superior:director") == ["D2"]
    assert ids(people, "superior2:director") == ["D3"]
    assert people.people("B", "superior:director")[0].route == ""


def test_a_vacancy_above_goes_to_the_deputy_and_then_further_up() -> None:
    away = roster(officer("D2", "M", on_duty=False, deputy_id="D4"), officer("D4", "M"),
                  officer("D3", "H"), D2="director", D3="director")  # fmt: skip
    assert away.people("B", "superior:director")[0].route == "D2不在岗；由代理人D4接收"
    nobody = roster(officer("D3", "H"), D3="director")
    (told,) = nobody.people("B", "superior:director")
    assert (told.officer_id, told.route) == ("D3", "中院无在岗的director；转上级高院")


def test_above_the_highest_court_the_highest_is_told() -> None:
    people = roster(officer("D3", "H"), D3="director")
    (told,) = people.people("B", "superior3:director")
    assert (told.officer_id, told.route) == ("D3", "基层院没有上三级法院")

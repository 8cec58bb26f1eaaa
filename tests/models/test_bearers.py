"""Whose a node is in the book: the handler's own, an outsider's he looks after, a party's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.oversight.acts.factsheet import sheets
from models.oversight.acts.ledger import NODE, NODE_COLUMNS, Post, node_of
from models.oversight.firing.duty import OWNER, Roster
from models.oversight.watch import watch
from models.reading import nodesheet
from models.reading.morning import morning
from models.reading.picture import picture
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from models.tables.schema import metadata
from rulebook.law.rule import Bearer, ExtensionBound
from rulebook.time.period import Period
from tests.models.conftest import NUMBER
from tests.rulebook.fewrules import lawbook, rule

if TYPE_CHECKING:
    from tests.models.conftest import Office

BANK = {"bearer": Bearer.OUTSIDER, "role": "bank", "ladder": "chase"}
LAW = lawbook(
    rule("own", "3:day"),
    rule("bank", "3:day", **BANK),
    rule("party", "3:day", "limitation", role="applicant"),
    rule("deemed", "3:day", "effect"),
    rule("query", "6:month", "recurring", times=3, settles=("c",)),
    rule("base", "6:month", settles=("c",),
         extension=ExtensionBound(Period.parse("3:month"), ("president",))),
    rule("ask", "5:day", from_due="base", settles=("d",), backward=True),
)  # fmt: skip


@pytest.fixture
def court(office: Office) -> Office:
    """The office under a law of few rules, its case filed, given to 甲 and opened by fact a."""
    small = replace(office, law=LAW)
    small.files()
    small.records("a", "02-25")
    return small


def states(court: Office) -> dict[str, str]:
    node = metadata.tables["node"]
    return {row["key"].split("|")[0]: row["state"] for row in court.rows(select(node))}


def test_the_handler_looks_after_what_others_owe(court: Office) -> None:
    owners = {name: court.node(name)["owner_id"] for name in ("own", "bank", "party", "query")}
    assert owners == dict.fromkeys(owners, "J001")
    court.records("handler_changed", "02-26", payload={"handler": "J002"})
    assert court.node("bank")["owner_id"] == "J002"


def test_what_others_owe_is_never_charged(court: Office) -> None:
    charged = {name: court.node(name)["enforced"] for name in ("own", "bank", "party", "deemed")}
    assert charged == {"own": True, "bank": False, "party": False, "deemed": False}


def test_a_clock_that_waits_stands_in_no_list_of_the_overdue(court: Office) -> None:
    court.days_pass(20)
    assert states(court)["party"] == states(court)["deemed"] == "waiting"
    with court.store.reading() as session:
        seen, page = picture(session), morning(session)
    late = {line.rule_id: line.enforced for line in seen.overdue}
    assert late == {"own": True, "bank": False}  # the bank's is shown, and marked
    assert seen.overdue_count == 2
    assert {line.rule_id for line in (*page.fresh, *page.overdue)} == set(late)


def test_an_interviews_fact_sheet_counts_what_may_be_charged(court: Office) -> None:
    court.days_pass(20)
    with court.store.reading() as session:
        row = (
            session.connection().execute(select(*NODE_COLUMNS).where(NODE.c.rule_id == "own")).one()
        )
        seen = watch(session, morning(session).as_of, LAW, court.calendar)
        about = [(node_of(row), Post(1, NUMBER, "京0105", "J001"))]
        (sheet,) = sheets(session, about, seen).values()
    load = sheet["workload"]
    assert isinstance(load, dict)
    assert load["overdue_nodes"] == 1


@pytest.mark.parametrize(("said", "worst"), [(BANK, "settled"), ({}, "overdue_severe")])
def test_a_cases_light_is_that_of_the_courts_own_duties(
    office: Office, said: dict[str, Any], worst: str
) -> None:
    small = replace(office, law=lawbook(rule("r", "3:day", **said)))
    small.files()
    small.records("a", "02-25")
    small.days_pass(20)
    sheet = nodesheet.of_case(small.store, small.law, small.calendar, small.case()["id"])
    assert sheet.tags[-1] == worst


def test_the_sheet_of_a_case_says_whose_period_it_is_and_which_time(court: Office) -> None:
    sheet = nodesheet.of_case(court.store, LAW, court.calendar, court.case()["id"])
    rows = {row["节点"]: row["状态"] for row in sheet.rows}
    assert rows["A 规则party"] == "当事人期间"
    assert rows["A 规则deemed"] == "视为"
    assert {"A 规则query第1次", "A 规则query第2次", "A 规则query第3次"} <= set(rows)


def test_each_time_of_a_series_is_a_node_of_its_own(court: Office) -> None:
    node = metadata.tables["node"]
    found = court.rows(select(node).where(node.c.rule_id == "query").order_by(node.c.id))
    assert [row["key"] for row in found] == [f"query|case:|3#{turn}" for turn in (1, 2, 3)]
    assert [row["due_on"] for row in found] == [
        date(2026, 8, 25), date(2027, 2, 25), date(2027, 8, 25),
    ]  # fmt: skip
    court.records("c", "02-27")
    again = court.rows(select(node.c.state).where(node.c.rule_id == "query").order_by(node.c.id))
    assert [row["state"] for row in again] == ["settled", "running", "running"]


def test_a_query_that_comes_too_early_is_recorded_with_a_remark(court: Office) -> None:
    assert court.records("c", "02-27").remarks == ()
    (remark,) = court.records("c", "02-28").remarks
    assert "第2次" in remark.zh


def test_a_derived_date_moves_in_the_book_when_its_base_is_extended(court: Office) -> None:
    assert court.node("ask")["due_on"] == date(2026, 8, 20)
    said = {"rule": "base", "number": 1, "unit": "month", "approver": "J009",
            "approver_role": "president", "asked_on": "2026-02-26"}  # fmt: skip
    court.records("extension_approved", "02-26", payload=said)
    assert court.node("base")["due_on"] == date(2026, 9, 28)  # the 25th is Mid-Autumn
    assert court.node("ask")["due_on"] == date(2026, 9, 23)
    assert court.transitions("ask") == ["opened", "moved"]
    court.records("c", "02-27")
    assert (court.node("ask")["state"], court.transitions("ask")[-1]) == ("moot", "moot")


def test_what_an_outsider_owes_in_a_case_without_a_handler_is_told_to_the_director() -> None:
    people = Roster(
        [Court(code="B", name="基层院", level="basic")],
        [Officer(id="D1", name="D1", court_code="B")],
        [OfficerRole(officer_id="D1", role="director")],
        outsiders={"bank": "金融机构"},
    )
    (told,) = people.people("B", OWNER, None, "bank")
    assert (told.officer_id, told.route) == ("D1", "本案尚未确定承办人")

"""Ended rounds in rows: queries planned and proposed once, old rounds found, cases linked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col
from sqlmodel import select as pick

from models import clock
from models.ending import links
from models.ending.oldrounds import OldRound, old_rounds
from models.ending.queries import WINDOW, coming, decisions
from models.reading.card import case_of
from models.record import Rejected, record_many
from models.recording.arrival import Arrival
from models.reviews.running import run
from models.tables.case import Case
from models.tables.link import CaseLink
from models.tables.message import Message
from models.tables.officer import OfficerRole
from rulebook.time.zone import SHANGHAI
from tasks.patrol import round as patrols
from tests.models.conftest import NUMBER, Office

RULING = {"debtor_missing": False, "obstructed": False}
GROUND = "终本后发现可供执行财产"
ROUND: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("filed", "01-05", {}),
    ("execution_notice_issued", "01-07", {}),
    ("property_report_ordered", "01-07", {}),
    ("network_query_launched", "01-08", {}),
    ("property_report_checked", "01-20", {}),
    ("investigation_completed", "02-05", {}),
    ("consumption_restricted", "02-06", {}),
    ("dishonest_not_applicable", "02-06", {"reason": "无纳入情形"}),
    ("applicant_heard", "03-30", {}),
    ("applicant_consented", "04-02", {}),
    ("round_termination_ruled", "04-08", RULING),
)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)


def fact(case: str, kind: str, on: str, **payload: Any) -> Arrival:
    day = on if len(on) > 5 else f"2026-{on}"
    return Arrival(case=case, kind=kind, occurred_at=at(day), payload=payload, evidence="卷内")


def takes(office: Office, *arrivals: Arrival) -> None:
    found = record_many(office.store, arrivals, office.law, office.calendar)
    assert [one.error for one in found if isinstance(one, Rejected)] == []


def comes(office: Office, day: str) -> None:
    with office.store.writing() as session:
        clock.move(session, at(f"{day}T08:30"))


@pytest.fixture
def ended(office: Office) -> Office:
    """The round of the one case ended on 8 April; it is the 9th."""
    with office.store.writing() as session:
        session.add(OfficerRole(officer_id="J002", role="termination_manager"))
    comes(office, "2026-04-09")
    takes(office, *(fact(NUMBER, kind, on, **said) for kind, on, said in ROUND))
    return office


def reviews(office: Office) -> list[Message]:
    with office.store.reading() as session:
        return list(session.exec(pick(Message).where(col(Message.key).like("review:%"))).all())


# -- queries -------------------------------------------------------------------------------------


def test_a_query_is_proposed_once_on_its_own_day_and_never_late(ended: Office) -> None:
    with ended.store.reading() as session:
        assert coming(session, ended.law, ended.calendar, at("2026-09-07")) == ()
        (query,) = coming(session, ended.law, ended.calendar, at("2026-09-08"))
    assert (query.turn, query.due_on) == (1, date(2026, 10, 8))
    assert date(2026, 9, 8) <= query.planned_on <= date(2026, 10, 8)
    assert ended.calendar.is_working(query.planned_on)

    eve = ended.calendar.shift(query.planned_on, -1)
    for day, told in ((eve, 0), (query.planned_on, 1), (query.due_on, 1)):
        comes(ended, day.isoformat())
        patrols(ended.store, ended.law, ended.calendar, channels=[])
        patrols(ended.store, ended.law, ended.calendar, channels=[])
        assert len(reviews(ended)) == told
    (message,) = reviews(ended)
    assert message.officer_id == "J002"
    assert "第1次，最迟2026-10-08" in message.subject
    assert f"{query.planned_on}" in message.body


def test_a_planned_day_that_nobody_patrolled_is_made_up_for(ended: Office) -> None:
    comes(ended, "2026-10-07")
    patrols(ended.store, ended.law, ended.calendar, channels=[])
    assert len(reviews(ended)) == 1


def test_a_query_that_was_done_is_not_proposed(ended: Office) -> None:
    comes(ended, "2026-09-09")
    takes(ended, fact(NUMBER, "round_query_done", "09-08", found=False))
    comes(ended, "2026-10-07")
    patrols(ended.store, ended.law, ended.calendar, channels=[])
    assert reviews(ended) == []


def test_queries_that_share_a_last_day_do_not_share_a_day(ended: Office) -> None:
    numbers = [f"（2026）京0105执{serial}号" for serial in range(2001, 2031)]
    with ended.store.writing() as session:
        session.add_all(Case(number=number, court_code="京0105") for number in numbers)
    takes(ended, *(fact(one, kind, on, **said) for one in numbers for kind, on, said in ROUND))
    with ended.store.reading() as session:
        found = coming(session, ended.law, ended.calendar, at("2026-10-01"))
    days = Counter(query.planned_on for query in found)
    assert len(found) == 31
    assert len(days) >= 10
    assert max(days.values()) <= 7


def test_a_book_whose_law_has_no_window_proposes_nothing(ended: Office) -> None:
    rules = {name: rule for name, rule in ended.law.rules.items() if name != WINDOW}
    law = replace(ended.law, rules=rules)
    assert run(ended.store, law, ended.calendar, "round-query", at("2026-10-07")).found == 0


# -- decisions on resumption ---------------------------------------------------------------------


def test_a_hit_waits_in_the_list_until_it_is_decided_on(ended: Office) -> None:
    comes(ended, "2026-10-09")
    takes(ended, fact(NUMBER, "round_query_done", "10-08", found=True, hits=["车辆"]))
    with ended.store.reading() as session:
        (open_,) = decisions(session)
    assert (open_.case, open_.rule_id) == (NUMBER, "resume-decide-hit")
    assert open_.due_on == date(2026, 10, 15)
    takes(ended, fact(NUMBER, "case_resumed", "10-09", ground=GROUND))
    assert ended.case()["state"] == "open"
    with ended.store.reading() as session:
        assert decisions(session) == ()


# -- old rounds ----------------------------------------------------------------------------------


def swept(office: Office, day: str) -> tuple[OldRound, ...]:
    with office.store.reading() as session:
        return old_rounds(session, office.law, office.calendar, at(day))


def test_an_old_round_without_queries_is_found(ended: Office) -> None:
    assert swept(ended, "2026-10-08") == ()
    (one,) = swept(ended, "2026-10-09")
    assert (one.case, one.ended_on, one.due, one.done) == (NUMBER, date(2026, 4, 8), 1, 0)
    assert (one.missing, one.last_on, one.restricted) == (1, None, True)
    (five,) = swept(ended, "2031-06-01")
    assert five.missing == 10


def test_a_round_that_was_queried_is_not_found(ended: Office) -> None:
    comes(ended, "2026-10-09")
    takes(ended, fact(NUMBER, "round_query_done", "10-08", found=False))
    assert swept(ended, "2026-10-09") == ()
    (one,) = swept(ended, "2027-04-09")
    assert (one.due, one.done, one.last_on) == (2, 1, date(2026, 10, 8))


def test_a_query_corrected_away_was_never_made(ended: Office) -> None:
    comes(ended, "2026-10-09")
    takes(ended, fact(NUMBER, "round_query_done", "10-08", found=False))
    wrong = ended.case()["facts"]
    void = fact(NUMBER, "correction", "10-09", void=True, reason="查错案件")
    takes(ended, replace(void, corrects=wrong))
    assert [one.missing for one in swept(ended, "2026-10-09")] == [1]


def test_a_round_whose_restriction_was_lifted_is_found(ended: Office) -> None:
    takes(ended, fact(NUMBER, "consumption_lifted", "04-09", ground="经申请执行人同意"))
    (one,) = swept(ended, "2026-04-10")
    assert (one.missing, one.restricted) == (0, False)


def test_a_resumed_case_is_no_old_round(ended: Office) -> None:
    takes(ended, fact(NUMBER, "case_resumed", "04-09", ground=GROUND))
    assert swept(ended, "2027-01-01") == ()


# -- links ---------------------------------------------------------------------------------------

NEW = "（2026）京0105执恢7号"


def linked(office: Office, number: str) -> list[tuple[str, str, str]]:
    with office.store.reading() as session:
        case = case_of(session, number)
        found = links.of(session, case.id or 0, case.number)
    return [(one.number, one.role, one.state) for one in found]


def stored(office: Office) -> list[tuple[Any, ...]]:
    table = links.LINK
    rows = office.rows(select(table).order_by(table.c.case_id, table.c.fact_seq))
    return [(row["case_id"], row["fact_seq"], row["other"], row["role"]) for row in rows]


@pytest.fixture
def refiled(ended: Office) -> Office:
    """The ended case is taken up again under a number of its own, typed with plain brackets."""
    with ended.store.writing() as session:
        session.add(Case(number=NEW, court_code="京0105", kind="resumed"))
    plain = NEW.replace("（", "(").replace("）", ")")
    takes(
        ended,
        fact(NUMBER, "case_refiled", "04-09", number=plain, ground=GROUND),
        fact(NEW, "filed", "04-09", first_case=NUMBER),
    )
    return ended


def test_each_of_two_cases_shows_the_other(refiled: Office) -> None:
    assert linked(refiled, NUMBER) == [(NEW, "next", "open")]
    assert linked(refiled, NEW) == [(NUMBER, "first", "round_ended")]


def test_one_naming_is_enough(refiled: Office) -> None:
    with refiled.store.writing() as session:
        session.connection().execute(links.LINK.delete().where(links.LINK.c.role == "next"))
    assert linked(refiled, NUMBER) == [(NEW, "next", "open")]


def test_a_case_that_the_book_does_not_have_is_named_all_the_same(ended: Office) -> None:
    takes(
        ended, fact(NUMBER, "case_refiled", "04-09", number="（2026）京0101执恢1号", ground=GROUND)
    )
    assert linked(ended, NUMBER) == [("（2026）京0101执恢1号", "next", "")]


def test_a_link_falls_with_its_fact(refiled: Office) -> None:
    refiling = refiled.case()["facts"]
    void = fact(NUMBER, "correction", "04-09", void=True, reason="案号有误")
    takes(refiled, replace(void, corrects=refiling))
    assert [row[3] for row in stored(refiled)] == ["first"]


def test_links_made_anew_from_the_facts_are_the_same(refiled: Office) -> None:
    before = stored(refiled)
    with refiled.store.writing() as session:
        session.connection().execute(links.LINK.delete())
        assert links.rebuild(session) == len(before) == 2
    assert stored(refiled) == before


def test_most_cases_are_linked_to_none(office: Office) -> None:
    office.files()
    assert stored(office) == []
    with office.store.reading() as session:
        assert session.exec(pick(CaseLink)).all() == []

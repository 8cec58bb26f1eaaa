"""A fact stands with everything that follows from it, or it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import clock
from models.errors import (
    BookError,
    FactDiffers,
    FactRefused,
    FactUnreadable,
    UnknownCase,
    UnknownKind,
    UnknownOfficer,
)
from models.record import record
from models.tables.schema import metadata
from rulebook.time.zone import SHANGHAI

if TYPE_CHECKING:
    from tests.models.conftest import Office

APPROVED = {"approver": "J009"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_a_fact_opens_the_nodes_that_follow_from_it(office: Office) -> None:
    recorded = office.records("filed", "02-26")
    node = office.node("assign-handler-7d")
    assert (node["state"], node["due_on"], node["opened_by"]) == ("running", date(2026, 3, 5), 1)
    assert node["due_at"] == at("2026-03-06")
    assert node["rule_version"] == office.law.rules["assign-handler-7d"].version
    assert office.transitions("assign-handler-7d") == ["opened"]
    assert {change.key for change in recorded.changes.fresh} >= {"assign-handler-7d|case:|1"}
    assert all(change.id for change in recorded.changes.fresh)


def test_a_running_node_knows_its_next_rung(office: Office) -> None:
    office.records("filed", "02-26")
    node = office.node("assign-handler-7d")
    assert [key for key, _ in node["schedule"]] == [
        "due_soon",
        "reminder",
        "urge",
        "order",
        "interview",
    ]
    assert node["next_rung_at"] == datetime.fromisoformat(node["schedule"][0][1])


def test_the_case_follows_from_its_facts(office: Office) -> None:
    office.files(on="02-24")
    case = office.case()
    assert (case["state"], case["filed_on"], case["handler_id"]) == (
        "open",
        date(2026, 2, 24),
        "J001",
    )
    assert case["facts"] == 2


def test_every_fact_asks_for_a_pass_of_the_run(office: Office) -> None:
    office.records("filed", "02-24")
    office.records("handler_assigned", "02-25", payload={"handler": "J001"})
    (run,) = office.rows(select(metadata.tables["case_run"]))
    assert (run["wanted"], run["seen"]) == (2, 0)


def test_the_moment_of_recording_is_the_books_own(office: Office) -> None:
    office.days_pass(8)
    recorded = office.records("filed", "03-09")
    with office.store.reading() as session:
        assert timedelta(0) <= clock.now(session) - recorded.recorded_at < timedelta(minutes=1)


def test_a_case_is_found_by_its_number_in_any_form_and_by_its_id(office: Office) -> None:
    first = office.records("filed", "02-24", case="(2026) 京０１０５执1234号")
    again = office.records(
        "handler_assigned", "02-25", case=first.case_id, payload={"handler": "J001"}
    )
    assert (first.case_id, first.seq, again.seq) == (again.case_id, 1, 2)


def test_a_settled_node_climbs_no_further(office: Office) -> None:
    office.files()
    node = office.node("assign-handler-7d")
    assert (node["state"], node["timeliness"], node["settled_by"]) == ("settled", "in_time", 2)
    assert (node["next_rung_at"], node["schedule"]) == (None, [])
    assert office.transitions("assign-handler-7d") == ["opened", "settled"]


def test_a_handlers_nodes_are_the_handlers_and_go_with_the_case(office: Office) -> None:
    office.files()
    office.records("file_received", "02-25")
    assert office.node("exec-notice-3d-2006")["owner_id"] == "J001"
    office.records("handler_changed", "02-27", payload={"handler": "J002"})
    assert office.node("exec-notice-3d-2006")["owner_id"] == "J002"
    assert office.transitions("exec-notice-3d-2006") == ["opened"]


@pytest.mark.parametrize(
    ("paper", "judged"),
    [
        ({}, "late_or_unproven"),
        ({"evidence_on": date(2026, 2, 27)}, "in_time"),
        ({"evidence_on": date(2026, 3, 5)}, "late_or_unproven"),
    ],
)
def test_entered_late_an_act_in_time_needs_a_paper_of_its_day(
    office: Office, paper: dict[str, object], judged: str
) -> None:
    office.files()
    office.records("file_received", "02-25")
    office.days_pass(8)
    office.records("execution_notice_issued", "02-27", **paper)
    assert office.node("exec-notice-3d-2006")["timeliness"] == judged


def test_done_late_is_late_whatever_the_paper(office: Office) -> None:
    office.files()
    office.records("file_received", "02-25")
    office.days_pass(8)
    office.records("execution_notice_issued", "03-06", evidence_on=date(2026, 3, 6))
    assert office.node("exec-notice-3d-2006")["timeliness"] == "late"


def test_a_refused_fact_changes_nothing_and_cites_the_article(office: Office) -> None:
    office.files()
    before = office.everything()
    said = {"debtor_missing": False, "obstructed": False}
    with pytest.raises(FactRefused) as refused:
        office.records("round_termination_ruled", "02-27", payload=said)
    assert office.everything() == before
    articles = [refusal.article for refusal in refused.value.refusals]
    assert len(articles) > 1
    assert all(articles)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "on", "more", "error", "words"),
    [
        ("filed", "02-24", {"case": "（2026）京0105执9999号"}, UnknownCase, "no case"),
        (
            "filed",
            "02-24",
            {"case": "（2025）京0105执1234号"},
            UnknownCase,
            "（2026）京0105执1234号",
        ),
        ("fild", "02-24", {}, UnknownKind, "did you mean filed"),
        ("filed", "03-20", {}, FactRefused, "has not come yet"),
        ("execution_notice_issued", "02-24", {}, FactRefused, "cannot be the first"),
        ("filed", "02-24", {"evidence": "a\x00b"}, FactUnreadable, "NUL"),
        ("filed", "02-24", {"payload": {"of": object()}}, FactUnreadable, "of"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    office: Office, kind: str, on: str, more: dict[str, object], error: type[BookError], words: str
) -> None:
    before = office.everything()
    with pytest.raises(error, match=words) as raised:
        office.records(kind, on, **more)
    assert "\n" not in str(raised.value)
    assert office.everything() == before


def test_an_officer_who_is_not_registered_is_named(office: Office) -> None:
    office.records("filed", "02-24")
    with pytest.raises(UnknownOfficer, match="J404"):
        office.records("handler_assigned", "02-25", payload={"handler": "J404"})


def test_a_closed_case_takes_no_more_facts(office: Office) -> None:
    office.files()
    office.records("debt_performed", "02-26", payload={"way": "自动履行"})
    said = {"mode": "执行完毕", "notice_reason": "当面结清"}
    office.records("case_closed", "02-26", payload=said)
    with pytest.raises(FactRefused, match="closed"):
        office.records("execution_notice_issued", "02-27")


def test_a_moment_without_a_zone_is_refused(office: Office) -> None:
    aware = office.arrival("filed", "02-24")
    naive = replace(aware, occurred_at=aware.occurred_at.replace(tzinfo=None))
    with pytest.raises(FactUnreadable, match="time zone"):
        record(office.store, naive, office.law, office.calendar)


def test_a_senders_key_makes_sending_again_harmless(office: Office) -> None:
    first = office.records("filed", "02-24", key="docket:7")
    before = office.everything()
    again = office.records("filed", "02-24", key="docket:7")
    assert (again.again, again.seq, again.hash) == (True, first.seq, first.hash)
    assert office.everything() == before


def test_a_senders_key_never_changes_what_it_stands_for(office: Office) -> None:
    office.records("filed", "02-24", key="docket:7")
    with pytest.raises(FactDiffers, match="record a correction of fact 1"):
        office.records("filed", "02-25", key="docket:7")


def test_correcting_the_settlement_away_starts_the_clock_again(office: Office) -> None:
    office.files()
    office.records("correction", "02-27", corrects=2, payload={"void": True})
    node = office.node("assign-handler-7d")
    assert (node["state"], node["settled_by"], node["timeliness"]) == ("running", None, "")
    assert node["next_rung_at"] is not None
    assert office.transitions("assign-handler-7d") == ["opened", "settled", "opened"]
    assert office.case()["handler_id"] is None


def test_correcting_the_opening_fact_away_leaves_its_nodes_moot(office: Office) -> None:
    office.files()
    office.records("file_received", "02-25")
    office.records("correction", "02-27", corrects=3, payload={"void": True})
    node = office.node("exec-notice-3d-2006")
    assert (node["state"], node["next_rung_at"]) == ("moot", None)
    assert office.transitions("exec-notice-3d-2006") == ["opened", "moot"]


def test_correcting_a_date_moves_the_clock(office: Office) -> None:
    office.records("filed", "02-26")
    office.records("correction", "02-27", corrects=1, payload={"occurred_at": "2026-02-25"})
    node = office.node("assign-handler-7d")
    assert (node["due_on"], node["round"]) == (date(2026, 3, 4), 1)
    assert office.transitions("assign-handler-7d") == ["opened", "moved"]


def test_a_paused_clock_has_no_due_moment_and_no_rung(office: Office) -> None:
    office.files()
    office.records("execution_suspended", "02-26", payload=APPROVED)
    node = office.node("case-6m")
    assert (node["state"], node["due_at"], node["next_rung_at"]) == ("paused", None, None)
    assert office.transitions("case-6m") == ["opened", "paused"]


def test_a_resumed_clock_is_as_much_later_as_it_stood(office: Office) -> None:
    office.files()
    before = office.node("case-6m")["due_on"]
    office.records("execution_suspended", "02-25", payload=APPROVED)
    office.records("execution_resumed", "02-28")
    node = office.node("case-6m")
    assert (node["state"], node["due_on"] - before) == ("running", timedelta(days=3))
    assert office.transitions("case-6m") == ["opened", "paused", "resumed"]


def test_a_clock_that_moves_after_a_rung_fired_begins_a_new_round(office: Office) -> None:
    office.records("filed", "02-24")
    office.fires("assign-handler-7d", "due_soon")
    office.records("correction", "02-27", corrects=1, payload={"occurred_at": "2026-02-26"})
    node = office.node("assign-handler-7d")
    assert node["round"] == 2
    assert [key for key, _ in node["schedule"]][:2] == ["due_soon#2", "reminder#2"]
    assert node["next_rung_at"] == datetime.fromisoformat(node["schedule"][0][1])


def test_a_clock_that_comes_back_to_the_same_moment_warns_no_second_time(office: Office) -> None:
    office.files()
    office.records("file_received", "02-26")
    office.fires("exec-notice-3d-2006", "reminder")
    office.records("execution_notice_issued", "02-27")
    office.records("correction", "02-28", corrects=4, payload={"void": True})
    node = office.node("exec-notice-3d-2006")
    assert (node["state"], node["round"]) == ("running", 1)
    urge = next(moment for key, moment in node["schedule"] if key == "urge")
    assert node["next_rung_at"] == datetime.fromisoformat(urge)


def test_amounts_and_days_in_a_payload_are_kept_as_text(office: Office) -> None:
    office.files()
    office.records(
        "funds_received",
        "02-26",
        subject_kind="receipt",
        subject_ref="R1",
        payload={"amount": 1000.5},
    )
    facts = office.rows(
        select(metadata.tables["fact"].c.payload).order_by(metadata.tables["fact"].c.seq)
    )
    assert facts[-1]["payload"] == {"amount": "1000.5"}
    assert office.node("funds-paynotice-10wd")["subject_ref"] == "R1"

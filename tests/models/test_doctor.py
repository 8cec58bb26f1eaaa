"""The doctor finds what does not hold, names the way out, and is silent on a sound book."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlmodel import select

from models import clock
from models.doctor.doctor import CHECKS, Finding, Level, examine, worst
from models.store import Store
from models.tables.case import Case
from models.tables.ledger import LedgerEntry
from models.tables.run import CaseRun
from rulebook.time.calendar import national
from rulebook.time.notices import in_order
from tests.house.premises import ROOT

if TYPE_CHECKING:
    from tests.models.conftest import Office

SECOND = "（2026）京0105执2号"


def found(office: Office, check: str, deep: bool = False) -> list[Finding]:
    every = examine(office.store, office.law, office.calendar, deep=deep)
    return [one for one in every if one.check == check]


def changed(office: Office, statement: str) -> None:
    """Bring the rows out of step, as no act of the book would."""
    with office.store.writing() as session:
        session.connection().execute(text(statement))


def test_a_sound_book_is_clean(office: Office) -> None:
    office.files("02-27")
    assert examine(office.store, office.law, office.calendar, deep=True) == []


def test_every_check_has_an_id_of_its_own_a_way_out_and_a_line_in_the_manual() -> None:
    names = [check.id for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(check.fix_zh and check.fix_en and check.zh and check.en for check in CHECKS)
    manual = (ROOT / "docs" / "doctor.md").read_text("utf-8")
    assert [name for name in names if f"| `{name}` |" not in manual] == []


def test_the_worst_finding_decides(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE node SET state = 'moot'")
    every = examine(office.store, office.law, office.calendar)
    assert worst(every) is Level.ERROR
    assert [one.level for one in every] == sorted((o.level for o in every), reverse=True)
    assert worst([]) is None


def test_an_open_case_that_no_clock_watches(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE node SET state = 'moot'")
    (one,) = found(office, "case-without-clock")
    assert one.case == office.case()["number"]
    assert "record" in one.fix_en


@pytest.mark.parametrize("state", ["closed", "round_ended"])
def test_a_closed_case_whose_clock_runs_on(office: Office, state: str) -> None:
    office.files("02-27")
    changed(office, f"UPDATE enforcement_case SET state = '{state}'")
    assert "case-6m" in {
        one.node.partition("|")[0] for one in found(office, "closed-case-with-clock")
    }


def test_a_promise_may_outlive_its_case(office: Office) -> None:
    office.files("02-27")
    office.records("archive_due_set", "02-27", payload={"due_on": "2026-05-01"})
    changed(office, "UPDATE enforcement_case SET state = 'closed'")
    nodes = {one.node.partition("|")[0] for one in found(office, "closed-case-with-clock")}
    assert "archive" not in nodes


def test_a_clock_paused_on_a_listed_cause_with_a_paper_is_in_order(office: Office) -> None:
    office.files("02-27")
    office.records("execution_suspended", "02-28", payload={"approver": "J009"})
    assert office.node("case-6m")["state"] == "paused"
    assert found(office, "pause-without-paper") == []
    assert found(office, "pause-without-cause") == []


def test_a_clock_paused_without_a_paper(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE node SET state = 'paused' WHERE rule_id = 'case-6m'")
    (one,) = found(office, "pause-without-paper")
    assert one.node.startswith("case-6m|")


def test_a_pause_whose_cause_was_voided_rests_on_nothing(office: Office) -> None:
    office.files("02-27")
    suspended = office.records("execution_suspended", "02-28", payload={"approver": "J009"})
    office.records(
        "correction", "03-01", payload={"void": True, "reason": "误录"}, corrects=suspended.seq
    )
    assert office.node("case-6m")["state"] == "running"
    changed(office, "UPDATE node SET state = 'paused' WHERE rule_id = 'case-6m'")
    assert len(found(office, "pause-without-paper")) == 1


def test_a_clock_that_no_cause_can_stop_stands_still(office: Office) -> None:
    office.files("02-27")
    never = "rule_id IN ('assign-handler-7d', 'higher-court-6m', 'file-transfer-3d')"
    changed(office, f"UPDATE node SET state = 'paused' WHERE {never}")
    assert found(office, "pause-without-cause")


def test_a_node_settled_without_its_paper_until_a_correction_brings_it(office: Office) -> None:
    office.records("application_received", "02-26")
    office.files("02-27")
    issued = office.records("execution_notice_issued", "02-28", evidence="")
    late = found(office, "settled-without-evidence")
    assert "exec-notice-10d" in {one.node.partition("|")[0] for one in late}
    office.records("correction", "03-01", evidence="送达回证", corrects=issued.seq)
    assert found(office, "settled-without-evidence") == []


def test_a_clock_whose_rule_is_gone_and_one_without_a_day(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE node SET rule_id = 'gone' WHERE rule_id = 'case-6m'")
    changed(office, "UPDATE node SET due_at = NULL WHERE rule_id = 'gone'")
    assert len(found(office, "clock-unknown-to-law")) == 1
    assert len(found(office, "clock-without-day")) == 1


def test_only_a_deep_look_counts_the_clocks_anew(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE node SET due_on = '2027-01-01' WHERE rule_id = 'case-6m'")
    assert found(office, "clock-astray") == []
    (one,) = found(office, "clock-astray", deep=True)
    assert "2027-01-01" in one.why_en


def test_money_lies_idle_unless_paid_or_deferred(office: Office) -> None:
    office.files("02-24")
    for ref in ("K1", "K2", "K3"):
        of = {"subject_kind": "receipt", "subject_ref": ref}
        office.records(
            "funds_received", "02-25", payload={"amount": "100.00", "account": "1"}, **of
        )
    office.days_pass(31)
    assert {one.node for one in found(office, "money-idle")} == {"K1", "K2", "K3"}
    office.records(
        "funds_paid",
        "03-20",
        payload={"amount": "100.00"},
        subject_kind="receipt",
        subject_ref="K1",
    )
    said = {"reason": "需要分配", "director": "J009", "leader": "J002", "until": "2026-05-01"}
    of = {"subject_kind": "receipt", "subject_ref": "K2"}
    office.records("funds_deferred", "03-20", payload=said, **of)
    assert [one.node for one in found(office, "money-idle")] == ["K3"]
    office.records("funds_deferral_ended", "03-21", **of)
    assert [one.node for one in found(office, "money-idle")] == ["K2", "K3"]


def test_a_ledger_that_does_not_add_up_and_one_that_is_overdrawn(office: Office) -> None:
    office.files("02-24")
    of = {"subject_kind": "receipt", "subject_ref": "K1"}
    office.records("funds_received", "02-25", payload={"amount": "100.00", "account": "1"}, **of)
    assert found(office, "ledger-not-zero") == found(office, "ledger-negative") == []
    with office.store.writing() as session:
        (case,) = session.exec(select(Case.id))
        stray = LedgerEntry(
            case_id=case or 0,
            seq=3,
            line=9,
            account="payable",
            receipt="K1",
            amount=Decimal(500),
            day=date(2026, 2, 25),
            entered_seq=3,
            place=9,
        )
        session.add(stray)
    (astray,) = found(office, "ledger-not-zero")
    assert "fact 3" in astray.why_en
    (negative,) = found(office, "ledger-negative")
    assert "payable of K1" in negative.why_en


def test_a_case_that_stays_without_a_handler(office: Office) -> None:
    office.records("filed", "02-27")
    assert found(office, "handler-missing") == []
    office.days_pass(31)
    assert len(found(office, "handler-missing")) == 1


def test_a_handler_off_duty_needs_a_deputy_who_is_not(office: Office) -> None:
    office.files("02-27")
    changed(office, "UPDATE officer SET on_duty = (1 = 0), deputy_id = 'J002' WHERE id = 'J001'")
    assert found(office, "handler-off-duty") == []
    changed(office, "UPDATE officer SET on_duty = (1 = 0), deputy_id = 'J001' WHERE id = 'J002'")
    assert len(found(office, "handler-off-duty")) == 1
    changed(office, "UPDATE officer SET deputy_id = 'J009' WHERE id = 'J002'")
    assert found(office, "handler-off-duty") == []


def test_a_handler_of_open_cases_who_does_nothing(office: Office) -> None:
    office.files("02-27")
    assert found(office, "handler-inactive") == []
    office.days_pass(31)
    (one,) = found(office, "handler-inactive")
    assert one.why_en.startswith("no act on the 1 open cases of J001")


def test_a_run_is_missed_only_where_prefect_is_known(office: Office) -> None:
    office.files("02-27")
    assert found(office, "run-missing") == []
    with office.store.writing() as session:
        session.add(Case(number=SECOND, court_code="京0105", state="open"))
    assert [one.case for one in found(office, "run-unlisted")] == [SECOND]
    with office.store.writing() as session:
        second = session.exec(select(Case.id).where(Case.number == SECOND)).one() or 0
        session.add(CaseRun(case_id=second, flow_run_id="run", error="it broke"))
    assert [one.case for one in found(office, "run-missing")] == [office.case()["number"]]
    assert [one.why_en for one in found(office, "run-failed")] == ["its last pass failed: it broke"]


def test_a_rung_that_nobody_fired_and_one_that_told_nobody(office: Office) -> None:
    office.records("filed", "02-13")
    office.days_pass(10)
    case = office.case()["number"]
    assert {one.case for one in found(office, "rung-unclaimed")} == {case}
    office.fires("assign-handler-7d", "due_soon")
    assert [(one.case, one.node) for one in found(office, "claim-without-message")] == [
        (case, "due_soon")
    ]


def test_a_chain_that_was_tampered_with(office: Office) -> None:
    office.files("02-27")
    office.unguarded("UPDATE fact SET evidence = 'other' WHERE seq = 1")
    (one,) = found(office, "chain-broken")
    assert one.level is Level.ERROR and "fact 1" in one.why_en


def test_facts_before_their_file_and_ahead_of_their_time(office: Office) -> None:
    office.files("02-27")
    office.records("file_received", "02-27 09:00")  # the same day: a bare day means its beginning
    assert found(office, "fact-before-file") == []
    office.unguarded("UPDATE fact SET occurred_at = '2026-02-20 00:00:00' WHERE seq = 3")
    assert len(found(office, "fact-before-file")) == 1
    changed(office, "UPDATE fact SET occurred_at = '2026-12-20 00:00:00' WHERE seq = 3")
    assert len(found(office, "fact-ahead")) == 1


def test_a_year_whose_holidays_nobody_loaded(office: Office) -> None:
    office.files("02-27")
    assert found(office, "calendar-year-missing") == []
    earlier = [one for one in in_order(national().notices) if one.year < 2026]
    office.calendar = type(office.calendar)(earlier)
    (one,) = found(office, "calendar-year-missing")
    assert "2026" in one.why_en


def test_the_doctor_writes_nothing(office: Office) -> None:
    office.files("02-27")
    before = office.everything()
    examine(office.store, office.law, office.calendar, deep=True)
    assert office.everything() == before


def test_as_of_another_moment(store: Store, office: Office) -> None:
    office.files("02-27")
    with store.reading() as session:
        later = clock.now(session) + timedelta(days=60)
    every = examine(store, office.law, office.calendar, as_of=later)
    assert "handler-inactive" in {one.check for one in every}

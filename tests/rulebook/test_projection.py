"""How nodes follow from facts: opened, settled, paused, moot, put right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rulebook.case.casefile import Timeliness
from rulebook.case.payload import moment
from rulebook.loading.loader import national
from tests.rulebook.casebook import LAW, Casebook, filed


def test_filing_settles_the_decision_and_opens_the_clocks_of_the_case() -> None:
    book = Casebook()
    book.happens("application_received", "2026-03-05")
    book.happens("filed", "2026-03-09")
    states = {node.rule_id: node.state for node in book.plan().nodes}
    assert (
        states.items()
        >= {
            "filing-decision-7d": "settled",
            "exec-notice-10d": "running",
            "assign-handler-7d": "running",
            "zhongben-3m": "waiting",
            "case-6m": "running",
        }.items()
    )
    assert book.plan().filed_on == date(2026, 3, 9)


def test_a_node_is_named_by_rule_subject_and_opening_fact() -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "c-1")
    assert book.node("clue-verify-7d").key == "clue-verify-7d|clue:c-1|4"
    assert book.node("case-6m").key == "case-6m|case:|2"


def test_one_issued_notice_settles_both_notice_clocks() -> None:
    book = filed()
    book.happens("file_received", "2026-01-06")
    issued = book.happens("execution_notice_issued", "2026-01-07")
    for rule in ("exec-notice-3d-2006", "exec-notice-10d"):
        assert (book.node(rule).state, book.node(rule).settled_by) == ("settled", issued.seq)


def test_an_act_done_before_it_was_owed_settles_the_node_at_its_opening() -> None:
    book = filed()
    book.happens("applicant_asked_for_clues", "2026-01-05")
    book.happens("file_received", "2026-01-06")
    node = book.node("ask-applicant-clues-3d")
    assert (node.state, node.timeliness) == ("settled", Timeliness.IN_TIME)


def test_an_old_verification_does_not_settle_a_clue_that_comes_again() -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "c")
    book.happens("clue_verified", "2026-02-03", "c")
    book.happens("clue_received", "2026-03-02", "c")
    assert [node.state for node in book.nodes("clue-verify-7d")] == ["settled", "running"]


def test_the_same_fact_again_opens_no_second_clock_while_the_first_runs() -> None:
    book = filed()
    book.happens("file_received", "2026-01-06")
    book.happens("file_received", "2026-01-08")
    assert book.due("exec-notice-3d-2006") == date(2026, 1, 9)


def test_each_subject_has_its_own_clock_and_its_own_settling() -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "a")
    book.happens("clue_received", "2026-02-02", "b")
    book.happens("clue_verified", "2026-02-03", "b")
    assert {n.subject_ref: n.state for n in book.nodes("clue-verify-7d")} == {
        "a": "running",
        "b": "settled",
    }


@pytest.mark.parametrize(
    ("flags", "opened"),
    [
        ({}, ["clue-verify-7d"]),
        ({"urgent": True}, ["clue-verify-urgent-3d"]),
        ({"specific": False}, []),
        ({"specific": False, "urgent": True}, []),
    ],
)
def test_a_clue_opens_the_clock_that_its_kind_calls_for(
    flags: dict[str, Any], opened: list[str]
) -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "c", **flags)
    clues = [node.rule_id for node in book.plan().nodes if node.subject_kind == "clue"]
    assert [rule for rule in clues if rule.startswith("clue-verify")] == opened


def test_disputed_money_starts_its_clock_when_the_dispute_ends() -> None:
    book = filed()
    book.happens("funds_received", "2026-03-02", "r", amount="100.00", disputed=True)
    assert book.nodes("funds-paynotice-10wd") == []
    book.happens("funds_dispute_ended", "2026-03-20", "r")
    assert book.due("funds-paynotice-10wd") == date(2026, 4, 3)


def test_money_outlives_the_case_and_other_duties_become_moot() -> None:
    book = filed()
    book.happens("funds_received", "2026-03-02", "r", amount="100.00")
    book.happens("asset_controlled", "2026-03-02", "flat")
    end = book.happens("case_closed", "2026-03-05", mode="执行完毕")
    assert book.node("funds-paynotice-10wd").state == "running"
    assert book.node("case-6m").settled_by == end.seq
    moot = book.node("refprice-start-30d")
    assert (moot.state, moot.ended_by, moot.timeliness) == ("moot", end.seq, None)
    assert (book.plan().state, book.plan().closed_on) == ("closed", date(2026, 3, 5))


def test_a_duty_already_late_when_the_case_ends_stays_late() -> None:
    book = filed()
    book.happens("case_closed", "2026-03-05", mode="执行完毕")
    node = book.node("exec-notice-10d")
    assert (node.state, node.timeliness) == ("moot", Timeliness.LATE)


def test_after_a_round_ended_no_new_clue_clock_opens_but_a_promise_does() -> None:
    book = filed()
    book.happens("round_termination_ruled", "2026-05-06", debtor_missing=False, obstructed=False)
    book.happens("clue_received", "2026-05-07", "c")
    book.happens("promise_made", "2026-05-08", "1-1", due_on="2026-05-16", text="send the notice")
    running = {node.rule_id for node in book.plan().nodes if node.state == "running"}
    assert "promise-kept" in running
    assert all(LAW.rules[rule].outlives_case for rule in running)
    assert book.due("promise-kept") == date(2026, 5, 16)  # a Saturday: what was said stands


def test_an_open_pause_takes_the_due_moment_away() -> None:
    book = filed()
    book.happens("stay_granted", "2026-03-02", approver="VP")
    node = book.node("case-6m")
    assert (node.state, node.due, node.schedule) == ("paused", None, ())
    assert (node.paused_for, node.paused_since) == ("settlement_stay", date(2026, 3, 2))


def test_a_pause_stops_only_clocks_whose_list_names_its_cause() -> None:
    book = filed()
    book.happens("service_announced", "2026-01-06", approver="VP")
    assert book.node("case-6m").state == "running"  # E2 does not name it
    book.happens("sale_started", "2026-01-07", "flat", approver="VP")
    paused = {node.rule_id: node.paused_for for node in book.plan().nodes if node.state == "paused"}
    assert paused["case-6m"] == "sale"
    assert "higher-court-6m" not in paused or paused["higher-court-6m"] == "announcement"
    for rule in map(LAW.rules.__getitem__, paused):
        assert paused[rule.id] in LAW.causes_of(LAW.rules[rule.from_due or rule.id])


def test_a_pause_that_begins_after_the_last_day_stops_nothing() -> None:
    book = filed("2025-01-06")
    book.happens("execution_suspended", "2025-08-01", approver="VP")
    node = book.node("case-6m")
    assert node.state == "running"
    assert book.due("case-6m") == date(2025, 7, 7)


def test_two_causes_at_once_are_counted_once() -> None:
    book = filed()
    book.happens("sale_started", "2026-02-02", "flat", approver="VP")
    book.happens("execution_suspended", "2026-02-10", approver="VP")
    book.happens("sale_ended", "2026-02-20", "flat")
    book.happens("execution_resumed", "2026-03-02")
    node = book.node("case-6m")
    assert node.due is not None
    assert (node.due.raw - date(2026, 7, 5)).days == 28  # 2 February until before 2 March


def test_a_node_settled_in_a_pause_keeps_the_days_up_to_its_settling() -> None:
    book = filed()
    book.happens("execution_suspended", "2026-03-02", approver="VP")
    book.happens("case_closed", "2026-03-12", mode="终结执行")
    node = book.node("case-6m")
    assert node.due is not None
    assert (node.state, node.timeliness) == ("settled", Timeliness.IN_TIME)
    assert node.due.on == date(2026, 7, 15)


def test_an_extension_is_summed_with_the_period() -> None:
    book = filed("2025-08-31")
    book.happens(
        "extension_approved", "2026-01-20", rule="case-6m", number=1, unit="month",
        approver="P", asked_on="2026-01-15",
    )  # fmt: skip
    assert book.due("case-6m") == date(2026, 3, 31)  # not 28 February and a month on


@pytest.mark.parametrize(
    ("recorded", "evidence_on", "kept"),
    [
        ("2026-01-14", None, Timeliness.IN_TIME),
        ("2026-02-20", None, Timeliness.LATE_OR_UNPROVEN),
        ("2026-02-20", "2026-01-14", Timeliness.IN_TIME),
        ("2026-02-20", "2026-02-19", Timeliness.LATE_OR_UNPROVEN),
    ],
)
def test_late_recording_does_not_hide_lateness(
    recorded: str, evidence_on: str | None, kept: Timeliness
) -> None:
    book = filed()
    book.happens(
        "execution_notice_issued", "2026-01-14", _recorded=recorded, _evidence_on=evidence_on
    )
    assert book.node("exec-notice-10d").timeliness == kept


def test_an_act_after_the_last_day_is_late_however_well_proven() -> None:
    book = filed()
    book.happens("execution_notice_issued", "2026-01-16", _evidence_on="2026-01-16")
    assert book.node("exec-notice-10d").timeliness == Timeliness.LATE


def test_a_minimum_term_is_kept_by_waiting() -> None:
    book = filed()
    said: dict[str, Any] = {"debtor_missing": False, "obstructed": False}
    book.happens("round_termination_ruled", "2026-04-06", **said)
    assert book.node("zhongben-3m").timeliness == Timeliness.IN_TIME
    early = filed()
    early.happens("round_termination_ruled", "2026-04-05", **said)
    assert early.node("zhongben-3m").timeliness == Timeliness.LATE


def test_a_voided_fact_takes_its_node_with_it() -> None:
    book = filed()
    clue = book.happens("clue_received", "2026-02-02", "c")
    book.happens("correction", "2026-02-03", _corrects=clue.seq, void=True, reason="wrong case")
    assert book.nodes("clue-verify-7d") == []


def test_a_corrected_day_moves_the_date_and_keeps_the_node() -> None:
    book = Casebook()
    wrong = book.happens("filed", "2026-03-02")
    before = book.node("assign-handler-7d")
    book.happens("correction", "2026-03-04", _corrects=wrong.seq, occurred_at="2026-03-03")
    after = book.node("assign-handler-7d")
    assert before.key == after.key
    assert (before.due and before.due.on, book.due("assign-handler-7d")) == (
        date(2026, 3, 9),
        date(2026, 3, 10),
    )


def test_a_correction_of_a_correction_brings_the_fact_back() -> None:
    book = filed()
    clue = book.happens("clue_received", "2026-02-02", "c")
    void = book.happens("correction", "2026-02-03", _corrects=clue.seq, void=True, reason="?")
    book.happens("correction", "2026-02-04", _corrects=void.seq, void=True, reason="it was right")
    assert book.node("clue-verify-7d").state == "running"


def test_a_fact_of_the_same_kind_takes_the_place_of_the_one_it_corrects() -> None:
    book = filed()
    clue = book.happens("clue_received", "2026-02-02", "c")
    book.happens("clue_received", "2026-02-03", "c", _corrects=clue.seq, urgent=True)
    opened = {node.rule_id for node in book.plan().nodes if node.subject_ref == "c"}
    assert "clue-verify-urgent-3d" in opened
    assert "clue-verify-7d" not in opened


def test_a_day_corrected_late_without_a_paper_is_unproven() -> None:
    book = filed()
    notice = book.happens("execution_notice_issued", "2026-01-20", _evidence_on="2026-01-20")
    assert book.node("exec-notice-10d").timeliness == Timeliness.LATE
    book.happens(
        "correction", "2026-02-01", _corrects=notice.seq, occurred_at="2026-01-13", reason="slip"
    )
    assert book.node("exec-notice-10d").timeliness == Timeliness.LATE_OR_UNPROVEN


def test_the_handler_is_the_one_last_named() -> None:
    book = filed()
    book.happens("handler_changed", "2026-02-02", handler="H2")
    assert book.plan().handler_id == "H2"


def test_a_kind_that_the_law_does_not_know_changes_nothing() -> None:
    book = filed()
    before = book.plan()
    book.happens("moon_rose", "2026-02-02")
    assert book.plan() == before


def test_the_national_law_is_loaded_once() -> None:
    assert national() is national()


def test_moments_without_an_hour_begin_the_day_in_shanghai() -> None:
    assert moment("2026-03-05").isoformat() == "2026-03-05T00:00:00+08:00"

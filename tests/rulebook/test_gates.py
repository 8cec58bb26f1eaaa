"""What is refused, citing what is missing; and what is taken."""

from __future__ import annotations

from typing import Any

import pytest

from rulebook.case.casefile import Decision
from tests.rulebook.casebook import Casebook, filed

READY = (
    ("file_received", "2026-01-06", ""),
    ("execution_notice_issued", "2026-01-07", ""),
    ("property_report_ordered", "2026-01-07", ""),
    ("property_report_checked", "2026-01-20", ""),
    ("network_query_launched", "2026-01-08", ""),
    ("investigation_started", "2026-01-08", ""),
    ("investigation_completed", "2026-02-05", ""),
    ("consumption_restricted", "2026-02-06", ""),
    ("debtor_sought", "2026-02-10", ""),
    ("applicant_heard", "2026-03-30", ""),
)


def ready() -> Casebook:
    """A case in which everything is done that ending its round asks for."""
    book = filed()
    for fact in READY:
        book.happens(*fact)
    book.happens("dishonest_not_applicable", "2026-02-06", reason="未成年")
    book.happens("panel_agreed", "2026-04-02", president="P")
    return book


def ends_round(book: Casebook, on: str = "2026-04-07", **said: Any) -> Decision:
    return book.tries(
        "round_termination_ruled", on, **({"debtor_missing": True, "obstructed": False} | said)
    )


def refused(decision: Decision, *words: str) -> None:
    """Refused in one line each, the words among them; nothing is planned."""
    assert decision.plan is None
    lines = [line for one in decision.refusals for line in (one.zh, one.en)]
    assert lines
    assert all("\n" not in line for line in lines)
    for word in words:
        assert any(word in line for line in lines), (word, lines)


def test_a_round_may_end_when_every_condition_stands() -> None:
    decision = ends_round(ready())
    assert decision.refusals == ()
    assert decision.plan is not None
    assert decision.plan.state == "round_ended"


def test_a_condition_on_record_without_its_paper_is_said_so() -> None:
    book = ready()
    book.facts = [fact for fact in book.facts if fact.kind != "consumption_restricted"]
    book.happens("consumption_restricted", "2026-03-01", _evidence="")
    refused(ends_round(book), "has no paper", "未附依据")


def test_a_debtor_who_is_not_missing_need_not_be_sought() -> None:
    book = ready()
    book.facts = [fact for fact in book.facts if fact.kind != "debtor_sought"]
    assert ends_round(book, debtor_missing=False).refusals == ()


def test_whether_the_debtor_is_missing_has_to_be_said() -> None:
    refused(ready().tries("round_termination_ruled", "2026-04-07"), "debtor_missing", "obstructed")


def test_the_applicants_signature_stands_in_for_the_panel() -> None:
    book = ready()
    book.facts = [fact for fact in book.facts if fact.kind != "panel_agreed"]
    book.happens("applicant_consented", "2026-04-02")
    assert ends_round(book).refusals == ()


def test_an_asset_bars_the_end_until_its_fate_is_on_record() -> None:
    book = ready()
    book.happens("asset_controlled", "2026-03-01", "car")
    refused(ends_round(book), "car")
    book.happens("asset_not_disposable", "2026-03-20", "car", reason="未能实际扣押")
    assert ends_round(book).refusals == ()


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    refused(filed().tries("clue_recieved", "2026-02-02", "c"), "clue_received")


@pytest.mark.parametrize(
    ("kind", "said", "word"),
    [
        ("handler_changed", {}, "handler"),
        ("case_closed", {"mode": "终结本次执行程序"}, "执行完毕"),
        ("execution_suspended", {"approver": "VP", "_evidence": ""}, "paper"),
        ("execution_suspended", {}, "approver"),
    ],
)
def test_a_fact_that_lacks_what_its_kind_demands_is_refused(
    kind: str, said: dict[str, Any], word: str
) -> None:
    refused(filed().tries(kind, "2026-02-02", **said), word)


@pytest.mark.parametrize("amount", ["12.345", "-1", "NaN", "much", True, None])
def test_an_amount_that_is_none_is_refused(amount: object) -> None:
    refused(filed().tries("funds_received", "2026-02-02", "r", amount=amount), "amount")


@pytest.mark.parametrize("flag", ["yes", 1, "true"])
def test_a_flag_is_true_or_false(flag: object) -> None:
    refused(filed().tries("clue_received", "2026-02-02", "c", urgent=flag), "urgent")


def test_a_subject_must_be_named() -> None:
    refused(filed().tries("clue_received", "2026-02-02"), "which clue")


def test_what_has_not_happened_yet_is_refused() -> None:
    refused(filed().tries("file_received", "2026-02-03", now="2026-02-02"), "has not come yet")


def test_what_lies_before_the_case_is_refused() -> None:
    refused(filed().tries("file_received", "2026-01-04", now="2026-02-02"), "2026-01-05")


def test_an_application_may_be_entered_after_the_filing_it_led_to() -> None:
    book = Casebook()
    book.happens("filed", "2026-01-07")
    assert book.tries("application_received", "2026-01-05", now="2026-02-02").refusals == ()


def test_a_case_begins_with_its_application_or_filing() -> None:
    refused(Casebook().tries("file_received", "2026-02-02"), "application_received", "filed")
    assert Casebook().tries("filed", "2026-02-02").refusals == ()


def test_a_case_is_filed_once() -> None:
    refused(filed().tries("filed", "2026-02-02"), "fact 2")


def test_a_closed_case_takes_money_and_corrections_and_nothing_else() -> None:
    book = filed()
    end = book.happens("case_closed", "2026-03-05", mode="执行完毕")
    refused(book.tries("clue_received", "2026-03-06", "c"), "2026-03-05", f"fact {end.seq}")
    assert book.tries("funds_received", "2026-03-06", "r", amount="5.00").refusals == ()
    voided = book.tries("correction", "2026-03-06", _corrects=end.seq, void=True, reason="slip")
    assert voided.plan is not None
    assert voided.plan.state == "open"


def test_a_handler_cannot_approve_a_pause_of_the_own_case() -> None:
    refused(filed().tries("execution_suspended", "2026-02-02", approver="H1"), "H1", "第9条")
    assert filed().tries("execution_suspended", "2026-02-02", approver="VP").refusals == ()


def test_a_pause_ends_only_after_it_began_and_begins_only_once() -> None:
    book = filed()
    refused(book.tries("execution_resumed", "2026-02-02"), "execution_suspended")
    book.happens("execution_suspended", "2026-02-02", approver="VP")
    refused(book.tries("execution_suspended", "2026-02-03", approver="VP"), "2026-02-02")
    assert book.tries("execution_resumed", "2026-02-09").refusals == ()


def extends(book: Casebook, on: str, **said: Any) -> Decision:
    whole: dict[str, Any] = {
        "rule": "case-6m",
        "number": 1,
        "unit": "month",
        "approver": "P",
        "asked_on": on,
    }
    return book.tries("extension_approved", on, **{**whole, **said})


def test_an_extension_within_its_bound_is_taken() -> None:
    decision = extends(filed(), "2026-06-20", number=3, approver_role="president")
    assert decision.refusals == ()
    assert decision.remarks == ()


def test_extensions_together_keep_the_bound() -> None:
    book = filed()
    book.happens(
        "extension_approved", "2026-03-02", rule="case-6m", number=2, unit="month",
        approver="P", asked_on="2026-03-01",
    )  # fmt: skip
    refused(extends(book, "2026-06-20", number=2), "3 months")
    assert extends(book, "2026-06-20", number=1).refusals == ()
    refused(extends(filed(), "2026-06-20", number=120, unit="day"), "3 months")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"approver": "H1"}, "handler"),
        ({"approver_role": "team_leader"}, "president"),
        ({"rule": "exec-notice-10d"}, "六个月内执结"),
        ({"number": 5, "unit": "hour"}, "hours"),
        ({"number": 0}, "number"),
        ({"_evidence": ""}, "paper"),
    ],
)
def test_an_extension_is_refused_for(said: dict[str, Any], word: str) -> None:
    refused(extends(filed(), "2026-06-20", **said), word)


def test_an_extension_after_expiry_is_refused() -> None:
    assert extends(filed(), "2026-07-06").refusals == ()  # 5 July is a Sunday
    refused(extends(filed(), "2026-07-07"), "2026-07-06")


def test_an_extension_asked_in_the_last_days_is_taken_and_remarked_on() -> None:
    decision = extends(filed(), "2026-07-03")
    assert decision.refusals == ()
    assert [one.gate for one in decision.remarks] == ["extension"]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"_corrects": 99, "void": True, "reason": "x"}, "99"),
        ({"_corrects": 2, "void": True, "_evidence": ""}, "reason"),
        ({"void": True, "reason": "x"}, "which fact"),
        ({"_corrects": 3, "occurred_at": "2030-01-01", "reason": "x"}, "has not come yet"),
        ({"_corrects": 3, "occurred_at": "2025-01-01", "reason": "x"}, "2026-01-05"),
        ({"_corrects": 3, "occurred_at": "2026-02-30", "reason": "x"}, "occurred_at"),
        ({"_corrects": 3, "handler": "", "reason": "x"}, "handler"),
    ],
)
def test_a_correction_is_refused_for(said: dict[str, Any], word: str) -> None:
    refused(filed().tries("correction", "2026-02-02", **said), word)


def test_a_fact_already_voided_cannot_be_corrected() -> None:
    book = filed()
    clue = book.happens("clue_received", "2026-02-02", "c")
    book.happens("correction", "2026-02-03", _corrects=clue.seq, void=True, reason="x")
    refused(book.tries("correction", "2026-02-04", _corrects=clue.seq, void=True, reason="y"), "4")

"""Every date explains itself; why-not says what something waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from rulebook.case.explanation import UnknownNode, explain, why_not
from rulebook.case.payload import moment
from tests.rulebook.casebook import CALENDAR, LAW, Casebook, at, filed


@dataclass(frozen=True)
class Fired:
    rung: str
    fired_at: datetime
    outcome: str = "fired"


def suspended() -> Casebook:
    book = filed("2018-03-15")
    book.happens("execution_suspended", "2018-05-10", approver="VP", _evidence="(2018)中止裁定")
    book.happens("execution_resumed", "2018-07-09")
    return book


def test_the_explanation_names_rule_article_version_and_origin() -> None:
    found = filed().explained("case-6m")
    assert found.article == str(LAW.rules["case-6m"].source)
    assert found.version == LAW.rules["case-6m"].version
    assert (found.origin.seq, found.origin.kind, found.origin.zh) == (2, "filed", "立案")
    assert (found.rulebook, found.calendar) == (LAW.version, CALENDAR.version)


def test_the_steps_add_up_to_the_date() -> None:
    found = suspended().explained("case-6m")
    start = found.origin.occurred_at.date()
    assert found.due == date(2018, 11, 14)
    assert start + timedelta(days=sum(step.days for step in found.steps)) == found.due


def test_each_pause_is_cited_with_its_paper_and_its_list() -> None:
    (pause,) = suspended().explained("case-6m").pauses
    assert (pause.zh, pause.start, pause.resume) == (
        "中止执行",
        date(2018, 5, 10),
        date(2018, 7, 9),
    )
    assert pause.paper == "(2018)中止裁定"
    assert "法释〔2000〕29号" in pause.article
    steps = " ".join(step.zh for step in suspended().explained("case-6m").steps)
    assert "“中止执行”" in steps


def test_a_standing_clock_shows_its_open_pause_and_no_date() -> None:
    book = filed()
    book.happens("execution_suspended", "2026-03-02", approver="VP", _evidence="ruling")
    found = book.explained("case-6m")
    assert (found.due, found.certainty, found.state) == (None, "", "paused")
    assert [(one.cause, one.resume, one.paper) for one in found.pauses] == [
        ("suspension", None, "ruling")
    ]


def test_an_appointed_day_explains_itself() -> None:
    book = filed()
    book.happens("promise_made", "2026-03-09", "1-1", due_on="2026-03-14", text="x")
    found = book.explained("promise-kept")
    assert (found.due, found.origin.kind) == (date(2026, 3, 14), "promise_made")


def test_an_unknown_node_is_answered_with_those_there_are() -> None:
    book = filed()
    with pytest.raises(UnknownNode, match="assign-handler-7d"):
        explain("nothing", book.facts, LAW, CALENDAR)


def test_it_says_which_fact_a_clock_waits_for() -> None:
    found = filed().why_not("exec-notice-3d-2006", "2026-02-02")
    assert "file_received" in found.en
    assert "承办人收到案件材料" in found.zh
    assert not found.node


def test_it_says_which_rule_governs_instead() -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "c")
    assert "clue-verify-7d" in book.why_not("clue-verify-5d", "2026-02-03").en


def test_it_says_which_condition_is_not_met() -> None:
    book = filed()
    book.happens("clue_received", "2026-02-02", "c", urgent=True)
    found = book.why_not("clue-verify-7d", "2026-02-03")
    assert "urgent is True" in found.en
    assert [one.kind for one in found.conditions if not one.holds] == ["condition"]


@pytest.mark.parametrize(
    ("fact", "rule", "kind", "word"),
    [
        (("execution_notice_issued", "2026-01-07"), "exec-notice-10d", "settled", "in time"),
        (("execution_notice_issued", "2026-01-27"), "exec-notice-10d", "settled", "late"),
        (("case_closed", "2026-01-07"), "exec-notice-10d", "moot", "2026-01-07"),
        (("case_closed", "2026-01-07"), "assign-handler-7d", "settled", "2026-01-05"),
    ],
)
def test_it_says_how_a_clock_ended(fact: tuple[str, str], rule: str, kind: str, word: str) -> None:
    book = filed()
    book.happens(*fact)
    found = book.why_not(rule, "2026-02-02")
    assert found.conditions[-1].kind == kind
    assert word in found.en


def test_it_says_what_a_paused_clock_waits_for() -> None:
    book = filed()
    book.happens("execution_suspended", "2026-03-02", approver="VP")
    assert "execution_resumed" in book.why_not("case-6m", "2026-09-01").en


def test_it_says_that_a_case_had_ended() -> None:
    book = filed()
    book.happens("case_closed", "2026-03-02", mode="执行完毕")
    book.happens("clue_received", "2026-03-03", "c")
    assert "ended" in book.why_not("clue-verify-7d", "2026-03-04").en


def test_a_clock_not_yet_due_says_its_last_day() -> None:
    assert "2026-07-06" in filed().why_not("case-6m", "2026-02-02").en


def test_an_unverified_rule_says_that_it_is_only_shown() -> None:
    book = filed()
    book.happens("file_received", "2026-01-06")
    found = book.why_not("network-query-5wd", "2026-02-02")
    assert "shown, never enforced" in found.en


def test_rungs_say_whether_they_fired_were_passed_over_or_wait() -> None:
    book = filed()
    claims = [
        Fired("due_soon", at("2026-01-16", 8, 25), "skipped"),
        Fired("urge", at("2026-01-16", 8, 25)),
    ]
    found = why_not(book.facts, "exec-notice-10d", LAW, CALENDAR, moment("2026-01-17"), claims)
    said = {one.en.split(" at ")[0]: one.holds for one in found.conditions if one.kind == "rung"}
    assert said["due soon was passed over for a higher rung"]
    assert said["urging fired"]
    assert said["supervision order fires"] is False
    assert "due today has been due since 2026-01-15 08:20" in found.en


def test_a_claim_of_an_earlier_round_does_not_count_for_this_one() -> None:
    book = suspended()
    claims = [Fired("reminder", at("2018-05-02", 8, 20))]
    found = why_not(book.facts, "case-6m", LAW, CALENDAR, moment("2018-08-01"), claims)
    assert any("due today fires at 2018-11-14" in one.en for one in found.conditions)

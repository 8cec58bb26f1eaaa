"""When rungs fire: in working days around the last day, never before the clock began."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from rulebook.case.payload import moment
from rulebook.oversight.supervision import opens_item
from rulebook.time.zone import SHANGHAI
from tests.rulebook.casebook import CALENDAR, LAW, Casebook, at, filed
from tests.rulebook.fewrules import case, rule


def rungs(book: Casebook, rule: str) -> dict[str, datetime]:
    return dict(book.node(rule).schedule)


def test_the_default_ladder_climbs_in_working_days() -> None:
    assert rungs(filed(), "exec-notice-10d") == {
        "due_soon": at("2026-01-13", 8, 20),
        "reminder": at("2026-01-15", 8, 20),
        "urge": at("2026-01-16", 8, 20),
        "order": at("2026-01-22", 8, 20),
        "interview": at("2026-02-05", 8, 20),
    }


def test_rungs_step_over_a_holiday_week() -> None:
    book = Casebook()
    book.happens("application_received", "2025-09-19")
    assert rungs(book, "exec-notice-10d") == {
        "due_soon": at("2025-09-26", 8, 20),  # Sunday the 28th is worked
        "reminder": at("2025-09-29", 8, 20),
        "urge": at("2025-09-30", 8, 20),
        "order": at("2025-10-13", 8, 20),  # 9, 10, 11 October worked, 12 a Sunday
        "interview": at("2025-10-27", 8, 20),
    }


def test_a_short_limit_has_no_early_warning() -> None:
    book = filed()
    book.happens("file_received", "2026-01-06")
    assert "due_soon" not in rungs(book, "exec-notice-3d-2006")
    assert "due_soon" in rungs(book, "network-query-5wd")


def test_a_long_limit_warns_at_most_ten_working_days_ahead() -> None:
    warned = rungs(filed(), "case-6m")["due_soon"].date()
    assert CALENDAR.working_days_between(warned, date(2026, 7, 6)) == 10


def test_an_unverified_rule_is_shown_and_never_urged() -> None:
    book = filed()
    book.happens("file_received", "2026-01-06")
    assert list(rungs(book, "network-query-5wd")) == ["due_soon", "reminder"]


def test_a_target_is_urged_and_never_ordered() -> None:
    book = filed()
    book.happens("funds_received", "2026-02-02", "r", amount="1.00")
    assert list(rungs(book, "funds-paynotice-10wd")) == ["due_soon", "reminder", "urge"]


def test_a_promise_due_on_a_rest_day_is_recalled_on_the_working_day_before() -> None:
    book = filed()
    book.happens("promise_made", "2026-03-09", "1-1", due_on="2026-03-14", text="x")
    found = rungs(book, "promise-kept")
    assert list(found) == ["reminder", "urge", "order"]
    assert found["reminder"] == at("2026-03-13", 8, 20)
    assert found["urge"] == at("2026-03-16", 8, 20)


def test_no_rung_lies_before_its_clock_began() -> None:
    book = filed()
    book.happens("promise_made", "2026-03-09T09:00", "1-1", due_on="2026-03-09", text="today")
    assert "reminder" not in rungs(book, "promise-kept")


def test_a_provisional_date_has_rungs_too() -> None:
    book = Casebook()
    book.happens("filed", "2026-08-06")
    found = rungs(book, "case-6m")
    assert found["reminder"] == at("2027-02-05", 8, 20)  # 6 February 2027 is a Saturday


def test_a_minimum_term_has_no_rungs() -> None:
    assert filed().node("zhongben-3m").schedule == ()


def test_an_interview_is_appointed_by_the_ladder() -> None:
    ladder = LAW.ladders["default"]
    assert (str(ladder.convene_after), ladder.convene_at) == ("1:working_day", time(15))
    assert str(ladder.hold_within) == "3:working_day"
    assert ladder.rung("order#2").on_silence == "interview"
    assert at("2026-01-13", 8).tzinfo is SHANGHAI


@pytest.mark.parametrize(
    ("period", "begun", "reminded"),
    [
        ("24:hour", "2026-03-03T15:00", "2026-03-04T08:20"),  # on the day it ends
        ("24:hour", "2026-03-03T08:00", "2026-03-03T08:20"),  # it ends before the ladder's hour
        ("24:hour", "2026-03-06T15:00", "2026-03-07T03:00"),  # a weekend: halfway
        ("72:hour", "2026-03-06T08:00", "2026-03-06T08:20"),  # due on Monday at eight
        ("1:hour", "2026-03-03T15:00", "2026-03-03T15:30"),
        ("30:minute", "2026-03-03T08:10", "2026-03-03T08:20"),
        ("5:minute", "2026-03-03T15:00:01", "2026-03-03T15:02:31"),
    ],
)
def test_a_clock_of_hours_is_recalled_before_it_runs_out(
    period: str, begun: str, reminded: str
) -> None:
    book = case(rule("r", period))
    book.happens("a", begun)
    found, due = rungs(book, "r"), book.node("r").due
    assert due is not None
    assert found["reminder"] == moment(reminded)
    assert moment(begun) < found["reminder"] < due.at < found["urge"]
    assert "due_soon" not in found


def test_a_day_that_the_fact_named_long_ago_is_urged_at_once() -> None:
    book = case(rule("r", from_date="day"))
    book.happens("a", "2026-03-16", day="2026-03-02")  # over on the 12th
    assert rungs(book, "r")["urge"] == at("2026-03-13", 8, 20)


def test_a_renewal_is_recalled_three_times_before_its_day() -> None:
    book = case(rule("r", "0:day", from_date="day", backward=True, ladder="renewal"))
    book.happens("a", "2026-01-12", day="2026-12-31")
    found = rungs(book, "r")
    days = [CALENDAR.working_days_between(found[key].date(), date(2026, 12, 31))
            for key in ("renew_first", "renew_second", "renew_last", "reminder")]  # fmt: skip
    assert days == [30, 15, 7, 0]
    assert found["urge"] == at("2027-01-01", 8, 20)  # the notice for 2027 is not out yet
    late = case(rule("r", "0:day", from_date="day", backward=True, ladder="renewal"))
    late.happens("a", "2026-12-21", day="2026-12-31")
    assert next(iter(rungs(late, "r"))) == "renew_last"


def test_a_renewal_climbs_on_as_any_duty_and_an_outsider_is_only_chased() -> None:
    renewal, default, chase = (LAW.ladders[one] for one in ("renewal", "default", "chase"))
    for key in ("urge", "order", "interview"):
        assert renewal.rung(key) == default.rung(key)
    assert renewal.rung("reminder").cc == ("team_leader",)
    assert (renewal.convene_after, renewal.hold_within) == (
        default.convene_after,
        default.hold_within,
    )
    assert all(rung.to == ("owner",) and not opens_item(rung) for rung in chase.rungs)
    assert [rung.offset for rung in chase.rungs] == [0, 1]


def test_each_time_of_a_series_is_as_long_as_one_period() -> None:
    book = case(rule("r", "20:working_day", "recurring", times=3))
    book.happens("a", "2026-03-02")
    for node in book.nodes("r"):
        assert node.due is not None
        warned = dict(node.schedule)["due_soon"].date()
        assert CALENDAR.working_days_between(warned, node.due.on) == 4  # a fifth of twenty

"""The worked examples of the counting conventions, asked of `dueprocess due` as a clerk would."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dueprocess.deadline import deadline
from models.store import Store
from rulebook.case.payload import moment
from rulebook.law.rule import Rule
from rulebook.loading.worked import pause
from rulebook.time.period import Extension, Period
from tests.dueprocess.court import CourtDesk
from tests.rulebook.casebook import CALENDAR, LAW


def str_of(rule: Rule) -> str:
    return rule.id


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> CourtDesk:
    """A desk without any book; `due` needs none."""
    return CourtDesk(Store("sqlite:////nowhere/book.db"), capsys)


STOOD = ("--pause", "2018-05-10..2018-07-09:中止")
EXAMPLES = (
    (1, "assign-handler-7d", "2016-09-26", "2016-10-08"),
    (3, "exec-notice-10d", "2017-09-25", "2017-10-09"),
    (3, "exec-notice-3d-2006", "2017-09-27", "2017-09-30"),
    (6, "start-investigation-10d", "2020-01-21", "2020-02-03"),
    (8, "send-report-3d", "2023-09-27", "2023-10-07"),
    (11, "clue-verify-5d", "2017-04-27", "2017-05-02"),
    (11, "clue-verify-7d", "2017-05-02", "2017-05-09"),
    (12, "complete-investigation-1m", "2023-03-31", "2023-05-04"),
    (14, "case-6m", "2019-08-30", "2020-03-02"),
    (16, "case-6m", "2018-03-15", "2018-11-14", *STOOD),
    (16, "case-6m-cpl-spec", "2018-03-15", "2018-11-14", *STOOD),
    (16, "case-6m-2000", "2018-03-15", "2018-11-14", *STOOD),
    (20, "renew-before-expiry", "2023-01-22", "2023-01-20"),
    (20, "freeze-deposit-max-1y", "2022-01-23", "2023-01-22"),
    (21, "preservation-renew-7d-before", "2024-10-08", "2024-09-30"),
    (22, "preservation-to-execution-auto", "2021-03-04", "2021-03-04"),
    (22, "freeze-deposit-max-1y", "2020-03-05", "2021-03-04"),
    (26, "rerun-auction-30d", "2021-09-05", "2021-10-08"),
    (26, "rerun-notice-immovable-15d", "2021-10-08", "2021-09-22"),
    (28, "auction-window-24h", "2024-06-12T10:00", "2024-06-13T10:00:00+08:00"),
    (28, "auction-extend-5min", "2024-06-13T09:57:30", "2024-06-13T10:02:30+08:00"),
    (28, "auction-extend-5min", "2024-06-13T10:02", "2024-06-13T10:07:00+08:00"),
    (28, "deposit-refund-24h", "2024-06-13T10:07", "2024-06-14T10:07:00+08:00"),
    (31, "funds-disburse-30d-2017", "2022-01-11", "2022-02-10"),
    (31, "funds-paynotice-10wd", "2022-01-10", "2022-01-24"),
    (31, "funds-finance-pay-5wd", "2022-01-24", "2022-01-29"),
    (36, "zhongben-query-6m-5y", "2018-08-31", "2019-02-28"),
    (41, "petition-register-5wd", "2022-09-30", "2022-10-12"),
    (41, "petition-close-30wd", "2022-09-30", "2022-11-16"),
    (41, "petition-close-30d-227", "2022-09-30", "2022-10-31"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one[0]}-{one[1]}")
def test_the_example_comes_out(desk: CourtDesk, example: tuple[str, ...]) -> None:
    _, rule, origin, due, *more = example
    answer = desk.does("due", rule, "--from", origin, *more, "--json").json
    assert (answer["rule"], answer["due"], answer["state"]) == (rule, due, "firm")


def test_a_date_of_before_a_later_notice_is_the_date_of_then(desk: CourtDesk) -> None:
    words = ("due", "start-investigation-10d", "--from", "2020-01-21", "--known-on", "2020-01-21")
    assert desk.does(*words, "--json").json["due"] == "2020-01-31"


def test_beyond_the_last_notice_the_date_is_provisional(desk: CourtDesk) -> None:
    answer = desk.does("due", "case-6m", "--from", "2026-08-06", "--json").json
    assert (answer["due"], answer["state"]) == ("2027-02-06", "provisional")


def test_ten_queries_in_five_years_do_not_drift(desk: CourtDesk) -> None:
    words = ("due", "zhongben-query-6m-5y", "--from", "2018-08-31")
    assert desk.does(*words, "--json").json["dues"] == [
        "2019-02-28", "2019-08-31", "2020-02-29", "2020-08-31", "2021-02-28",
        "2021-08-31", "2022-02-28", "2022-08-31", "2023-02-28", "2023-08-31",
    ]  # fmt: skip
    assert "2023-08-31" in desk.does(*words).out


def test_the_rule_of_the_day_is_named_where_another_governs(desk: CourtDesk) -> None:
    said = desk.is_refused("due", "clue-verify-5d", "--from", "2017-05-02")
    assert "clue-verify-7d" in said
    said = desk.is_refused("due", "clock-public-service-30d", "--from", "2021-12-31")
    assert "clock-public-service-60d" in said


@pytest.mark.parametrize(
    ("origin", "article"),
    [("2021-12-31", "第225条"), ("2023-12-29", "第232条"), ("2024-01-02", "第236条")],
)
def test_an_article_is_cited_by_the_number_of_the_day(
    desk: CourtDesk, origin: str, article: str
) -> None:
    answer = desk.does("due", "objection-review-15d", "--from", origin, "--json").json
    assert article in answer["source"]


def test_a_gate_has_no_term(desk: CourtDesk) -> None:
    assert "is a gate" in desk.is_refused("due", "zhongben-conditions", "--from", "2026-03-02")


@pytest.mark.parametrize("rule", [one for one in LAW.rules.values() if one.term], ids=str_of)
def test_the_desk_counts_every_example_of_every_rule(rule: Rule) -> None:
    for one in rule.examples:
        pauses = tuple(pause(text) for text in one.pauses)
        longer = tuple(Extension(Period.parse(text)) for text in one.extensions)
        known = CALENDAR.known(date.fromisoformat(one.known_on) if one.known_on else None)
        answer = deadline(LAW, known, rule.id, moment(one.origin), pauses, longer)
        by_the_clock = isinstance(answer.due, datetime)
        wanted = moment(one.due) if by_the_clock else date.fromisoformat(one.due)
        assert (answer.due, answer.state) == (wanted, one.state), one
        assert [day.isoformat() for day in answer.dues] == list(one.dues), one


def test_the_book_holds_many_worked_examples_of_every_odd_day() -> None:
    every = [one for rule in LAW.rules.values() for one in rule.examples]
    assert len(every) >= 150 + len(EXAMPLES)
    days = [date.fromisoformat(text[:10]) for one in every for text in (one.origin, one.due)]
    odd = {
        "leap day": any((day.month, day.day) == (2, 29) for day in days),
        "make-up day": any(CALENDAR.work_name(day) for day in days),
        "year's turn": any(one.origin[:4] != one.due[:4] for one in every),
        "month's end": any((day + timedelta(days=1)).day == 1 for day in days),
        "known earlier": any(one.known_on for one in every),
        "provisional": any(one.state == "provisional" for one in every),
        "by the clock": any("T" in one.due for one in every),
        "paused": any(one.pauses for one in every),
        "extended": any(one.extensions for one in every),
    }
    assert all(odd.values()), odd

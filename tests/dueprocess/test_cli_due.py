"""`dueprocess due` says when a term ends, whether that is firm, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dueprocess.cli.main import run
from models.store import Store
from tests.dueprocess.court import CourtDesk


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> CourtDesk:
    """A desk without any book; `due` needs none."""
    return CourtDesk(Store("sqlite:////nowhere/book.db"), capsys)


def test_the_answer_has_the_promised_keys(desk: CourtDesk) -> None:
    answer = desk.does("due", "assign-handler-7d", "--from", "2016-09-26", "--json").json
    assert answer["rule"] == "assign-handler-7d"
    assert (answer["due"], answer["state"]) == ("2016-10-08", "firm")
    assert answer["version"]
    assert answer["late_from"] == "2016-10-09T00:00:00+08:00"


def test_the_steps_add_up_to_the_date(desk: CourtDesk) -> None:
    words = ("due", "case-6m", "--from", "2018-03-15", "--pause", "2018-05-10..2018-07-09:中止")
    answer = desk.does(*words, "--json").json
    moved = sum(step["days"] for step in answer["derivation"])
    assert date(2018, 3, 15) + timedelta(days=moved) == date(2018, 11, 14)
    assert answer["due"] == "2018-11-14"


@pytest.mark.parametrize("cause", ["suspension", "中止", "中止执行", "execution_suspended"])
def test_a_cause_may_be_named_by_its_id_its_name_or_its_fact(desk: CourtDesk, cause: str) -> None:
    pause = f"2018-05-10..2018-07-09:{cause}"
    said = desk.does("due", "case-6m", "--from", "2018-03-15", "--pause", pause, "--json")
    assert said.json["due"] == "2018-11-14"


def test_a_cause_off_the_list_pauses_nothing_and_the_lawful_ones_are_named(
    desk: CourtDesk,
) -> None:
    pause = "2018-05-10..2018-07-09:holiday"
    said = desk.is_refused("due", "case-6m", "--from", "2018-03-15", "--pause", pause)
    assert "suspension" in said and "法释〔2000〕29号" in said


def test_a_clock_without_a_list_cannot_be_paused(desk: CourtDesk) -> None:
    pause = "2026-03-04..2026-03-06:中止"
    said = desk.is_refused("due", "filing-decision-7d", "--from", "2026-03-02", "--pause", pause)
    assert "nothing pauses this clock" in said


def test_beyond_the_published_holidays_a_date_is_provisional(desk: CourtDesk) -> None:
    answer = desk.does("due", "case-6m", "--from", "2026年8月6日", "--json").json
    assert (answer["due"], answer["state"]) == ("2027-02-06", "provisional")


def test_known_on_forgets_the_notices_published_later(desk: CourtDesk) -> None:
    words = ("due", "exec-notice-10d", "--from", "2020-01-21", "--json")
    assert desk.does(*words, "--known-on", "2020-01-21").json["due"] == "2020-01-31"
    assert desk.does(*words).json["due"] == "2020-02-03"


def test_an_extension_within_its_bound_is_counted(desk: CourtDesk) -> None:
    words = ("due", "case-6m", "--from", "2026-01-05", "--json")
    assert desk.does(*words).json["due"] == "2026-07-06"
    assert desk.does(*words, "--extend", "3:month").json["due"] == "2026-10-08"


def test_an_extension_beyond_its_bound_is_refused_with_the_bound(desk: CourtDesk) -> None:
    said = desk.is_refused("due", "case-6m", "--from", "2026-01-05", "--extend", "4:month")
    assert "at most 3 months" in said


def test_a_rule_no_longer_in_force_names_the_one_that_is(desk: CourtDesk) -> None:
    said = desk.is_refused("due", "clue-verify-5d", "--from", "2017-05-02")
    assert "not on 2017-05-02" in said and "clue-verify-7d" in said


def test_a_rule_not_yet_in_force_names_the_one_that_was(desk: CourtDesk) -> None:
    assert "clue-verify-5d" in desk.is_refused("due", "clue-verify-7d", "--from", "2017-04-30")


def test_a_minimum_term_gives_the_first_lawful_day_too(desk: CourtDesk) -> None:
    answer = desk.does("due", "zhongben-3m", "--from", "2026-03-05", "--json").json
    assert (answer["due"], answer["earliest"]) == ("2026-06-05", "2026-06-06")


def test_an_unverified_rule_is_shown_and_said_not_to_be_enforced(desk: CourtDesk) -> None:
    assert "not enforced" in desk.does("due", "network-query-5wd", "--from", "2026-03-05").out
    said = desk.does("due", "network-query-5wd", "--from", "2026-03-05", "--json")
    assert said.json["enforced"] is False


def test_a_mistyped_rule_is_answered_with_the_nearest(desk: CourtDesk) -> None:
    assert "did you mean case-6m?" in desk.is_refused("due", "case-6", "--from", "2026-01-05")


@pytest.mark.parametrize(
    ("more", "way"),
    [
        (("--from", "2026-02-30"), "2026-02 has 28 days"),
        (("--from", "2026-01-05", "--pause", "2026-02-01"), "write FROM..TO:CAUSE"),
        (("--from", "2026-01-05", "--pause", "2026-02-03..2026-02-01:中止"), "must be later"),
        (("--from", "2026-01-05", "--extend", "3"), "write NUMBER:UNIT"),
        ((), "--from"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_the_way_out(
    desk: CourtDesk, more: tuple[str, ...], way: str
) -> None:
    assert way in desk.is_refused("due", "case-6m", *more)


def test_the_page_fits_a_hundred_columns(desk: CourtDesk) -> None:
    from rich.cells import cell_len

    lines = desk.does("due", "exec-notice-10d", "--from", "2026-09-25").out.splitlines()
    assert max(map(cell_len, lines)) <= 100
    assert any("2026-10-08" in line for line in lines)


def test_no_such_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dew"]) == 2
    assert "did you mean" in capsys.readouterr().err.lower()

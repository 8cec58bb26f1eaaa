"""Recurring duties (定期办理): the half-yearly queries of five years after a round has ended."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.case.casefile import Timeliness
from rulebook.case.clock import turn_of
from rulebook.law.exclusion import Cause
from tests.rulebook.casebook import Casebook
from tests.rulebook.fewrules import case, rule, states

QUERY = rule("query", "6:month", "recurring", times=10, roll="none", outlives_case=True,
             moot_by=("c",))  # fmt: skip


def ended(on: str = "2018-08-31") -> Casebook:
    """A case whose round ended that day: a query is owed every six months for five years."""
    book = Casebook(case(QUERY).law)
    book.happens("filed", "2018-01-08")
    book.happens("a", on)
    return book


def dues(book: Casebook) -> list[str]:
    return [node.due.on.isoformat() for node in book.nodes("query") if node.due]


def test_all_times_open_at_once_and_none_drifts_off_the_end_of_the_month() -> None:
    assert dues(ended()) == [
        "2019-02-28", "2019-08-31", "2020-02-29", "2020-08-31", "2021-02-28",
        "2021-08-31", "2022-02-28", "2022-08-31", "2023-02-28", "2023-08-31",
    ]  # fmt: skip


def test_each_time_has_a_name_of_its_own() -> None:
    keys = [node.key for node in ended().nodes("query")]
    assert keys[0] == "query|case:|2#1"
    assert keys[-1] == "query|case:|2#10"
    assert [turn_of(key) for key in keys] == list(range(1, 11))
    assert turn_of("case-6m|case:|2") == 0
    assert turn_of("r|asset:a|b#7|2") == 0


def test_one_query_settles_one_time_the_earliest() -> None:
    book = ended()
    book.happens("b", "2019-02-01")
    assert states(book, "query") == ["settled", *["running"] * 9]
    book.happens("b", "2019-03-01")
    assert states(book, "query") == ["settled", "settled", *["running"] * 8]


def test_a_second_query_in_one_half_year_settles_nothing() -> None:
    book = ended()
    for on in ("2018-09-03", "2018-10-08", "2019-02-28"):
        book.happens("b", on)
    assert states(book, "query") == ["settled", *["running"] * 9]


def test_the_next_half_year_begins_when_the_last_day_of_the_one_before_is_over() -> None:
    book = ended()
    book.happens("b", "2018-09-03")
    book.happens("b", "2019-03-01")
    assert states(book, "query")[:2] == ["settled", "settled"]


def test_what_comes_too_early_is_taken_and_remarked_on() -> None:
    book = ended()
    book.happens("b", "2018-09-03")
    answer = book.tries("b", "2018-10-08")
    assert answer.refusals == ()
    assert [one.gate for one in answer.remarks] == ["series"]
    assert "第2次" in answer.remarks[0].zh
    assert "2019-03-01" in answer.remarks[0].en
    assert not book.tries("b", "2019-03-01").remarks


def test_a_time_that_was_missed_is_made_up_first_and_late() -> None:
    book = ended()
    book.happens("b", "2019-04-01")
    first, second, *_ = book.nodes("query")
    assert (first.state, first.timeliness) == ("settled", Timeliness.LATE)
    assert second.state == "running"
    book.happens("b", "2019-04-02")  # the current half-year's own query
    second = book.nodes("query")[1]
    assert (second.state, second.timeliness) == ("settled", Timeliness.IN_TIME)


def test_five_years_of_queries_in_time_settle_all_ten() -> None:
    book = ended()
    for year in range(2019, 2024):
        book.happens("b", f"{year}-01-15")
        book.happens("b", f"{year}-07-15")
    assert {node.timeliness for node in book.nodes("query")} == {Timeliness.IN_TIME}
    assert len(book.nodes("query")) == 10


def test_a_query_before_the_round_ended_counts_for_none() -> None:
    book = Casebook(case(QUERY).law)
    book.happens("filed", "2018-01-08")
    book.happens("b", "2018-08-30")
    book.happens("a", "2018-08-31")
    assert set(states(book, "query")) == {"running"}


def test_when_the_case_is_taken_up_again_what_is_left_is_owed_no_more() -> None:
    book = ended()
    book.happens("b", "2019-02-01")
    book.happens("c", "2019-12-02")
    found = book.nodes("query")
    assert [node.state for node in found] == ["settled", *["moot"] * 9]
    assert [node.timeliness for node in found[:3]] == [Timeliness.IN_TIME, Timeliness.LATE, None]
    book.happens("a", "2020-06-01")
    assert states(book, "query")[10:] == ["running"] * 10


def test_each_time_climbs_the_ladder_by_its_own_day() -> None:
    reminders = [dict(node.schedule)["reminder"].date() for node in ended().nodes("query")[:2]]
    assert reminders == [date(2019, 2, 28), date(2019, 8, 30)]  # 31 August 2019 is a Saturday


def test_a_pause_moves_every_time_that_is_still_to_come() -> None:
    law = case(rule("query", "6:month", "recurring", times=3, roll="none", exclusions="E")).law
    book = Casebook(law)
    book.happens("filed", "2018-01-08")
    book.happens("a", "2018-08-31")
    book.happens("stop", "2019-03-04")
    assert states(book, "query") == ["running", "paused", "paused"]  # the first was over by then
    book.happens("go", "2019-03-14")
    assert dues(book) == ["2019-02-28", "2019-09-10", "2020-03-10"]
    assert isinstance(book.law.causes["stopped"], Cause)


@pytest.mark.parametrize("survives", [True, False])
def test_what_hangs_on_each_time_bears_its_number(survives: bool) -> None:
    told = rule("told", "3:working_day", from_due="query", settles=("d",), survives=survives,
                outlives_case=True)  # fmt: skip
    book = Casebook(case(QUERY, told).law)
    book.happens("filed", "2018-01-08")
    book.happens("a", "2018-08-31")
    keys = [node.key for node in book.nodes("told")]
    assert (keys[0], keys[-1], len(keys)) == ("told|case:|2#1", "told|case:|2#10", 10)
    book.happens("b", "2019-02-01")
    assert states(book, "told")[0] == ("running" if survives else "moot")
    book.happens("d", "2019-03-04")
    assert states(book, "told")[0] == ("settled" if survives else "moot")

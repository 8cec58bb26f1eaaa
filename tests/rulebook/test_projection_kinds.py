"""What each kind of rule makes of facts: who waits, who runs, what restarts, what is restated."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.case.casefile import Timeliness
from rulebook.law.rule import Bearer, Several
from tests.rulebook.fewrules import case, rule, states


def test_a_rule_that_restates_another_opens_no_node() -> None:
    book = case(rule("main"), rule("again", restates="main"))
    book.happens("a", "2026-02-02")
    assert [node.rule_id for node in book.plan().nodes] == ["main"]


def test_what_waits_for_several_facts_begins_with_the_last_of_them() -> None:
    book = case(rule("r", origin=("a", "c"), several=Several.LATEST))
    book.happens("a", "2026-02-02")
    assert book.nodes("r") == []
    last = book.happens("c", "2026-03-02")
    node = book.node("r")
    assert (node.opened_by, book.due("r")) == (last.seq, date(2026, 3, 12))


def test_what_waits_for_several_facts_waits_on_each_subject_for_itself() -> None:
    book = case(rule("r", origin=("xa", "xb"), settles=("xc",), subject="asset",
                     several=Several.LATEST))  # fmt: skip
    book.happens("xa", "2026-02-02", "flat")
    book.happens("xb", "2026-02-03", "car")
    assert book.nodes("r") == []
    book.happens("xb", "2026-02-04", "flat")
    assert [node.subject_ref for node in book.nodes("r")] == ["flat"]


def test_after_it_was_settled_several_facts_are_waited_for_anew() -> None:
    book = case(rule("r", origin=("filed", "a", "c"), several=Several.LATEST))
    for kind, on in (("a", "2026-02-02"), ("c", "2026-02-03"), ("b", "2026-02-04")):
        book.happens(kind, on)
    book.happens("a", "2026-03-02")
    assert states(book, "r") == ["settled"]
    book.happens("c", "2026-03-03")  # a case is filed once, and that stands for good
    assert states(book, "r") == ["settled", "running"]


def test_an_act_between_the_facts_that_are_waited_for_settles_at_the_opening() -> None:
    book = case(rule("r", origin=("a", "c"), several=Several.LATEST))
    for kind, on in (("a", "2026-02-02"), ("b", "2026-02-03"), ("c", "2026-02-04")):
        book.happens(kind, on)
    assert states(book, "r") == ["settled"]


def test_a_term_is_counted_from_the_day_that_the_fact_names() -> None:
    book = case(rule("r", from_date="day"))
    book.happens("a", "2026-02-02", day="2026-01-20")
    node = book.node("r")
    assert book.due("r") == date(2026, 1, 30)
    assert node.origin_at.date() == date(2026, 1, 20)
    assert node.schedule[0][1].date() > date(2026, 1, 20)


def test_a_named_day_that_was_corrected_moves_the_node_and_keeps_its_name() -> None:
    book = case(rule("r", from_date="day"))
    fact = book.happens("a", "2026-02-02", day="2026-01-20")
    before = book.node("r")
    book.happens("correction", "2026-02-03", _corrects=fact.seq, day="2026-01-21", reason="slip")
    assert (book.node("r").key, book.due("r")) == (before.key, date(2026, 2, 2))


def test_a_fact_that_names_no_day_opens_nothing() -> None:
    book = case(rule("r", from_date="day"))
    book.happens("a", "2026-02-02")
    assert book.nodes("r") == []


def test_a_term_before_a_named_day_ends_before_it() -> None:
    book = case(rule("r", "7:day", from_date="day", backward=True))
    book.happens("a", "2026-02-02", day="2026-06-30")
    node = book.node("r")
    assert book.due("r") == date(2026, 6, 23)
    assert node.origin_at.date() == date(2026, 2, 2)  # when it opened: it runs up to a day


def test_a_further_opening_fact_begins_the_clock_anew() -> None:
    book = case(rule("r", origin=("a", "c"), restarts=True))
    book.happens("a", "2026-02-02")
    again = book.happens("c", "2026-02-05")
    first, second = book.nodes("r")
    assert (first.state, first.ended_by, first.timeliness) == ("moot", again.seq, None)
    assert second.state == "running"
    assert second.due is not None
    assert second.due.on == date(2026, 2, 24)  # the 15th begins the Spring Festival


def test_a_clock_begun_anew_too_late_was_late() -> None:
    book = case(rule("r", restarts=True))
    book.happens("a", "2026-02-02")
    book.happens("a", "2026-03-16")
    assert book.nodes("r")[0].timeliness is Timeliness.LATE


def test_an_opening_fact_that_the_rule_does_not_mean_restarts_nothing() -> None:
    book = case(rule("r", from_date="day", restarts=True))
    book.happens("a", "2026-02-02", day="2026-02-02")
    book.happens("a", "2026-02-05")
    assert states(book, "r") == ["running"]


def test_a_renewal_settles_its_clock_and_begins_the_next() -> None:
    book = case(rule("r", "0:day", origin=("a", "c"), settles=("c",), from_date="day",
                     backward=True, restarts=True, ladder="renewal"))  # fmt: skip
    book.happens("a", "2026-02-02", day="2026-12-31")
    book.happens("c", "2026-12-01", day="2027-12-31")
    first, second = book.nodes("r")
    assert (first.state, first.timeliness) == ("settled", Timeliness.IN_TIME)
    assert second.state == "running"


def test_what_both_opens_and_settles_is_not_done_by_its_own_opening() -> None:
    book = case(rule("r", origin=("a", "b")))
    book.happens("b", "2026-02-02")
    assert states(book, "r") == ["running"]


@pytest.mark.parametrize(
    ("on", "kept"), [("2026-04-01", Timeliness.IN_TIME), ("2026-04-20", Timeliness.LATE)]
)
def test_an_act_before_the_day_that_it_names_itself_is_done_at_once(
    on: str, kept: Timeliness
) -> None:
    said = {"origin": ("a",), "settles": ("a",), "from_date": "day", "backward": True}
    book = case(rule("r", "15:day", "min_interval", **said))
    book.happens("a", on, day="2026-04-30")
    book.happens("a", "2026-05-06", day="2026-06-30")
    assert states(book, "r") == ["settled", "settled"]
    assert book.nodes("r")[0].timeliness is kept


def test_an_interval_that_only_a_gate_uses_opens_no_node() -> None:
    book = case(rule("r", kind="min_interval", backward=True, origin=()))
    book.happens("a", "2026-02-02")
    assert book.nodes("r") == []


@pytest.mark.parametrize("kind", ["limitation", "effect", "min"])
def test_who_cannot_be_late_waits_and_climbs_no_ladder(kind: str) -> None:
    book = case(rule("r", kind=kind, ladder=""))
    book.happens("a", "2020-02-03")
    node = book.node("r")
    assert (node.state, node.schedule) == ("waiting", ())


def test_a_state_that_nobody_has_to_end_only_waits() -> None:
    book = case(rule("r", kind="max", bearer=Bearer.NOBODY, ladder=""))
    book.happens("a", "2026-02-02")
    book.happens("b", "2026-06-02")
    assert (book.node("r").state, book.node("r").timeliness) == ("settled", None)


@pytest.mark.parametrize(
    ("on", "recorded", "kept"),
    [
        ("2026-02-12", "2026-02-12", Timeliness.IN_TIME),
        ("2026-02-12", "2026-04-12", Timeliness.IN_TIME),  # the court was slow, not the party
        ("2026-02-13", "2026-02-13", Timeliness.LATE),
    ],
)
def test_a_party_is_judged_by_the_day_it_acted(on: str, recorded: str, kept: Timeliness) -> None:
    book = case(rule("r", kind="limitation"))
    book.happens("a", "2026-02-02")
    book.happens("b", on, _recorded=recorded)
    assert book.node("r").timeliness is kept


def test_a_party_that_never_acted_was_not_late_when_the_case_ended() -> None:
    book = case(rule("r", kind="limitation"))
    book.happens("a", "2026-02-02")
    book.happens("closed", "2026-08-03")
    assert (book.node("r").state, book.node("r").timeliness) == ("moot", None)


def test_an_effect_is_neither_early_nor_late() -> None:
    book = case(rule("r", kind="effect", moot_by=("b",)))
    book.happens("a", "2026-02-02")
    book.happens("b", "2026-06-02")
    assert (book.node("r").state, book.node("r").timeliness) == ("moot", None)


@pytest.mark.parametrize("kind", ["deadline", "max"])
def test_an_outsider_runs_late_and_the_court_is_not_charged(kind: str) -> None:
    book = case(rule("r", kind=kind, bearer=Bearer.OUTSIDER, role="appraiser", ladder="chase"))
    book.happens("a", "2026-02-02")
    node = book.node("r")
    assert node.state == "running"
    assert [name for name, _ in node.schedule] == ["reminder", "chase"]
    assert not book.law.rules["r"].enforced


def test_an_hour_and_a_minute_are_counted_from_the_very_moment() -> None:
    book = case(rule("h", "24:hour"), rule("m", "5:minute"))
    book.happens("a", "2026-02-02T15:07")
    hours, minutes = book.node("h").due, book.node("m").due
    assert hours is not None and hours.at.isoformat() == "2026-02-03T15:07:00+08:00"
    assert minutes is not None and minutes.at.isoformat() == "2026-02-02T15:12:00+08:00"


def test_what_was_done_in_a_round_that_is_over_is_no_early_act_of_the_next() -> None:
    book = case(rule("again", origin=("resumed",), settles=("ended", "b")))
    for kind, on in (("b", "2026-01-12"), ("ended", "2026-02-02"), ("resumed", "2026-06-01")):
        book.happens(kind, on)
    assert states(book, "again") == ["running"]
    book.happens("ended", "2026-06-08")
    assert states(book, "again") == ["settled"]


def test_in_the_new_round_an_act_before_it_is_owed_counts_again() -> None:
    book = case(rule("r"))
    for kind, on in (("a", "2026-01-12"), ("b", "2026-01-13"), ("ended", "2026-02-02")):
        book.happens(kind, on)
    for kind, on in (("resumed", "2026-06-01"), ("b", "2026-06-02"), ("a", "2026-06-03")):
        book.happens(kind, on)
    assert states(book, "r") == ["settled", "settled"]


def test_a_state_that_ended_before_has_not_ended_before_it_began() -> None:
    book = case(rule("held", "1:year", "max"), rule("anew", "1:year", "max", restarts=True))
    book.happens("b", "2026-01-12")
    book.happens("a", "2026-01-13")
    assert (states(book, "held"), states(book, "anew")) == (["running"], ["running"])

"""Each kind of constraint by a case that keeps it and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rulebook.law.condition import Condition
from rulebook.order.constraint import Template
from rulebook.order.judging import judged
from rulebook.order.model import declared
from rulebook.order.verdict import Outcome
from tests.rulebook.casebook import Casebook
from tests.rulebook.fewrules import rule
from tests.rulebook.ordered import bench as benched
from tests.rulebook.ordered import faults, gate, log, need, ordered, outcomes, verdicts


def test_a_case_begins_with_what_opens_its_file() -> None:
    assert outcomes(ordered(), "init") == ["held"]
    book = Casebook(ordered().law)
    book.happens("a", "2026-01-04")
    book.happens("filed", "2026-01-05")
    assert faults(book, "init") == [("not_first", 1)]


def test_an_hour_on_the_day_of_the_opening_is_no_earlier_day() -> None:
    book = Casebook(ordered().law)
    book.happens("filed", "2026-01-05T09:00")
    book.happens("a", "2026-01-05")
    assert outcomes(book, "init") == ["held"]


def test_what_happens_once_deviates_the_second_time() -> None:
    book = ordered()
    assert outcomes(book, "at_most_one") == ["held"]
    book.happens("filed", "2026-01-06")
    assert faults(book, "at_most_one") == [("again", 2)]


def test_what_a_closing_demands_happens_exactly_once() -> None:
    end = gate("end", "closed", need(has=("filed",)))
    book = ordered(end)
    book.happens("closed", "2026-02-02")
    assert outcomes(book, "exactly_one") == ["held"]
    bare = Casebook(book.law).tells()
    bare.happens("a", "2026-01-05")
    bare.happens("closed", "2026-02-02")
    assert faults(bare, "exactly_one") == [("lacking", 2)]
    assert faults(bare, "precedence") == [("lacking", 2)]


def test_a_precedence_wants_one_of_its_facts_ahead() -> None:
    before = gate("g", "b", need(has=("a", "c")))
    book = ordered(before)
    book.happens("b", "2026-01-06")
    assert faults(book, "precedence") == [("lacking", 2)]
    for first in ("a", "c"):
        book = ordered(before)
        book.happens(first, "2026-01-06")
        book.happens("b", "2026-01-07")
        assert outcomes(book, "precedence") == ["held"]


def test_a_precedence_asks_for_a_paper_and_for_what_is_said() -> None:
    paper = gate("g", "b", need(has=("a",), evidence=True))
    said = gate("g", "b", need(has=("a",), that=Condition("urgent", equals=True)))
    for law, fault in ((paper, {"_evidence": ""}), (said, {"urgent": False})):
        book = ordered(law)
        book.happens("a", "2026-01-06", **fault)
        book.happens("b", "2026-01-07")
        assert faults(book, "precedence") == [("lacking", 3)]


def test_a_precedence_that_depends_on_what_is_said_is_not_asked_otherwise() -> None:
    only = gate("g", "b", need(has=("a",), when=Condition("urgent", equals=True)))
    book = ordered(only)
    book.happens("b", "2026-01-06", urgent=False)
    assert outcomes(book, "precedence") == []
    book.happens("b", "2026-01-07", urgent=True)
    assert faults(book, "precedence") == [("lacking", 3)]


def test_a_precedence_on_a_subject_is_not_met_by_another_subject() -> None:
    book = ordered(gate("g", "xb", need(has=("xa",))))
    book.happens("xa", "2026-01-06", "房产1")
    book.happens("xb", "2026-01-07", "房产1")
    book.happens("xb", "2026-01-07", "车辆1")
    assert faults(book, "precedence") == [("lacking", 4)]


def test_a_minimum_term_must_have_run_out() -> None:
    waits = rule("wait", "10:day", "min", settles=("b",))
    book = ordered(waits, gate("g", "b", need(elapsed="wait")))
    book.happens("a", "2026-01-06")
    early = Casebook(book.law).tells()
    early.facts = [*book.facts]
    early.happens("b", "2026-01-12")
    assert faults(early, "precedence") == [("too_early", 3)]
    book.happens("b", "2026-01-26")
    assert outcomes(book, "precedence") == ["held"]


def test_a_term_that_bars_when_it_is_over() -> None:
    open_ = rule("open", "10:day", "limitation", settles=("b",))
    book = ordered(open_, gate("g", "b", need(within="open")))
    book.happens("a", "2026-01-06")
    late = Casebook(book.law).tells()
    late.facts = [*book.facts]
    late.happens("b", "2026-02-26")
    book.happens("b", "2026-01-12")
    assert outcomes(book, "absence")[0] == "held"
    assert faults(late, "absence") == [("too_late", 3)]


def test_an_absence_bars_what_comes_behind_and_not_what_came_before() -> None:
    bars = gate("g", "b", need(none_of=("c",)))
    book = ordered(bars)
    book.happens("b", "2026-01-06")
    book.happens("c", "2026-01-07")
    assert faults(book, "absence") == []
    book.happens("b", "2026-01-08")
    assert faults(book, "absence") == [("barred", 4)]


def test_nothing_of_a_running_case_follows_its_end() -> None:
    book = ordered()
    book.happens("closed", "2026-01-06")
    book.happens("a", "2026-01-07")
    assert faults(book, "absence") == [("barred", 3)]


def test_each_subject_is_answered_before_the_act() -> None:
    book = ordered(gate("g", "b", need(each=("xa", "xb"))))
    book.happens("xa", "2026-01-06", "房产1")
    book.happens("xa", "2026-01-06", "车辆1")
    book.happens("xb", "2026-01-07", "房产1")
    book.happens("b", "2026-01-08")
    assert faults(book, "answered") == [("lacking", 5)]
    book.happens("xb", "2026-01-09", "车辆1")
    book.happens("b", "2026-01-12")
    assert outcomes(book, "answered")[-1] == "held"


@pytest.mark.parametrize(
    ("answered", "now", "outcome"),
    [
        ("2026-01-12", "2026-06-30", ("held", None)),
        ("2026-03-12", "2026-06-30", ("deviates", "late")),
        ("", "2026-01-10", ("pending", None)),
        ("", "2026-06-30", ("deviates", "overdue")),
    ],
)
def test_a_response_is_held_late_open_or_overdue(
    answered: str, now: str, outcome: tuple[str, str | None]
) -> None:
    book = ordered(rule("r"))
    book.happens("a", "2026-01-06")
    if answered:
        book.happens("b", answered)
    (one,) = verdicts(book, "response", now=now)
    assert (one.outcome, one.fault) == outcome


def test_a_duty_ends_with_its_case_unless_it_was_late_by_then() -> None:
    book = ordered(rule("r"))
    book.happens("a", "2026-01-06")
    late = Casebook(book.law).tells()
    late.facts = [*book.facts]
    book.happens("closed", "2026-01-08")
    assert outcomes(book, "response") == ["lifted"]
    late.happens("closed", "2026-03-12")
    assert faults(late, "response") == [("unanswered", 2)]


def test_a_response_may_come_before_it_was_owed_but_no_state_ends_before_it_began() -> None:
    for kind, outcome in (("deadline", "held"), ("max", "pending")):
        book = ordered(rule("r", kind=kind))
        book.happens("b", "2026-01-06")
        book.happens("a", "2026-01-07")
        assert outcomes(book, "response", now="2026-01-08") == [outcome]


def test_a_fact_without_a_clock_is_judged_by_order_alone() -> None:
    book = ordered(rule("r"))
    book.happens("a", "2026-01-06")
    bare = replace(log(book), clocks=())

    def said() -> list[Outcome]:
        found = judged(bare, benched(book.law))
        return [one.outcome for one in found if one.constraint.template is Template.RESPONSE]

    assert said() == [Outcome.PENDING]
    book.happens("b", "2026-02-06")
    bare = replace(log(book), clocks=())
    assert said() == [Outcome.HELD]


def test_a_rule_and_a_gate_over_the_same_facts_are_a_succession() -> None:
    law = (rule("r"), gate("g", "b", need(has=("a",))))
    book = ordered(*law)
    model = declared(book.law)
    assert [one.template for one in model.constraints if one.clock or one.needed] == ["succession"]
    book.happens("b", "2026-01-06")
    assert faults(book, "succession") == [("lacking", 2)]
    book = ordered(*law)
    book.happens("a", "2026-01-06")
    book.happens("b", "2026-01-07")
    assert outcomes(book, "succession") == ["held", "held"]
    book.happens("a", "2026-01-08")
    assert faults(book, "succession") == [("overdue", 4)]


def test_a_constraint_binds_only_while_its_entry_is_in_force() -> None:
    since = gate("g", "b", need(has=("a",)), effective_from=date(2026, 2, 1))
    book = ordered(since)
    book.happens("b", "2026-01-06")
    assert outcomes(book, "precedence") == []
    book.happens("b", "2026-02-06")
    assert faults(book, "precedence") == [("lacking", 3)]

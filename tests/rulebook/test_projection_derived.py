"""Dates derived from another rule's last day: they open, move, stand and end with it."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.case.casefile import Timeliness
from rulebook.law.condition import Condition
from rulebook.law.rule import ExtensionBound
from rulebook.time.counting import DueState
from rulebook.time.period import Period
from tests.rulebook.casebook import Casebook
from tests.rulebook.fewrules import case, rule, states

BASE = rule("base", "6:month", exclusions="E",
            extension=ExtensionBound(Period.parse("3:month"), ("president",)))  # fmt: skip
ASK = rule("ask", "5:day", from_due="base", settles=("c",), backward=True)
NEXT = rule("next", "10:day", from_due="base", settles=("c",))


def extended(book: Casebook, on: str) -> None:
    book.happens("extension_approved", on, rule="base", number=3, unit="month", approver="P",
                 asked_on=on)  # fmt: skip


def test_it_opens_with_its_base_and_bears_the_same_number() -> None:
    book = case(BASE, NEXT)
    opening = book.happens("a", "2026-01-12")
    assert book.node("next").key == f"next|case:|{opening.seq}"
    assert book.due("base") == date(2026, 7, 13)  # 12 July is a Sunday
    assert book.due("next") == date(2026, 7, 23)
    assert book.node("next").origin_at.date() == date(2026, 7, 13)


def test_it_moves_when_its_base_is_extended() -> None:
    book = case(BASE, NEXT)
    book.happens("a", "2026-01-12")
    extended(book, "2026-06-01")
    assert (book.due("base"), book.due("next")) == (date(2026, 10, 12), date(2026, 10, 22))


def test_it_stands_while_its_base_stands_and_moves_on_with_it() -> None:
    book = case(BASE, NEXT)
    book.happens("a", "2026-01-12")
    book.happens("stop", "2026-03-02")
    node = book.node("next")
    assert (node.state, node.due, node.schedule) == ("paused", None, ())
    assert (node.paused_for, node.paused_since) == ("stopped", date(2026, 3, 2))
    book.happens("go", "2026-03-12")
    assert (book.due("base"), book.due("next")) == (date(2026, 7, 22), date(2026, 8, 3))


def test_it_ends_with_its_base() -> None:
    book = case(BASE, NEXT)
    book.happens("a", "2026-01-12")
    end = book.happens("b", "2026-03-02")
    node = book.node("next")
    assert (node.state, node.ended_by, node.timeliness) == ("moot", end.seq, None)


def test_one_act_may_settle_it_together_with_its_base() -> None:
    both = rule("next", "10:day", from_due="base", settles=("b",))
    for order in ((BASE, both), (both, BASE)):
        book = case(*order)
        book.happens("a", "2026-01-12")
        book.happens("b", "2026-03-02")
        assert (states(book, "base"), states(book, "next")) == (["settled"], ["settled"])


def test_it_survives_its_base_when_the_law_says_so() -> None:
    book = case(BASE, rule("next", "10:day", from_due="base", settles=("c",), survives=True))
    book.happens("a", "2026-01-12")
    book.happens("b", "2026-03-02")
    assert (book.node("next").state, book.due("next")) == ("running", date(2026, 7, 23))
    book.happens("c", "2026-07-24")
    assert book.node("next").timeliness is Timeliness.LATE


def test_two_survivors_are_settled_in_the_order_of_their_opening() -> None:
    book = case(BASE, rule("next", "10:day", from_due="base", settles=("c",), survives=True))
    for kind, on in (("a", "2026-01-12"), ("b", "2026-01-13"), ("a", "2026-01-14")):
        book.happens(kind, on)
    assert states(book, "next") == ["running", "running"]
    book.happens("c", "2026-02-02")
    assert states(book, "next") == ["settled", "running"]
    book.happens("closed", "2026-02-03")
    assert states(book, "next") == ["settled", "moot"]


def test_a_date_derived_from_a_derived_date_goes_with_both() -> None:
    book = case(BASE, NEXT, rule("last", "1:month", from_due="next", settles=("d",)))
    book.happens("a", "2026-01-12")
    assert book.due("last") == date(2026, 8, 24)  # a month from 23 July, off a Sunday
    book.happens("stop", "2026-03-02")
    assert book.node("last").state == "paused"
    book.happens("go", "2026-03-12")
    book.happens("b", "2026-04-01")
    assert (states(book, "next"), states(book, "last")) == (["moot"], ["moot"])


def test_a_term_before_the_base_runs_out_is_counted_back_from_it() -> None:
    book = case(BASE, ASK)
    book.happens("a", "2026-01-12")
    assert book.due("ask") == date(2026, 7, 8)


def test_what_was_asked_late_stays_late_though_the_base_was_then_extended() -> None:
    book = case(BASE, ASK)
    book.happens("a", "2026-01-12")
    book.happens("c", "2026-07-10")
    extended(book, "2026-07-12")
    assert book.due("base") == date(2026, 10, 12)
    assert (book.due("ask"), book.node("ask").timeliness) == (date(2026, 7, 8), Timeliness.LATE)


def test_what_was_done_while_the_base_stood_is_judged_by_the_days_up_to_then() -> None:
    book = case(BASE, NEXT)
    for kind, on in (("a", "2026-01-12"), ("stop", "2026-03-02"), ("c", "2026-03-12")):
        book.happens(kind, on)
    node = book.node("next")
    assert (node.state, node.timeliness) == ("settled", Timeliness.IN_TIME)
    assert book.due("next") == date(2026, 8, 3)


def test_its_conditions_are_asked_of_the_fact_that_opened_the_base() -> None:
    urgent = (Condition("urgent", equals=True, default=False),)
    book = case(BASE, rule("next", from_due="base", settles=("c",), when=urgent))
    book.happens("a", "2026-01-12")
    assert book.nodes("next") == []
    other = case(BASE, rule("next", from_due="base", settles=("c",), when=urgent))
    other.happens("a", "2026-01-12", urgent=True)
    assert states(other, "next") == ["running"]


def test_nothing_hangs_on_a_base_that_was_done_before_it_was_owed() -> None:
    book = case(BASE, NEXT)
    book.happens("b", "2026-01-09")
    book.happens("a", "2026-01-12")
    assert (states(book, "base"), book.nodes("next")) == (["settled"], [])


def test_what_was_done_before_the_day_was_known_does_not_settle_it() -> None:
    book = case(BASE, ASK)
    book.happens("c", "2026-01-09")  # of an earlier round
    book.happens("a", "2026-01-12")
    assert states(book, "ask") == ["running"]


def test_with_a_fact_of_its_own_it_opens_then_and_counts_from_the_base_all_the_same() -> None:
    book = case(BASE, rule("next", from_due="base", origin=("d",), settles=("c",)))
    book.happens("d", "2026-01-09")
    assert book.nodes("next") == []  # there is no base yet
    book.happens("a", "2026-01-12")
    own = book.happens("d", "2026-02-02")
    assert book.node("next").key == f"next|case:|{own.seq}"
    assert book.due("next") == date(2026, 7, 23)


def test_what_rests_on_a_provisional_day_is_provisional() -> None:
    book = case(BASE, rule("ask", "3:month", from_due="base", settles=("c",), backward=True))
    book.happens("a", "2026-08-06")
    base, ask = book.node("base").due, book.node("ask").due
    assert base is not None and base.state is DueState.PROVISIONAL
    assert ask is not None and (ask.on, ask.state) == (date(2026, 11, 6), DueState.PROVISIONAL)


def test_after_hours_it_counts_from_their_very_end() -> None:
    book = case(rule("base", "24:hour"), rule("next", "24:hour", from_due="base", settles=("c",)))
    book.happens("a", "2026-02-02T15:00")
    due = book.node("next").due
    assert due is not None and due.at.isoformat() == "2026-02-04T15:00:00+08:00"


@pytest.mark.parametrize("restarts", [True, False])
def test_when_its_base_begins_anew_so_does_it(restarts: bool) -> None:
    book = case(rule("base", "6:month", restarts=restarts), NEXT)
    book.happens("a", "2026-01-12")
    book.happens("a", "2026-02-12")
    assert states(book, "next") == (["moot", "running"] if restarts else ["running"])
    assert len({node.key for node in book.nodes("next")}) == len(book.nodes("next"))

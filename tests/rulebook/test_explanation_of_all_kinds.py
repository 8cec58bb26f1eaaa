"""Derived dates, series and others' periods explain themselves; why-not says where to look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rulebook.case.explanation import explain
from rulebook.law.condition import Condition
from rulebook.law.rule import Bearer, Numbering, Several
from tests.rulebook.casebook import CALENDAR, Casebook
from tests.rulebook.fewrules import SOURCE, case, rule

BASE = rule("base", "6:month", exclusions="E")
NEXT = rule("next", "10:day", from_due="base", settles=("c",))


def derived(*more: Any) -> Casebook:
    book = case(BASE, NEXT, *more)
    book.happens("a", "2026-01-12")
    return book


def test_the_article_bears_the_number_of_the_day_of_the_opening() -> None:
    numbers = (Numbering(date(2013, 1, 1), "第225条"), Numbering(date(2022, 1, 1), "第232条"))
    law = replace(SOURCE, article="第236条", articles=numbers)
    for on, article in (("2020-05-06", "第225条"), ("2023-05-06", "第232条")):
        book = case(rule("r", source=law))
        book.happens("a", on)
        assert book.explained("r").article == f"《甲规定》（法释〔2000〕1号）{article}"


def test_documents_that_set_the_same_clock_are_cited_beside_it() -> None:
    old = replace(SOURCE, document="乙规定")
    book = case(
        rule("r"),
        rule("same", restates="r", source=old),
        rule("gone", restates="r", source=old, effective_to=date(2020, 1, 1)),
    )
    book.happens("a", "2026-01-12")
    assert book.explained("r").also == ("《乙规定》（法释〔2000〕1号）第1条",)


def test_a_derived_date_shows_the_steps_of_its_base_first() -> None:
    book = derived()
    found, base = book.explained("next"), book.explained("base")
    assert found.base is not None
    assert (found.base.rule, found.base.due) == ("base", date(2026, 7, 13))
    assert found.base.node == base.node
    assert found.steps[: len(base.steps)] == base.steps
    assert found.steps[len(base.steps)].kind == "base"
    assert "规则base" in found.steps[len(base.steps)].zh
    days = sum(step.days for step in found.steps)
    assert found.origin.occurred_at.date() + timedelta(days=days) == found.due
    assert base.base is None


def test_a_derived_date_shows_why_its_base_stood_and_stands() -> None:
    book = derived()
    book.happens("stop", "2026-03-02", _evidence="ruling 1")
    book.happens("go", "2026-03-12")
    (stopped,) = book.explained("next").pauses
    assert (stopped.start, stopped.resume, stopped.paper) == (
        date(2026, 3, 2), date(2026, 3, 12), "ruling 1",
    )  # fmt: skip
    book.happens("stop", "2026-04-01", _evidence="ruling 2")
    found = book.explained("next")
    assert (found.due, found.state) == (None, "paused")
    assert [(one.resume, one.paper) for one in found.pauses] == [
        (date(2026, 3, 12), "ruling 1"), (None, "ruling 2"),
    ]  # fmt: skip
    assert found.base is not None and found.base.due is None


def test_a_day_that_the_fact_names_says_where_it_comes_from() -> None:
    book = case(rule("r", from_date="day"))
    fact = book.happens("a", "2026-02-02", day="2026-01-20")
    found = book.explained("r")
    assert f"第{fact.seq}项事实所载基准日" in found.steps[0].zh
    assert date(2026, 1, 20) + timedelta(days=sum(s.days for s in found.steps)) == found.due


def test_a_time_of_a_series_says_which_it_is() -> None:
    book = case(rule("r", "6:month", "recurring", times=4))
    book.happens("a", "2026-02-02")
    third = book.nodes("r")[2]
    found = explain(third.key, book.facts, book.law, CALENDAR)
    assert (found.turn, found.times, found.due) == (3, 4, date(2027, 8, 2))
    assert book.nodes("r")[0].key.endswith("#1")


@pytest.mark.parametrize(
    ("said", "kind_zh", "bearer_zh"),
    [
        ({"kind": "limitation"}, "当事人期间", "当事人"),
        ({"kind": "deadline", "bearer": Bearer.PARTY}, "当事人期间", "当事人"),
        ({"kind": "limitation", "bearer": Bearer.OUTSIDER}, "案外机构期间", "案外机构"),
        ({"kind": "max", "bearer": Bearer.OUTSIDER}, "上限", "案外机构"),
        ({"kind": "effect"}, "视为", "无人"),
        ({"kind": "deadline"}, "期限", "法院"),
    ],
)
def test_it_says_what_the_period_does_and_who_bears_it(
    said: dict[str, Any], kind_zh: str, bearer_zh: str
) -> None:
    book = case(rule("r", **said))
    book.happens("a", "2026-02-02")
    found = book.explained("r")
    assert (found.kind_zh, found.bearer_zh) == (kind_zh, bearer_zh)
    assert found.enforced is (bearer_zh == "法院")


def test_of_what_restates_another_rule_it_sends_one_there() -> None:
    book = case(rule("main"), rule("again", restates="main"))
    book.happens("a", "2026-02-02")
    found = book.why_not("again", "2026-03-02")
    assert (found.node, found.conditions[0].kind) == ("", "restates")
    assert "请查看main" in found.zh
    assert "main" in found.en


def test_of_what_hangs_on_another_rule_it_says_that_this_one_has_no_clock_and_why() -> None:
    book = case(BASE, NEXT)
    found = book.why_not("next", "2026-03-02")
    assert [one.kind for one in found.conditions] == ["base", "origin"]
    assert "base" in found.zh
    assert "甲a" in found.conditions[1].zh


def test_of_what_hangs_on_another_rule_it_says_which_condition_was_not_met() -> None:
    urgent = (Condition("urgent", equals=True, default=False),)
    book = case(BASE, rule("next", from_due="base", settles=("c",), when=urgent))
    book.happens("a", "2026-01-12")
    found = book.why_not("next", "2026-03-02")
    assert [(one.kind, one.holds) for one in found.conditions] == [
        ("base", True), ("origin", True), ("force", True), ("condition", False),
    ]  # fmt: skip


def test_of_what_hangs_on_a_rule_done_before_it_was_owed_it_says_so() -> None:
    book = case(BASE, NEXT)
    book.happens("b", "2026-01-09")
    book.happens("a", "2026-01-12")
    assert "before it was owed" in book.why_not("next", "2026-03-02").en


def test_of_what_waits_for_several_facts_it_says_which_are_lacking() -> None:
    both = rule("r", origin=("xa", "xb"), settles=("xc",), subject="asset", several=Several.LATEST)
    book = case(both)
    assert "xa and xb" in book.why_not("r", "2026-03-02").en
    book.happens("xa", "2026-02-02", "flat")
    book.happens("xb", "2026-02-02", "car")
    assert "尚缺物" in book.why_not("r", "2026-03-02").zh


def test_of_a_day_that_nobody_named_it_says_so() -> None:
    book = case(rule("r", from_date="day"))
    book.happens("a", "2026-02-02")
    assert "未载明基准日" in book.why_not("r", "2026-03-02").zh


def test_of_an_interval_that_only_gates_use_it_says_so() -> None:
    book = case(rule("r", kind="min_interval", backward=True, origin=()))
    assert "只由闸门适用" in book.why_not("r", "2026-03-02").zh


def test_of_a_series_it_speaks_of_the_time_that_is_next() -> None:
    book = case(rule("r", "1:month", "recurring", times=3))
    book.happens("a", "2026-02-02")
    book.happens("b", "2026-02-10")
    assert book.why_not("r", "2026-03-10").node.endswith("#2")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "limitation"}, "当事人期间"),
        ({"kind": "effect"}, "视为发生"),
        ({"kind": "min"}, "不得早于"),
        ({"kind": "max", "bearer": Bearer.NOBODY}, "无人可逾期"),
        ({"kind": "max", "bearer": Bearer.OUTSIDER, "ladder": "chase"}, "案外机构"),
    ],
)
def test_it_says_why_nobody_of_the_court_is_late(said: dict[str, Any], words: str) -> None:
    book = case(rule("r", **said))
    book.happens("a", "2026-02-02")
    assert any(words in one.zh for one in book.why_not("r", "2026-06-02").conditions)


def test_of_a_condition_it_says_what_was_said_and_what_the_rule_wants() -> None:
    sort = (Condition("sort", one_of=("甲", "乙")),)
    book = case(rule("r", when=sort))
    book.happens("a", "2026-02-02")
    book.happens("a", "2026-02-03", sort="丙")
    first, second = (
        one.zh for one in book.why_not("r", "2026-03-02").conditions if one.kind == "condition"
    )
    assert (first, second) == ("sort未写明，规则要求甲或者乙", "sort为丙，规则要求甲或者乙")


def test_what_a_resumption_did_not_open_was_not_barred_by_the_end_of_the_round() -> None:
    book = case(rule("r", origin=("resumed",), when=(Condition("urgent", equals=True),)))
    book.happens("ended", "2026-02-02")
    book.happens("resumed", "2026-06-01")
    kinds = [one.kind for one in book.why_not("r", "2026-07-01").conditions if not one.holds]
    assert kinds == ["condition"]

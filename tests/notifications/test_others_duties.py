"""What is written about others' duties, derived days and the times of a series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.tables.message import Message
from rulebook.law.rule import Bearer
from tests.rulebook.fewrules import lawbook, rule
from tests.tasks.conftest import BASIC, DIRECTOR, HANDLER, LEADER, Bench, at

LAW = lawbook(
    rule("own", "3:day", code="003", settles=("c",)),
    rule("bank", "3:day", bearer=Bearer.OUTSIDER, role="bank", ladder="chase"),
    rule("party", "3:day", "limitation", role="applicant"),
    rule("query", "3:day", "recurring", times=2, settles=("d",)),
    rule("until", "3:day", from_date="day", backward=True, settles=("d",)),
)


@pytest.fixture
def small(bench: Bench) -> Bench:
    """The court under a law of few rules; its case is opened by fact a on 2 March 2026."""
    few = replace(bench, law=LAW)
    few.registers()
    few.says("filed", at("2026-03-02T00:00"))
    few.says("handler_assigned", at("2026-03-02T00:00"), handler=HANDLER)
    few.says("a", at("2026-03-02T00:00"), day="2026-03-10")
    return few


def subjects(bench: Bench, rule_id: str) -> list[str]:
    return [one.subject for one in bench.rows(Message, Message.node_id == bench.node(rule_id).id)]


def test_an_outsider_is_chased_by_the_handler_and_nobody_is_charged(small: Bench) -> None:
    for day in ("05", "06", "12", "26"):
        small.sweeps(f"2026-03-{day}T08:20")
    node = small.node("bank")
    assert small.claims(node) == [("reminder", "fired"), ("chase", "fired")]
    assert (small.told("reminder", node), small.told("chase", node)) == ([HANDLER], [HANDLER])
    assert small.items(node) == []
    bodies = {one.body for one in small.rows(Message, Message.node_id == node.id)}
    assert bodies and all("由金融机构办理，请督促；仅提示，不计入承办人。" in one for one in bodies)


def test_a_partys_period_is_told_to_nobody(small: Bench) -> None:
    small.sweeps("2026-03-26T08:20")
    node = small.node("party")
    assert (small.claims(node), subjects(small, "party")) == ([], [])
    assert node.owner_id == HANDLER


def test_a_step_without_a_code_goes_by_its_stage_and_a_time_by_its_number(small: Bench) -> None:
    small.sweeps("2026-03-09T08:20")
    assert any("A 规则query第2次" in one for one in subjects(small, "query"))
    assert any("003 规则own" in one for one in subjects(small, "own"))
    assert any("A 规则bank" in one for one in subjects(small, "bank"))


def test_a_letter_says_from_when_a_term_is_counted_or_when_it_was_opened(small: Bench) -> None:
    small.rounds("2026-03-13T08:20")
    letters = {one.node_id: one.body for one in small.letters("supervision_order")}
    assert "该节点自2026年3月2日起算，期限至2026年3月5日届满" in letters[small.node("own").id]
    assert "该节点自2026年3月2日开启，期限至2026年3月6日届满" in letters[small.node("until").id]


def test_the_sternest_line_comes_first_in_a_digest(small: Bench) -> None:
    small.rounds("2026-03-06T08:20")
    digest = next(one for one in small.channel.sent if one.officer_id == HANDLER)
    order = [digest.body.index(word) for word in ("[催办]", "[督促]")]
    assert order == sorted(order)
    assert {one.officer_id for one in small.channel.sent} <= {HANDLER, LEADER, DIRECTOR, BASIC}

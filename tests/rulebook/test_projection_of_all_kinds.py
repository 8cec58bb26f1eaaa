"""What holds of derived dates, series, restarts and waiting clocks, whatever is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.casefile import NodePlan
from rulebook.case.clock import turn_of
from rulebook.case.payload import moment
from rulebook.case.projection import project
from rulebook.law.condition import Condition
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Bearer, ExtensionBound, Several
from rulebook.time.counting import due
from rulebook.time.period import Period
from tests.rulebook.casebook import CALENDAR, Casebook
from tests.rulebook.fewrules import lawbook, rule

Told = list[tuple[tuple[str, str, dict[str, Any]], date]]

_BOUND = ExtensionBound(Period.parse("3:month"), ("president",))
_ON_ASSETS: dict[str, Any] = {"subject": "asset", "origin": ("xa",), "settles": ("xb",)}
LAW: Lawbook = lawbook(
    rule("plain"),
    rule("base", "6:month", settles=("c",), exclusions="E", extension=_BOUND),
    rule("ask", "5:day", from_due="base", settles=("d",), backward=True),
    rule("next", "1:month", from_due="base", settles=("d",), survives=True),
    rule("last", "10:working_day", from_due="next", settles=("e",), outlives_case=True),
    rule("query", "2:month", "recurring", times=4, settles=("e",), moot_by=("f",)),
    rule("told", "3:day", from_due="query", settles=("f",), survives=True),
    rule("both", "20:day", origin=("a", "c"), settles=("e",), several=Several.LATEST),
    rule("anew", "1:year", restarts=True, settles=("f",), outlives_case=True),
    rule("named", "7:day", from_date="day", settles=("d",)),
    rule("until", "7:day", from_date="day", settles=("d",), backward=True),
    rule("party", "15:day", "limitation", exclusions="E"),
    rule("deemed", "30:day", "effect"),
    rule("hours", "24:hour", settles=("d",)),
    rule("urgent", "3:day", when=(Condition("urgent", equals=True),), settles=("d",)),
    rule("again", restates="plain"),
    rule("thing", "1:month", **_ON_ASSETS),
    rule("thing-next", "1:month", from_due="thing", subject="asset", settles=("xc",)),
    rule("body", "1:month", bearer=Bearer.OUTSIDER, role="bank", ladder="chase", **_ON_ASSETS),
)
_KINDS: list[tuple[str, str, dict[str, Any]]] = [
    ("filed", "", {}), ("closed", "", {}), ("stop", "", {}), ("go", "", {}),
    ("a", "", {}), ("a", "", {"urgent": True}), ("a", "", {"day": "2021-03-01"}),
    ("b", "", {}), ("c", "", {}), ("d", "", {}), ("e", "", {}), ("f", "", {}),
    ("xa", "p", {}), ("xa", "q", {}), ("xb", "p", {}), ("xc", "p", {}),
    ("extension_approved", "", {"rule": "base", "number": 1, "unit": "month"}),
]  # fmt: skip
_TOLD = st.lists(
    st.tuples(st.sampled_from(_KINDS), st.dates(date(2019, 1, 1), date(2022, 12, 31))),
    min_size=1,
    max_size=20,
)


def _book(told: Told) -> Casebook:
    book = Casebook(LAW)
    for (kind, of, said), on in told:
        book.happens(kind, on.isoformat(), of, **said)
    return book


def _by_rule(told: Told) -> dict[str, list[NodePlan]]:
    found: dict[str, list[NodePlan]] = {name: [] for name in LAW.rules}
    for node in _book(told).plan().nodes:
        found[node.rule_id].append(node)
    return found


@given(_TOLD)
@settings(deadline=None)
def test_the_order_in_which_facts_are_recorded_is_of_no_account(told: Told) -> None:
    book = _book(told)
    assert project(book.facts, LAW, CALENDAR) == project(reversed(book.facts), LAW, CALENDAR)


@given(_TOLD)
@settings(deadline=None)
def test_no_two_nodes_bear_one_name_and_none_restates_another(told: Told) -> None:
    nodes = _book(told).plan().nodes
    assert len({node.key for node in nodes}) == len(nodes)
    assert "again" not in {node.rule_id for node in nodes}


@given(_TOLD)
@settings(deadline=None)
def test_a_later_fact_takes_no_node_away(told: Told) -> None:
    ordered = sorted(told, key=lambda one: one[1])
    half = {node.key for node in _book(ordered[: len(ordered) // 2 + 1]).plan().nodes}
    assert half <= {node.key for node in _book(ordered).plan().nodes}


@given(_TOLD)
@settings(deadline=None)
def test_every_node_of_every_kind_says_one_coherent_thing(told: Told) -> None:
    for node in _book(told).plan().nodes:
        runs = LAW.rules[node.rule_id].runs
        assert (node.due is None) == (node.state == "paused")
        assert (node.settled_at is not None) == (node.state == "settled")
        assert (node.ended_by is not None) == (node.state in ("settled", "moot"))
        assert node.state != ("waiting" if runs else "running")
        assert bool(node.schedule) <= (node.state == "running")
        assert list(node.schedule) == sorted(node.schedule, key=lambda rung: rung[1])


@given(_TOLD)
@settings(deadline=None)
def test_the_times_of_a_series_are_settled_in_their_order(told: Told) -> None:
    by_opening: dict[int, list[NodePlan]] = {}
    for node in _by_rule(told)["query"]:
        by_opening.setdefault(node.opened_by, []).append(node)
    for series in by_opening.values():
        assert [turn_of(node.key) for node in series] == [1, 2, 3, 4]
        settled = [node.state == "settled" for node in series]
        assert settled == sorted(settled, reverse=True)
        acts = [node.settled_by for node in series if node.settled_by]
        assert len(acts) == len(set(acts))


@given(_TOLD)
@settings(deadline=None)
def test_a_derived_date_is_counted_from_the_last_day_of_its_base(told: Told) -> None:
    found = _by_rule(told)
    for name in ("next", "last", "thing-next", "told"):
        rule_ = LAW.rules[name]
        bases = {_place(node): node for node in found[rule_.from_due]}
        for node in found[name]:
            base = bases[_place(node)]
            open_ = node.state == "running" and base.state == "running"
            if open_ and node.due and base.due and rule_.term:
                assert node.due.on == due(moment(base.due.on), rule_.term, CALENDAR).on
            assert rule_.survives or base.ended_by is None or node.ended_by is not None
            assert (base.state == "paused") <= (node.state in ("paused", "settled", "moot"))


def _place(node: NodePlan) -> tuple[str, int, int]:
    return node.subject_ref, node.opened_by, turn_of(node.key)

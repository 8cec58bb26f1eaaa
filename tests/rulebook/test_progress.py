"""A case gone through fact by fact stands where the whole of its facts puts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.casefile import NodePlan
from rulebook.case.progress import Progress
from rulebook.case.projection import project
from rulebook.law.factkind import Field
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import NOT_URGENT, URGENT
from tests.rulebook import casebook
from tests.rulebook.casebook import CALENDAR, Casebook
from tests.rulebook.test_projection_of_all_kinds import LAW
from tests.rulebook.test_triggers import rung

Told = list[tuple[str, str, dict[str, Any], date, int]]

_DAYS = st.dates(date(2020, 12, 1), date(2021, 8, 31))
_BACK = st.integers(min_value=0, max_value=4)  # which of the last facts a correction names
_SAID = {
    "text": "text", "texts": ["one"], "flag": True, "date": "2021-03-01", "yuan": "100.00",
    "moment": "2021-03-01T10:00", "number": 2, "officer": "H1",
}  # fmt: skip
_FEW: list[tuple[str, str, dict[str, Any]]] = [
    ("filed", "", {}), ("closed", "", {}), ("stop", "", {}), ("go", "", {}),
    ("a", "", {}), ("a", "", {"urgent": True}), ("a", "", {"day": "2021-03-01"}),
    ("b", "", {}), ("c", "", {}), ("d", "", {}), ("e", "", {}), ("f", "", {}),
    ("xa", "p", {}), ("xa", "q", {}), ("xb", "p", {}), ("xc", "p", {}),
    ("extension_approved", "", {"rule": "base", "number": 1, "unit": "month"}),
    ("correction", "", {"void": True}), ("correction", "", {"occurred_at": "2021-01-15"}),
    ("correction", "", {"day": "2021-04-01"}),
]  # fmt: skip


def _value(field: Field) -> object:
    return field.choices[0] if field.choices else _SAID[field.type]


_NATIONAL = [
    (kind.id, "" if kind.subject == "case" else ref, {f.name: _value(f) for f in kind.fields})
    for kind in casebook.LAW.facts.values()
    for ref in ("p", "q")
    if kind.id not in ("correction", "extension_approved")
] + [
    ("extension_approved", "", {"rule": name, "number": 1, "unit": "month"})
    for name, rule in casebook.LAW.rules.items()
    if rule.extension
]
_OFTEN = [
    one
    for one in _NATIONAL
    if casebook.LAW.effects[one[0]].starts or one[0] in (URGENT, NOT_URGENT)
] + _FEW[-3:]
_STALLED = Ladder("default", "停滞", time(8, 20), (rung("stalled", idle="10:day"),))
_IMPATIENT = replace(LAW, ladders={**LAW.ladders, "default": _STALLED})


def _told(kinds: list[tuple[str, str, dict[str, Any]]]) -> st.SearchStrategy[Told]:
    one = st.tuples(st.sampled_from(kinds), _DAYS, _BACK)
    return st.lists(one.map(lambda it: (*it[0], *it[1:])), min_size=2, max_size=10)


# Every kind of rule at work before anything else is told.
_BEGUN: Told = [
    ("filed", "", {}, date(2020, 11, 30), 0),
    ("a", "", {"day": "2021-03-01", "urgent": True}, date(2020, 11, 30), 0),
    ("xa", "p", {}, date(2020, 11, 30), 0),
]


def _step_by_step(book: Casebook, told: Told) -> None:
    """Tell the facts one by one: what is known to have moved must be all that moved."""
    progress = Progress((), book.law, book.calendar)
    nodes: dict[str, NodePlan] = {}
    for kind, of, said, on, back in told:
        more = {"_corrects": max(len(book.facts) - back, 1)} if kind == "correction" else {}
        book.happens(kind, on.isoformat(), of, **said, **more)
        progress = progress.after(book.facts)
        plan, expected = progress.plan(), project(book.facts, book.law, book.calendar)
        nodes = ({} if progress.whole else nodes) | {node.key: node for node in plan.nodes}
        assert nodes == {node.key: node for node in expected.nodes}
        assert list(nodes) == [node.key for node in expected.nodes]
        assert (plan.state, plan.stage, plan.handler_id) == (
            expected.state,
            expected.stage,
            expected.handler_id,
        )
        assert (plan.filed_on, plan.closed_on) == (expected.filed_on, expected.closed_on)
        progress.written()


@given(_told(_FEW))
@settings(deadline=None)
def test_what_a_fact_moves_is_all_that_it_moves(told: Told) -> None:
    _step_by_step(Casebook(LAW, CALENDAR), [*_BEGUN, *told])


@given(_told(_FEW).map(lambda told: sorted(told, key=lambda one: one[3])))
@settings(deadline=None)
def test_facts_in_the_order_of_their_days_go_on_from_where_the_case_stands(told: Told) -> None:
    _step_by_step(Casebook(LAW, CALENDAR), [*_BEGUN, *told])


@given(_told(_FEW).map(lambda told: sorted(told, key=lambda one: one[3])))
@settings(deadline=None, max_examples=40)
def test_an_act_puts_off_what_is_counted_from_idleness(told: Told) -> None:
    _step_by_step(Casebook(_IMPATIENT, CALENDAR), [*_BEGUN, *told])


@given(_told([*_NATIONAL, *_OFTEN * 4]).map(lambda told: sorted(told, key=lambda one: one[3])))
@settings(deadline=None)
def test_the_whole_law_goes_on_likewise(told: Told) -> None:
    _step_by_step(Casebook(), told)


def test_a_pause_an_extension_and_an_end_move_what_hangs_on_them() -> None:
    said = ["extension_approved", "stop", "go", "stop", "c", "go", "d", "e", "closed"]
    known = {kind: more for kind, _, more in _FEW}
    told = [(kind, "", known[kind], date(2021, 1, 5 + 3 * at), 0) for at, kind in enumerate(said)]
    _step_by_step(Casebook(LAW, CALENDAR), [*_BEGUN, *told])


def test_urgency_moves_every_ladder_of_the_case() -> None:
    told: Told = [
        ("filed", "", {}, date(2026, 1, 5), 0),
        ("handler_assigned", "", {"handler": "H1"}, date(2026, 1, 5), 0),
        (URGENT, "", {"approver": "VP"}, date(2026, 1, 6), 0),
        (NOT_URGENT, "", {}, date(2026, 1, 7), 0),
    ]
    ladders = {
        name: replace(one, urgent=one.rungs[-1].key) for name, one in casebook.LAW.ladders.items()
    }
    _step_by_step(Casebook(replace(casebook.LAW, ladders=ladders)), told)


def test_a_fact_at_the_end_is_taken_without_going_through_the_others_again() -> None:
    book = casebook.filed("2026-01-05")
    progress = Progress(book.facts[:-1], book.law, book.calendar)
    progress.written()
    assert progress.after(book.facts) is progress
    progress.written()
    book.happens("execution_notice_issued", "2026-01-08")
    assert {node.rule_id for node in progress.after(book.facts).plan().nodes} < {
        node.rule_id for node in book.plan().nodes
    }


def test_a_late_fact_has_the_whole_case_gone_through_anew() -> None:
    book = casebook.filed("2026-01-05")
    progress = Progress(book.facts, book.law, book.calendar)
    progress.written()
    book.happens("file_received", "2026-01-04")
    again = progress.after(book.facts)
    assert again is not progress
    assert again.whole

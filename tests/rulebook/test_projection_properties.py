"""What holds of every case, whatever is told of it and in whatever order."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.projection import project
from rulebook.case.standing import standing
from tests.rulebook.casebook import CALENDAR, LAW, Casebook

_KINDS = [
    ("application_received", "", {}), ("filed", "", {}), ("file_received", "", {}),
    ("handler_assigned", "", {"handler": "H1"}), ("execution_notice_issued", "", {}),
    ("clue_received", "c", {}), ("clue_received", "c", {"urgent": True}),
    ("clue_verified", "c", {}),
    ("execution_suspended", "", {"approver": "VP"}), ("execution_resumed", "", {}),
    ("funds_received", "r", {"amount": "1.00"}), ("payment_notice_sent", "r", {}),
    ("funds_paid", "r", {"amount": "1.00"}), ("case_closed", "", {"mode": "执行完毕"}),
    ("asset_controlled", "a", {}), ("sale_started", "a", {"approver": "VP"}),
    ("sale_ended", "a", {}),
]  # fmt: skip
_TOLD = st.lists(
    st.tuples(st.sampled_from(_KINDS), st.dates(date(2018, 1, 1), date(2026, 6, 30))),
    min_size=1,
    max_size=16,
)


def _told(told: list[tuple[tuple[str, str, dict[str, Any]], date]]) -> Casebook:
    book = Casebook()
    for (kind, of, said), on in told:
        book.happens(kind, on.isoformat(), of, **said)
    return book


@given(_TOLD)
@settings(deadline=None)
def test_projecting_again_gives_the_same_case(
    told: list[tuple[tuple[str, str, dict[str, Any]], date]],
) -> None:
    book = _told(told)
    assert project(book.facts, LAW, CALENDAR) == project(reversed(book.facts), LAW, CALENDAR)
    assert project(standing(book.facts), LAW, CALENDAR) == project(book.facts, LAW, CALENDAR)


@given(_TOLD)
@settings(deadline=None)
def test_what_happens_later_moves_no_origin(
    told: list[tuple[tuple[str, str, dict[str, Any]], date]],
) -> None:
    ordered = sorted(told, key=lambda one: one[1])
    whole = {node.key: node.origin_at for node in _told(ordered).plan().nodes}
    half = {n.key: n.origin_at for n in _told(ordered[: len(ordered) // 2 + 1]).plan().nodes}
    assert half.items() <= whole.items()


@given(_TOLD)
@settings(deadline=None)
def test_every_node_says_one_coherent_thing(
    told: list[tuple[tuple[str, str, dict[str, Any]], date]],
) -> None:
    plan = _told(told).plan()
    assert len({node.key for node in plan.nodes}) == len(plan.nodes)
    for node in plan.nodes:
        assert (node.due is None) == (node.state == "paused")
        assert (node.settled_at is not None) == (node.state == "settled")
        assert bool(node.schedule) <= (node.state == "running")
        assert all(at > node.origin_at for _, at in node.schedule)

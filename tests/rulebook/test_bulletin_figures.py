"""The arithmetic of figures: spans, fates, pauses, medians, changes; no book is needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.case.casefile import FactView
from rulebook.figures import pack, tally
from rulebook.figures.change import change, differences, outside
from rulebook.figures.course import course, stood_open
from rulebook.figures.definitions import definitions
from rulebook.figures.entry import Entry, Window
from rulebook.figures.fate import NodeRow, fate
from rulebook.figures.span import SpanUnreadable, span
from rulebook.figures.stops import days_within, stops
from rulebook.loading.loader import national
from rulebook.time.zone import SHANGHAI

OCTOBER = Window(datetime(2026, 10, 1, tzinfo=SHANGHAI), datetime(2026, 11, 1, tzinfo=SHANGHAI))


def at(day: str) -> datetime:
    """Ten o'clock of a day of 2026."""
    return datetime.fromisoformat(f"2026-{day}T10:00").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "first", "last", "before", "zh", "issue"),
    [
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12", "2026年1月", 1),
        ("2026-10", "2026-10-01", "2026-10-31", "2026-09", "2026年10月", 10),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01", "2024年2月", 2),
        ("2026-q1", "2026-01-01", "2026-03-31", "2025-Q4", "2026年第1季度", 1),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H1", "2026年下半年", 2),
        ("2026", "2026-01-01", "2026-12-31", "2025", "2026年", 1),
    ],
)
def test_a_span_is_read_and_knows_the_one_before(
    text: str, first: str, last: str, before: str, zh: str, issue: int
) -> None:
    found = span(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert (found.before().key, found.zh, found.issue) == (before, zh, issue)
    assert found.before().end == found.start
    assert span(found.key) == found


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-Q5", "2026-H3", "26-10", "2026-10-01", "0001"]
)
def test_what_is_no_span_is_refused_with_the_ways_to_write_one(text: str) -> None:
    with pytest.raises(SpanUnreadable, match="2026-Q4"):
        span(text)


def node(due: str, ended: str = "", state: str = "settled", timeliness: str = "") -> NodeRow:
    """A node with its last day, and the day it ended."""
    day = date.fromisoformat(f"2026-{due}")
    late = datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI)
    done = at(ended) if ended else None
    how = timeliness or ("" if done is None else "late" if done >= late else "in_time")
    state = state if done else "running"
    return NodeRow(1, "甲", "r", "003", "k", state, True, at("01-01"), day, late, done, how)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (node("10-01", "09-20"), "node_on_time"),
        (node("10-31", "10-31"), "node_on_time"),
        (node("10-20", "10-22"), "node_late"),
        (node("10-20", "11-02"), "node_open"),  # done after the cut-off
        (node("10-31"), "node_open"),  # its first late moment is the cut-off itself
        (node("11-01"), ""),  # not due yet
        (node("10-20", "10-22", "moot"), "node_undone"),
        (node("10-20", "10-19", "moot")._replace(timeliness=""), ""),  # no longer owed
        (node("10-20", "10-19", timeliness="late_or_unproven"), "node_unproven"),
        (node("09-30"), "node_carried_open"),  # late from the first moment of October
        (node("09-29", "09-30"), ""),  # over before it
        (node("09-29", "10-02"), "node_carried_done"),
        (node("09-29", "11-02"), "node_carried_open"),
        (node("09-29", "09-20"), ""),
        (node("10-20")._replace(due_on=None, due_at=None, state="paused"), ""),
    ],
)
def test_each_node_has_one_fate_at_the_cut_off(row: NodeRow, what: str) -> None:
    assert fate(row, OCTOBER) == what


def fact(seq: int, kind: str, day: str, ref: str = "") -> FactView:
    return FactView(seq, kind, "case", ref, at(day), at(day), "H1", {"approver": "D1"})


def test_a_round_that_ends_closes_the_case_once_and_a_resumption_opens_it_again() -> None:
    kinds = ("filed", "round_termination_ruled", "case_closed", "case_resumed", "case_closed")
    days = ("01-05", "03-01", "04-01", "05-01", "06-01")
    facts = [fact(n, kind, day) for n, (kind, day) in enumerate(zip(kinds, days, strict=True), 1)]
    moves = course(facts, national())
    assert [move.what for move in moves] == ["received", "closed", "reopened", "closed"]
    assert [
        stood_open(moves, at(day)) for day in ("01-05", "02-01", "04-15", "05-15", "07-01")
    ] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_an_application_that_is_refused_is_neither_received_nor_closed() -> None:
    facts = [fact(1, "application_received", "01-05"), fact(2, "not_accepted", "01-08")]
    assert course(facts, national()) == ()


def test_days_under_two_causes_at_once_are_days_once() -> None:
    facts = [
        fact(1, "execution_suspended", "10-05"),
        fact(2, "stay_granted", "10-08"),
        fact(3, "execution_resumed", "10-11"),
        fact(4, "stay_ended", "10-15"),
    ]
    found = stops(facts, national())
    assert [(stop.cause, stop.start.day, stop.resume and stop.resume.day) for stop in found] == [
        ("suspension", 5, 11),
        ("settlement_stay", 8, 15),
    ]
    assert days_within(found, date(2026, 10, 1), date(2026, 11, 1)) == 10
    assert days_within(found, date(2026, 10, 1), date(2026, 10, 7)) == 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 4)), min_size=1))
def test_the_median_is_that_of_the_values_written_out(values: list[tuple[int, int]]) -> None:
    from statistics import median

    written = [value for value, times in values for _ in range(times)]
    assert float(tally.median(values)) == median(written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [("68.42", "70.00", "-1.58"), (5, 3, "+2"), (4, 4, "0"), (None, 3, None), ("4.5", 4, "+0.5")],
)
def test_a_change_is_signed_and_unsaid_where_either_is(now: Any, before: Any, said: Any) -> None:
    assert change(now, before) == said


def test_only_a_value_that_is_given_can_be_below_its_aim() -> None:
    assert [outside(v, "90") for v in ("89.99", "90.00", None)] == [True, False, False]
    assert not outside("1.00", "")


def test_a_figure_defined_anew_is_no_error_of_the_old_one() -> None:
    def told(value: int, version: int) -> dict[str, Any]:
        block = {
            "code": "甲",
            "own": False,
            "figures": {"x": {"value": value, "n": 1}},
            "nodes": {},
        }
        return {"versions": {"x": version}, "courts": [block]}

    assert [(one.was, one.now) for one in differences(told(1, 1), told(2, 1))] == [(1, 2)]
    assert differences(told(1, 1), told(2, 2)) == ()


entries = st.builds(
    Entry,
    st.sampled_from("ab"),
    st.text(max_size=3),
    st.integers(0, 9),
    days=st.none() | st.integers(),
)


@given(st.lists(entries, max_size=20))
def test_lists_come_out_of_the_pack_as_they_went_in(given_: list[Entry]) -> None:
    assert list(pack.unpacked(pack.packed(given_))) == given_


def test_every_figure_of_the_law_is_defined_there_with_the_same_aim_and_source() -> None:
    law = national().definitions
    told = [one for one in definitions().figures.values() if one.law]
    assert len(told) == 5
    for one in told:
        entry = law[one.law]
        assert one.aim == entry.at_least
        assert one.source.startswith(entry.source.document)
        assert one.source.endswith(entry.source.article)


def test_every_population_of_a_figure_has_a_name_for_its_list() -> None:
    from notifications.bulletin.lists import NAMES

    figures = definitions().figures.values()
    assert {name for one in figures for name in (*one.populations, *one.less)} <= set(NAMES)

"""A bulletin's figures against those counted by hand in `bulletinbook.py`, for two months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from models.store import Store
from rulebook.figures.definitions import definitions
from rulebook.figures.span import span
from rulebook.figures.tally import chosen, lists
from tests.databases import NewUrl
from tests.models.bulletinbook import HandBook, handbook

MOST_STATEMENTS = 64  # two months gathered, and what stands beside them
EAST, WEST, CITY = ("甲0101", False), ("甲0102", False), ("甲01", False)
CITY_ITSELF = ("甲01", True)
COURTS = (CITY, CITY_ITSELF, EAST, WEST)

# What the facts of the book amount to, court by court in the order of COURTS. A rate stands only
# where ten or more were due.
SEPTEMBER = {
    "cases.start": (4, 3, 0, 1),  # B2 and C1, C2, C3, filed in spring
    "cases.received": (3, 0, 2, 1),  # A1, A2, B1
    "cases.closed": (0, 0, 0, 0),
    "cases.open": (7, 3, 2, 2),
    "nodes.due": (2, 0, 2, 0),  # A1 and A2: 003
    "nodes.on_time": (1, 0, 1, 0),
    "nodes.open": (1, 0, 1, 0),  # A2, due on the last day of the month
    "nodes.overdue_worst": (1, None, 1, None),
    "nodes.overdue_worst_working": (0, None, 0, None),  # 10-01 is a holiday
    "nodes.carried": (0, 0, 0, 0),
    "nodes.on_time_rate": (None, None, None, None),
    "entries.made": (6, 0, 5, 1),
}
OCTOBER = {
    "cases.start": (7, 3, 2, 2),
    "cases.received": (5, 0, 5, 0),  # A3 to A7
    "cases.reopened": (0, 0, 0, 0),
    "cases.closed": (3, 1, 1, 1),  # A6, B2, C3
    "cases.open": (9, 2, 6, 1),
    "nodes.due": (19, 1, 5, 13),  # 003: A3–A7; 009: twelve clues; 031: B2, C3
    "nodes.on_time": (13, 1, 1, 11),  # A3; ten clues; B2, C3
    "nodes.late": (2, 0, 1, 1),  # A4; K11
    "nodes.undone": (1, 0, 1, 0),  # A6
    "nodes.open": (2, 0, 1, 1),  # A7; K12
    "nodes.overdue": (5, 0, 3, 2),
    "nodes.unproven": (1, 0, 1, 0),  # A5
    "nodes.carried": (1, 0, 1, 0),  # A2
    "nodes.carried_done": (1, 0, 1, 0),
    "nodes.corrected": (3, 0, 2, 1),
    "nodes.outstanding": (2, 0, 1, 1),
    "nodes.on_time_rate": ("68.42", None, None, "84.62"),  # 13/19, –, –, 11/13
    "nodes.on_time_rate_gross": ("57.89", None, None, "76.92"),  # 11/19, –, –, 10/13
    "nodes.on_time_rate_all": ("65.00", None, None, "84.62"),  # 13/20, –, –, 11/13
    "nodes.hidden": (2, 1, 0, 1),  # C3 by its extension, B2 by its suspension
    "nodes.paused": (2, 2, 0, 0),  # C1, C2
    "nodes.paused_beyond": (1, 1, 0, 0),  # C2, due on 10-26 but for the suspension
    "nodes.overdue_worst": (13, None, 8, 13),  # K12; A2; K12
    "nodes.overdue_worst_working": (9, None, 4, 9),  # K12; A7; K12
    "nodes.overdue_median": (None, None, None, None),  # six, none, four and two overdue
    "nodes.running": (11, 2, 7, 2),  # nine cases' 031, A7's 003, K12
    "advice.kept": (1, 0, 1, 0),  # A4's query
    "advice.late": (1, 0, 1, 0),  # A3's
    "pauses.used": (2, 2, 0, 0),
    "pauses.days": (29, 29, 0, 0),  # C1: 10-20 to 10-31, C2: 10-15 to 10-31
    "pauses.case_rate": ("16.67", None, None, None),  # 2 of 12 cases
    "extensions.granted": (1, 1, 0, 0),
    "extensions.days": (10, 10, 0, 0),
    "entries.late": (1, 0, 1, 0),  # A5, nine days
    "entries.late_rate": ("2.17", None, "5.56", "0.00"),  # 1/46, –, 1/18, 0/24
    "core.three_years": ("25.00", None, None, None),  # 3 of 12
    "core.key_overdue": ("0.42", None, None, None),  # 5 nodes in 12 cases
}


@pytest.fixture(scope="module")
def book(new_url: NewUrl) -> Iterator[HandBook]:
    """The hand-made book, read by every test here and written by none."""
    store = Store(new_url())
    yield handbook(store)
    store.close()


def _blocks(book: HandBook, key: str, court: str = "甲01") -> dict[tuple[str, bool], Any]:
    report: Any = book.press.preview(court, span(key)).bulletin.report
    return {(one["code"], one["own"]): one for one in report["courts"]}


@pytest.mark.parametrize(("key", "counted"), [("2026-09", SEPTEMBER), ("2026-10", OCTOBER)])
def test_the_figures_are_those_counted_by_hand(
    book: HandBook, key: str, counted: dict[str, tuple[Any, ...]]
) -> None:
    blocks = _blocks(book, key)
    found = {
        name: tuple(blocks[court]["figures"][name]["value"] for court in COURTS) for name in counted
    }
    assert found == counted


@pytest.mark.parametrize("key", ["2026-08", "2026-09", "2026-10", "2026-Q4", "2026"])
def test_what_was_due_is_what_was_kept_late_undone_open_or_unproven(
    book: HandBook, key: str
) -> None:
    for block in _blocks(book, key, "甲").values():
        for part in (block["figures"], *block["nodes"].values()):
            of = {name: measure["value"] for name, measure in part.items()}
            parts = ("on_time", "late", "undone", "open", "unproven")
            assert of["nodes.due"] == sum(of[f"nodes.{name}"] for name in parts)


@pytest.mark.parametrize("key", ["2026-08", "2026-09", "2026-10", "2026"])
def test_what_came_in_less_what_went_out_is_what_is_there(book: HandBook, key: str) -> None:
    for block in _blocks(book, key, "甲").values():
        of = {name: measure["value"] for name, measure in block["figures"].items()}
        came = of["cases.start"] + of["cases.received"] + of["cases.reopened"]
        assert came - of["cases.closed"] == of["cases.open"]


def test_the_courts_below_and_a_courts_own_add_up_to_its_whole(book: HandBook) -> None:
    blocks, defined = _blocks(book, "2026-10", "甲"), definitions()
    for one in defined.figures.values():
        if one.how not in ("count", "sum"):
            continue
        value = {court: block["figures"][one.id]["value"] for court, block in blocks.items()}
        assert value[CITY] == value[CITY_ITSELF] + value[EAST] + value[WEST], one.id
        assert value["甲", False] == value[CITY] + value["甲", True], one.id


def test_with_fewer_than_ten_there_are_counts_and_no_rate(book: HandBook) -> None:
    east = _blocks(book, "2026-10")[EAST]["figures"]
    assert east["nodes.on_time_rate"] == {"value": None, "n": 5, "few": True, "top": 1}
    assert east["nodes.due"]["value"] == 5
    assert definitions().limits.least_n == 10


def test_node_by_node_the_same_is_told(book: HandBook) -> None:
    nodes = _blocks(book, "2026-10")[CITY]["nodes"]
    assert set(nodes) == {"003", "009", "031"}
    assert nodes["009"]["nodes.on_time_rate"]["value"] == "83.33"  # 10 of 12
    assert nodes["003"]["nodes.on_time_rate"]["value"] is None  # one of five
    assert nodes["031"]["nodes.hidden"]["value"] == 2


def test_use_of_pauses_and_extensions_is_told_by_approver(book: HandBook) -> None:
    city = _blocks(book, "2026-10")[CITY]
    assert city["approvers"] == [
        {"who": "P1", "pauses": 2, "pause_days": 29, "extensions": 1, "extended": 10}
    ]
    assert city["causes"] == [{"cause": "suspension", "uses": 2, "days": 29}]


def test_every_figure_is_the_number_of_lines_in_its_list(book: HandBook) -> None:
    composed = book.press.preview("甲01", span("2026-10"))
    report: Any = composed.bulletin.report
    of = lists(composed.entries)
    for one in definitions().figures.values():
        measure = report["courts"][0]["figures"][one.id]
        if one.how in ("count", "ratio"):
            names = one.bottom or one.top
            lines = sum(e.times for e in chosen(one, of) if e.what in names)
            assert lines == measure["n"], one.id


def test_the_own_past_ends_with_the_period_itself(book: HandBook) -> None:
    trend = _blocks(book, "2026-10")[CITY]["trend"]
    assert len(trend) == definitions().limits.trend_spans
    assert trend[-2:] == [
        {"span": "2026-09", "due": 2, "on_time": 1},
        {"span": "2026-10", "due": 19, "on_time": 13},
    ]


def test_the_open_overdue_are_named_with_their_node_and_days(book: HandBook) -> None:
    report: Any = book.press.preview("甲01", span("2026-10")).bulletin.report
    assert [(one["case"], one["days"], one["working"]) for one in report["outstanding"]] == [
        ("（2026）甲0102执1号", 13, 9),
        ("（2026）甲0101执7号", 6, 4),
    ]


def test_the_number_of_statements_does_not_grow_with_the_cases(book: HandBook) -> None:
    asked: list[str] = []

    def note(*call: Any) -> None:
        asked.append(call[2])

    reader = book.store._reader
    event.listen(reader, "before_cursor_execute", note)
    counts = []
    for court in ("甲01", "甲"):  # the city alone, and the city in its province
        asked.clear()
        book.press.preview(court, span("2026-10"))
        counts.append(len(asked))
    event.remove(reader, "before_cursor_execute", note)
    assert counts[0] == counts[1] <= MOST_STATEMENTS

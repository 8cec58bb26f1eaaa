"""The lists behind a bulletin as sheets: nothing is cut off without a word."""

from __future__ import annotations

from notifications.bulletin.lists import sheets
from rulebook.figures.entry import Entry


def test_a_list_longer_than_a_sheet_goes_on_on_the_next() -> None:
    entries = [Entry("node_open", "京0105", case, "case-6m||") for case in range(7)]
    numbers = {case: f"（2026）京0105执{case}号" for case in range(7)}
    found = sheets(entries, numbers, most=3)
    assert [one.name for one in found] == ["超期清单", "超期清单（续1）", "超期清单（续2）"]
    assert [len(one.rows) for one in found] == [3, 3, 1]
    assert [row[1] for one in found for row in one.rows] == list(numbers.values())

"""`dueprocess calendar`: a year looked at, and a notice that comes out loaded into the book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dueprocess.court import TYPED, CourtDesk

ENGINES = (
    "sqlite",
)  # words and pages; a calendar that changes is counted anew on both in tests/models

NEXT_YEAR: dict[str, Any] = {
    "year": 2027,
    "papers": ["https://www.gov.cn/zhengce/zhengceku/2026-11/20/content_1.htm"],
    "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "春节", "date": "2027-02-05", "isOffDay": True},
        {"name": "春节", "date": "2027-02-08", "isOffDay": True},
        {"name": "春节", "date": "2027-02-20", "isOffDay": False},
    ],
}


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """Next year's notice, invented, as a file."""
    return _written(tmp_path, NEXT_YEAR)


def _written(folder: Path, said: Any) -> Path:
    path = folder / "notice.json"
    path.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    return path


def test_a_year_shows_its_papers_its_spans_and_its_make_up_days(desk: CourtDesk) -> None:
    said = desk.does("calendar", "check", "2020").out
    assert "国办发明电〔2020〕1号" in said
    assert "2020-01-24 周五 至 2020-02-02 周日" in said
    assert "2020-10-10 周六" in said


def test_a_year_that_is_not_published_says_so_and_ends_with_the_code_of_a_gap(
    desk: CourtDesk,
) -> None:
    said = desk.types("calendar", "check", "2027")
    assert (said.code, "暂定" in said.out) == (3, True)
    asked = desk.types("calendar", "check", "2027", "--json")
    assert (asked.code, asked.json["covered"]) == (3, False)


@pytest.mark.parametrize("year", [*range(2007, 2027)])
def test_no_year_disagrees_with_the_library_without_a_reason(desk: CourtDesk, year: int) -> None:
    found = desk.does("calendar", "check", str(year), "--json").json
    assert found["covered"]
    assert found["disagreements"] == []


def test_a_notice_is_tried_before_it_is_loaded(desk: CourtDesk, notice: Path) -> None:
    _filed_in_september(desk)
    said = desk.does("calendar", "load", str(notice)).out
    assert "2027-02-06 暂定" in said
    assert "2027-02-09" in said
    assert "--apply" in said
    assert "2027-02-06" in desk.does("case", TYPED).out
    assert "暂定" in desk.types("calendar", "check", "2027").out


def test_a_notice_that_is_loaded_moves_the_case_and_every_later_answer(
    desk: CourtDesk, notice: Path
) -> None:
    _filed_in_september(desk)
    assert "1件案件重新推算" in desk.does("calendar", "load", str(notice), "--apply").out
    page = desk.does("case", TYPED).out
    assert "2027-02-09" in page
    assert "重新推算期限" in page
    answer = desk.does("due", "case-6m", "--from", "2026-08-06", "--json").json
    assert (answer["due"], answer["state"]) == ("2027-02-09", "firm")
    assert "已公布" in desk.does("calendar", "check", "2027").out
    again = desk.does("calendar", "load", str(notice), "--apply", "--json").json
    assert (again["cases"], again["moves"]) == (0, [])


def _filed_in_september(desk: CourtDesk) -> None:
    desk.does("rehearse", "until", "2026-08-07", "--at-once")
    desk.records("filed", "2026-08-06")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{", "cannot be read as JSON"),
        ([], "is no notice"),
        ({**NEXT_YEAR, "days": []}, "not out yet"),
        ({**NEXT_YEAR, "papers": []}, "--published-on"),
        ({**NEXT_YEAR, "days": [{"name": "春节", "date": "30/2", "isOffDay": True}]}, "no date"),
        ({**NEXT_YEAR, "days": [{"name": "元旦", "date": "2027-01-01"}]}, "lacks isOffDay"),
        ({**NEXT_YEAR, "days": NEXT_YEAR["days"] * 2}, "stands twice"),
        ({**NEXT_YEAR, "year": 2024}, "outside the notice's year"),
    ],
)
def test_a_file_that_is_no_notice_is_refused_in_one_line(
    desk: CourtDesk, tmp_path: Path, said: Any, words: str
) -> None:
    assert words in desk.is_refused("calendar", "load", str(_written(tmp_path, said)))


def test_a_missing_file_and_a_year_beyond_the_calendar_are_refused(
    desk: CourtDesk, tmp_path: Path
) -> None:
    assert "cannot be read" in desk.is_refused("calendar", "load", str(tmp_path / "none.json"))
    assert "1888" in desk.is_refused("calendar", "check", "1888")

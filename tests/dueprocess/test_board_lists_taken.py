"""Each list of the law's, the duty's and the audit's pages goes out as it was filtered."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import httpx
import pytest
from python_calamine import load_workbook

from dueprocess.board.visit import LANGUAGE
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.test_board_handover import COURT, _sends
from tests.dueprocess.test_board_overlays import _proposed

ENGINES = ("sqlite",)
ROW = re.compile(r'<tr class="row')
HEADS = 2  # lines of a workbook above its rows: the title and the heads


def _rows(answer: httpx.Response, sheet: int = 0) -> list[list[Any]]:
    assert answer.status_code == 200, answer.text
    book = load_workbook(BytesIO(answer.content))
    return book.get_sheet_by_index(sheet).to_python()[HEADS:]


@pytest.mark.parametrize(
    ("officer", "page", "workbook"),
    [
        ("S001", "/leader", "/leader.xlsx"),
        ("S001", "/rules?q=exec-notice", "/rules.xlsx?q=exec-notice"),
        ("S001", "/rules?stage=A", "/rules.xlsx?stage=A"),
        ("V001", "/search?q=2026", "/search.xlsx?q=2026"),
        ("S001", "/overlays", "/overlays.xlsx"),
        ("S001", "/bulletins?year=2026", "/bulletins.xlsx?year=2026"),
        ("S001", "/calendar", "/calendar.xlsx?part=provisional"),
        ("U001", "/audit?officer=S001", "/audit.xlsx?officer=S001"),
        ("S001", "/courts/nodes?what=overdue", "/courts/nodes.xlsx?what=overdue"),
    ],
)
def test_a_list_goes_out_with_the_rows_of_its_page(
    entering: Opened, overview: CourtDesk, officer: str, page: str, workbook: str
) -> None:
    overview.does("bulletin", "--period", "2026-02", "--court", "京0105")
    _proposed(entering)
    browser = entering(officer)
    taken = _rows(browser.get(workbook))
    shown = len(ROW.findall(browser.get(page).text))
    if page == "/calendar":
        shown -= 1  # of the notices
    assert len(taken) == shown, (page, taken)
    if page not in ("/rules?stage=A", "/calendar"):
        assert taken


def test_each_list_of_a_page_that_goes_out_says_so_on_it(entering: Opened) -> None:
    _proposed(entering)
    browser = entering("V001")
    for page in ("/leader", "/rules", "/overlays", "/audit", "/courts", "/search?q=2026"):
        text = browser.get(page).text
        links = re.findall(r'href="(/[^"]+\.xlsx[^"]*)"', text)
        assert links, page
        for link in links:
            assert browser.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_audit_names_acts_and_people_in_the_readers_language_and_turns_its_pages(
    entering: Opened, overview: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueprocess.board.pages.audit.LINES", 4)
    assert _sends(entering("S001"), step="hand", to="D001").status_code == 303
    for _ in range(2):
        entering("S001").get(COURT)
    browser = entering("U001")
    text = browser.get("/audit?officer=S001").text
    assert "查看清单" in text and "周演监" in text
    (older,) = re.findall(r'href="(/audit\?[^"]*before=\d+)"', text)
    second = browser.get(older.replace("&amp;", "&")).text
    assert "handover 1" in second and "handover 1" not in text
    browser.cookies.set(LANGUAGE, "en")
    assert "see lists of cases" in browser.get("/audit?officer=S001").text


def test_a_court_beyond_ones_reach_is_not_there_and_the_try_is_kept(entering: Opened) -> None:
    browser = entering("B106")
    for page in ("/courts?court=京0105", COURT):
        assert browser.get(page).status_code == 404
    lines: Browser = entering("U001")
    text = lines.get("/audit?officer=B106").text
    assert text.count("拒绝") == 2

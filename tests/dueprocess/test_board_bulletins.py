"""Bulletins on the board: listed and shown within reach, taken away, nothing inline."""

from __future__ import annotations

import re
from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.dueprocess.browser import Opened
from tests.dueprocess.court import CourtDesk


def test_a_frozen_bulletin_is_shown_and_taken_away_within_reach(
    entering: Opened, overview: CourtDesk
) -> None:
    made = overview.does("bulletin", "--period", "2026-02", "--court", "京0105", "--json").json
    number, browser = made["number"], entering("S001")
    link = re.search(r'href="(/bulletins/[^"]+)"', browser.get("/bulletins").text)
    assert link is not None
    listed = browser.get("/bulletins?state=drafted&court=京0105").text
    assert link[1] in listed and "草稿" in listed and "state=drafted" in listed
    assert link[1] not in browser.get("/bulletins?state=issued").text
    for query, rows in (("state=drafted", 1), ("state=issued", 0), ("year=1999", 0)):
        taken = browser.get(f"/bulletins.xlsx?{query}")
        sheet = CalamineWorkbook.from_object(BytesIO(taken.content)).get_sheet_by_index(0)
        assert (query, sum(number in map(str, row) for row in sheet.to_python())) == (query, rows)
    page = browser.get(link[1])
    assert page.status_code == 200 and number in page.text and made["sha256"][:12] in page.text
    assert "<table>" in page.text and "<svg" in page.text and " style=" not in page.text
    for form in ("docx", "xlsx"):
        assert browser.get(f"{link[1]}/{form}").content[:2] == b"PK"
    assert browser.get(f"{link[1]}/exe").status_code == 404
    assert entering("B106").get(link[1]).status_code == 404
    assert link[1] not in entering("J001").get("/bulletins").text
    assert entering("J001").get(link[1]).status_code == 404

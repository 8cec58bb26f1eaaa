"""The duty desk on the board: its sheet, handed over with the sheet frozen, signed for by one."""

from __future__ import annotations

import re

import httpx

from dueprocess.board.visit import FIELD
from models.access import audit
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, CourtDesk

COURT = "/handover?court=京0105"


def _sends(browser: Browser, **said: str) -> httpx.Response:
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', browser.get(COURT).text)
    assert token is not None
    return browser.post("/handover", data={FIELD: token[1], "court": "京0105", **said})


def test_the_sheet_says_what_the_desk_says_and_goes_out_in_every_form(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    sheet = overview.does("handover", "--court", "京0105", "--json").json["sheet"]
    page = browser.get(COURT).text
    assert len(sheet["unanswered"]) > 1
    for part in ("overdue", "today", "unanswered", "done", "findings"):
        for line in sheet[part]:
            assert line["what"] in page, (part, line)
    assert "尚未交接过" in page and NUMBER in page
    for form in ("xlsx", "docx", "html"):
        taken = browser.get(f"/handover/sheet.{form}?court=京0105")
        assert (form, taken.status_code, bool(taken.content)) == (form, 200, True)
    assert browser.get("/handover/sheet.exe?court=京0105").status_code == 404


def test_it_is_handed_over_and_signed_for_by_the_one_it_was_handed_to(
    entering: Opened, overview: CourtDesk
) -> None:
    giver, taker, other = entering("S001"), entering("L001"), entering("D001")
    assert _sends(giver, step="hand", to="S001").status_code == 400
    assert _sends(giver, step="hand", to="D001", note="停电一小时").status_code == 303
    assert "待签收" in giver.get(COURT).text and "停电一小时" in giver.get(COURT).text
    assert _sends(giver, step="hand", to="L001").status_code == 400
    assert 'value="take"' not in giver.get(COURT).text
    assert _sends(giver, step="take").status_code == 400
    assert 'value="take"' in other.get(COURT).text
    assert _sends(other, step="take").status_code == 303
    assert "现由吴演局D001值班" in giver.get(COURT).text
    assert 'value="hand"' not in giver.get(COURT).text and 'value="hand"' in other.get(COURT).text
    assert taker.get(COURT).status_code == 404, "a team's leader does not reach the whole court"
    with overview.store.reading() as session:
        noted = [one.detail for one in audit.lines(session, officer="S001")]
    assert [one for one in noted if one.startswith("handover ")] == ["handover 1"]


def test_a_desk_beyond_ones_reach_is_not_there(entering: Opened) -> None:
    assert entering("B106").get(COURT).status_code == 404
    assert entering("S001").get("/handover?court=*").status_code == 404
    above = entering("U001")
    assert above.get(COURT).status_code == 200
    assert "全部法院" in above.get("/handover?court=*").text

"""The duty desk on the board: its sheet, handed over with the sheet frozen, signed for by one."""

from __future__ import annotations

import re
from io import BytesIO

import httpx
from markupsafe import escape
from python_calamine import load_workbook

from dueprocess.board.visit import FIELD, LANGUAGE
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


def test_a_past_sheet_is_seen_as_it_was_frozen_and_taken_away_with_both_names(
    entering: Opened, overview: CourtDesk
) -> None:
    giver, taker = entering("S001"), entering("D001")
    sheet = overview.does("handover", "--court", "京0105", "--json").json["sheet"]
    assert _sends(giver, step="hand", to="D001", note="停电一小时").status_code == 303
    assert _sends(taker, step="take").status_code == 303
    overview.does("rehearse", "until", "2026-03-12")
    assert '<a href="/handover/1">1</a>' in giver.get(COURT).text
    page = giver.get("/handover/1").text
    for part in ("overdue", "today", "unanswered", "done", "findings"):
        for line in sheet[part]:
            assert line["what"] in page, (part, line)
    assert "周演监S001" in page and "吴演局D001" in page and "停电一小时" in page
    html = giver.get("/handover/1/sheet.html")
    assert "周演监" in html.text and "吴演局" in html.text and "草稿" not in html.text
    book = load_workbook(BytesIO(giver.get("/handover/1/sheet.xlsx").content))
    rows = book.get_sheet_by_name("未复、待定、待核验").to_python()
    whats = [line["what"] for line in sheet["unanswered"]]
    assert [row[1] for row in rows][-len(whats) :] == whats
    assert giver.get("/handover/1/sheet.exe").status_code == 404
    told = overview.does("handover", "--number", "1", "--json").json
    assert [line["what"] for line in told["sheet"]["unanswered"]] == whats
    assert (told["handover"]["handed_by"], told["handover"]["note"]) == ("S001", "停电一小时")
    assert "no handover 7" in overview.is_refused("handover", "--number", "7")
    assert "leave it out" in overview.is_refused("handover", "--number", "1", "--take")
    with overview.store.reading() as session:
        noted = [one.detail for one in audit.lines(session, officer="S001")]
    assert "/handover/1" in noted and "/handover/1/sheet.xlsx" in noted


def test_a_past_sheet_beyond_ones_reach_is_not_there_and_the_try_is_kept(
    entering: Opened, overview: CourtDesk
) -> None:
    assert _sends(entering("S001"), step="hand", to="D001").status_code == 303
    for officer in ("B106", "L001"):
        assert entering(officer).get("/handover/1").status_code == 404
        assert entering(officer).get("/handover/1/sheet.html").status_code == 404
    assert entering("U001").get("/handover/1").status_code == 200
    assert entering("S001").get("/handover/2").status_code == 404
    with overview.store.reading() as session:
        (one, *_) = audit.lines(session, officer="B106")
    assert (one.outcome, one.detail) == (audit.REFUSED, "/handover/1/sheet.html")


def test_in_english_the_sheet_says_its_lines_in_english_frozen_or_not(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    browser.cookies.set(LANGUAGE, "en")
    line = overview.does("handover", "--court", "京0105", "--json").json["sheet"]["unanswered"][0]
    assert _sends(browser, step="hand", to="D001").status_code == 303
    for page in (browser.get(COURT).text, browser.get("/handover/1").text):
        main = page[page.index("<main") :]
        assert "questions to other systems given up" in main
        assert "督办事项" not in main and "拟发待定" not in main
    assert line["en"].isascii() and escape(line["en"]) in browser.get("/handover/1").text

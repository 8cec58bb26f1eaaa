"""Interviews on the board: listed by where they stand, recorded by the form with their promises."""

from __future__ import annotations

import re

from dueprocess.board.visit import FIELD
from models.access import audit
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import TYPED, CourtDesk

ENGINES = ("sqlite",)  # the form; programs record interviews on both, through the same acts

SAID = {
    "held_at": "2026-03-27T15:00",
    "attendees": "沈演一\r\n陆演长",
    "causes": "事务繁多",
    "due_on_1": "2026-04-03",
    "text_1": "发出执行通知书",
}


def _convened(desk: CourtDesk) -> str:
    """The interview on the late notice, convened; its day has come."""
    desk.does("rehearse", "until", "2026-03-26")
    found = desk.does("item", "list", "--json").json
    notice = [one for one in found if one["rule_id"] == "exec-notice-3d-2006"][-1]
    if notice["state"] == "proposed":
        desk.does("item", "issue", str(notice["id"]), "--by", "D001")
    talk = desk.does("interview", "list", "--json").json
    mine = next(one for one in talk if one["item"] == notice["id"])
    desk.does("rehearse", "until", "2026-03-30", "--at-once")
    return str(mine["id"])


def _token(browser: Browser) -> str:
    found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', browser.get("/interviews").text)
    assert found is not None
    return found[1]


def _records(browser: Browser, number: str, **said: str) -> tuple[int, str]:
    sent = {FIELD: _token(browser), **SAID, **said}
    answer = browser.post(f"/interviews/{number}/record", data=sent)
    return answer.status_code, answer.text


def test_an_interview_is_recorded_by_the_form_and_its_promise_becomes_a_clock(
    entering: Opened, overview: CourtDesk
) -> None:
    number = _convened(overview)
    browser = entering("D001")
    waiting = browser.get("/interviews").text
    assert "到时待约谈" in waiting and f'href="/interviews/{number}"' in waiting
    page = browser.get(f"/interviews/{number}").text
    assert "事实清单" in page and "填写约谈记录" in page
    assert "<dd>沈演一<br>J001</dd>" in page  # the handler, by name and number
    assert _records(browser, number, attendees=" ")[0] == 400
    early = _records(browser, number, due_on_1="2026-03-01")
    assert early[0] == 400 and "lies before the interview" in early[1] and "事务繁多" in early[1]
    assert _records(browser, number, due_on_2="", text_2="没有日期")[0] == 400
    assert _records(browser, number)[0] == 303
    again = _records(browser, number)
    assert again[0] == 400 and "cannot be recorded again" in again[1]
    page = browser.get(f"/interviews/{number}").text
    assert "2026-04-03" in page and "发出执行通知书" in page and "填写约谈记录" not in page
    nodes = overview.does("case", TYPED, "--json").json["nodes"]
    assert [one["due_on"] for one in nodes if one["rule_id"] == "promise-kept"] == ["2026-04-03"]
    assert number in re.findall(r"/interviews/(\d+)", browser.get("/interviews?state=held").text)
    with overview.store.reading() as session:
        lines = audit.lines(session, officer="D001")
    kept = [one for one in lines if one.detail == "interview_held"]
    assert [(one.act, one.outcome) for one in kept] == [("interview", "done")]


def test_the_handler_reads_the_interview_but_does_not_record_it(
    entering: Opened, overview: CourtDesk
) -> None:
    number = _convened(overview)
    handler = entering("J001")
    assert "填写约谈记录" not in handler.get(f"/interviews/{number}").text
    invitation = handler.get(f"/interviews/{number}/invitation.ics")
    assert "BEGIN:VEVENT" in invitation.text and "calendar" in invitation.headers["content-type"]
    assert entering("B106").get(f"/interviews/{number}/invitation.ics").status_code == 404
    assert _records(handler, number)[0] == 403
    assert entering("B106").get(f"/interviews/{number}").status_code == 404
    assert entering("I001").get("/interviews").status_code == 403
    assert entering("S001").get("/interviews/999999").status_code == 404
    assert entering("S001").get("/interviews.xlsx").status_code == 200
    english = entering("S001")
    english.get("/language/en")
    assert "Due to be held" in english.get("/interviews").text


def test_the_case_shows_its_interviews_apart_from_the_items(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("D001")

    def section() -> str:
        page = browser.get(f"/cases/{TYPED}").text
        return page.partition('<section id="interviews">')[2].partition("</section>")[0]

    assert section() == ""
    overview.does("rehearse", "until", "2026-03-25")
    proposed = section()
    decides = re.search(r">([^<>]+) <span class=\"quiet\">决定人", proposed)
    assert "拟约谈" in proposed and decides is not None and decides[1] == "监管人员"
    number = _convened(overview)
    waiting = section()
    assert f'<a href="/interviews/{number}">{number}</a>' in waiting and "承诺" not in waiting
    assert _records(browser, number)[0] == 303
    held = section()
    assert "2026-03-27 15:00" in held and "沈演一、陆演长" in held and "事务繁多" in held
    promise = held.partition("<caption>承诺")[2]
    assert "发出执行通知书" in promise and "将到期" in promise
    day = re.search(r'href="([^"]*/why\?node=[^"]+)"[^>]*>2026-04-03</a>', promise)
    assert day is not None and "由承诺人在约谈中自定" in browser.get(day[1]).text
    kept = ("--subject", f"promise:{number}-1")
    overview.does("record", TYPED, "promise_kept", "--on", "2026-03-30", *kept)
    assert "办结" in section().partition("<caption>承诺")[2]

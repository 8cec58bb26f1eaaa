"""A supervisor's other days: an interview, a clock that stands still, several matters urged."""

from __future__ import annotations

import re
import time
from pathlib import Path

from icalendar import Calendar

from tests.browser.conftest import Comes
from tests.browser.docket import number
from tests.browser.person import Person
from tests.running import Up

CALLED, STOPPED, RUSHED, SOON = map(number, ("3651", "14001", "14944", "16417"))
SUPERVISOR, DIRECTOR = "S001", "D001"
STOPPED_HANDLER = "C103"
SIX_MONTHS = 'a[href*="/acts?node=case-6m%7C"]'
SECONDS = 30  # a delivery of the worker may be under way


def test_an_interview_from_its_invitation_to_the_item_that_is_struck_off(people: Comes) -> None:
    director = people(DIRECTOR)
    page = director.opens("/interviews")
    to_do = director.row(CALLED).get_by_role("link", name=re.compile("办理"))
    item = (to_do.get_attribute("href") or "").rpartition("/")[2]
    to_do.click()
    director.acts("决定约谈", said__set_for="2026-09-29T15:00", said__place="第三会议室")
    director.opens("/interviews")
    director.row(CALLED).get_by_role("link", name=re.compile("约谈")).click()
    assert _invitation(director) == ("09-29 15:00", "第三会议室")

    # The record: who was there, why, and what was promised by when.
    director.fills(
        held_at=page.locator("header time").inner_text().replace(" ", "T"),
        attendees="沈演一\n吴演局长",
        causes="财产在外地\n协查回函迟延",
        due_on_1="2026-10-20",
        text_1="办结财产处置并报结案",
    )
    page.locator("form.act").evaluate("one => one.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    director.pictured("interview")
    talk = page.url.rpartition("/")[2]
    director.presses("确认录入")
    assert page.locator("[role=alert]").all_inner_texts() == []
    assert "协查回函迟延" in director.text()
    promise = director.row("2026-10-20", "办结财产处置并报结案")
    assert "在办" in promise.inner_text() or promise.locator(".lamp").count() == 1

    # The promise is a clock of the case; once it is kept, the item can be verified.
    director.opens(f"/cases/{CALLED}")
    assert "2026-10-20" in director.text()
    supervisor = people(SUPERVISOR)
    supervisor.opens(f"/cases/{CALLED}/act?kind=promise_kept&ref={talk}-1")
    supervisor.fills(evidence="结案报告")
    supervisor.presses("预览")
    supervisor.presses("确认录入")
    supervisor.opens(f"/cases/{CALLED}/acts?item={item}")
    supervisor.acts("核验销号", said__reason="承诺已兑现", evidence="结案报告")
    assert "销号" in supervisor.opens(f"/items/{item}").locator("main > p").last.inner_text()


def _invitation(person: Person) -> tuple[str, str]:
    """When and where, as a calendar reads the file of the page; in a rehearsal it says so."""
    with person.page.expect_download() as taken:
        person.follows("日程文件")
    event = next(iter(Calendar.from_ical(taken.value.path().read_bytes()).walk("VEVENT")))
    assert "演练" in str(event["summary"])
    return f"{event.decoded('dtstart'):%m-%d %H:%M}", str(event["location"]).split()[-1]


def test_a_clock_is_stopped_after_its_change_was_seen_and_not_by_its_own_handler(
    people: Comes,
) -> None:
    handler = people(STOPPED_HANDLER)
    page = handler.opens(f"/cases/{STOPPED}")
    page.locator(SIX_MONTHS).click()
    assert "期限变更" in handler.text()
    handler.follows("裁定中止执行")
    said = {"evidence": "中止裁定书", "evidence_on": "2026-09-28"}
    handler.fills(said__approver=STOPPED_HANDLER, said__ground="当事人死亡待继承", **said)
    handler.presses("预览")
    assert "批准" in page.locator("[role=alert]").inner_text()
    handler.fills(said__approver=DIRECTOR)
    handler.presses("预览")
    assert "暂停：031 六个月内执结" in page.locator("section[role=status]").inner_text()
    handler.presses("确认录入")
    assert "暂停" in handler.text()

    # Set going again, the new last day stands in the preview first.
    page.locator(SIX_MONTHS).click()
    handler.follows("恢复执行")
    handler.fills(said__ground="原因消失", evidence="恢复执行通知书")
    handler.presses("预览")
    ahead = page.locator("section[role=status]").inner_text()
    new = re.search(r"031 六个月内执结\s+(\d{4}-\d\d-\d\d)", ahead)
    assert new is not None, ahead
    assert new[1] >= "2027-02-14"
    handler.presses("确认录入")
    handler.row("031 六个月内执结", new[1], "办理")


def test_a_batch_of_urgings_says_who_gets_what_and_reaches_the_mailboxes(
    people: Comes, house: Up
) -> None:
    manager = people(SUPERVISOR)
    page = manager.opens("/")
    for row in (manager.row(RUSHED, "2026-09-28"), manager.row(SOON, "2026-09-30")):
        row.get_by_role("checkbox").check()
    page.locator("select[name=act]").select_option("urge")
    page.locator("#batch [name=reason]").fill("请在本周内办理并回复")
    manager.presses("预览所选")
    manager.pictured("batch")
    for case, handler in ((RUSHED, "韩演五"), (SOON, "陆演二")):
        assert "催办" in manager.row(case, handler).inner_text()
    manager.presses("确认办理2件")
    assert "已录入2件" in manager.text()

    # What can wait is gathered: the digest of the afternoon brings it.
    house.desk("rehearse", "until", "2026-09-28T13:00")
    house.desk("deliver")
    box = Path(house.env["DUEPROCESS_HOME"]) / "mailbox"
    told = f"[催办] {RUSHED}"
    until = time.monotonic() + SECONDS
    while not any(told in one.read_text("utf-8") for one in box.glob("*/*.txt")):
        assert time.monotonic() < until, sorted(box.glob("*/*.txt"))
        time.sleep(0.5)

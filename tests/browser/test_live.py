"""Two tabs: what one records arrives in the other, which loses nothing of what one does there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHIEF, Comes
from tests.browser.docket import number
from tests.browser.person import Person
from tests.running import Up

CASE, DONE = number("6405"), number("14001")  # of the second one clock is late, and then done
# As many as a browser has connections to one host, but one.
EVERY = ("/money", "/pool", "/interviews", "/reviews", "/handover")
MARKED = "document.body.dataset.mine = 'kept'"


@pytest.fixture
def tabs(people: Comes) -> Iterator[list[Page]]:
    """Tabs of one person, closed afterwards."""
    opened: list[Page] = []
    yield opened
    for one in opened:
        one.close()


def _tab(person: Person, path: str, opened: list[Page]) -> Page:
    page = person.context.new_page()
    opened.append(page)
    page.on("pageerror", lambda fault: person.faults.append(str(fault)))
    with page.expect_response(lambda answer: "/events" in answer.url):
        page.goto(f"{person.board}{path}")
    return page


def _petition(house: Up, ref: str) -> None:
    house.desk(
        "record", CASE, "petition_received", "--on", "2026-09-28T08:00",
        "--subject", f"petition:{ref}", "--evidence", "来信",
    )  # fmt: skip


def test_a_case_shows_what_another_records_and_keeps_focus_and_what_was_opened(
    people: Comes, house: Up, tabs: list[Page]
) -> None:
    page = _tab(people(CHIEF), f"/cases/{CASE}", tabs)
    expect(page.locator("table.facts")).not_to_contain_text("信访甲")
    change = page.locator("details.beside").first
    change.locator("summary").click()
    link = change.locator("a").first
    link.focus()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('main h1'))")
    marked = page.evaluate("String(getSelection())")
    page.evaluate(MARKED)
    _petition(house, "信访甲")
    expect(page.locator("table.facts")).to_contain_text("信访甲", timeout=30_000)
    assert link.is_visible() and link.evaluate("one => one === document.activeElement")
    assert page.evaluate("String(getSelection())") == marked
    assert page.evaluate("document.body.dataset.mine") == "kept", "it was not loaded anew"
    assert people(CHIEF).faults == []


def test_a_list_renews_itself_round_what_is_ticked_and_typed(
    people: Comes, house: Up, tabs: list[Page]
) -> None:
    page = _tab(people(CHIEF), "/", tabs)
    done = page.locator("tr.row", has_text=DONE)
    expect(done).not_to_have_count(0)
    tick = page.locator("tr.row", has_not_text=DONE).locator("[name=pick]").last
    tick.check()
    reason = page.locator("#batch [name=reason]")
    reason.fill("正在填写")
    reason.evaluate("one => one.setSelectionRange(1, 3)")
    house.desk(
        "record", DONE, "investigation_completed", "--on", "2026-09-28T08:00",
        "--evidence", "调查结果汇总表",
    )  # fmt: skip
    expect(done).to_have_count(0, timeout=30_000)
    assert reason.input_value() == "正在填写" and tick.is_checked()
    assert reason.evaluate("one => [one.selectionStart, one.selectionEnd]") == [1, 3]
    assert reason.evaluate("one => one === document.activeElement")


def test_every_list_asks_anew_when_the_book_has_changed(
    people: Comes, house: Up, tabs: list[Page]
) -> None:
    asked: list[str] = []
    for path in EVERY:
        page = _tab(people(CHIEF), path, tabs)
        page.on("request", lambda sent: asked.append(sent.resource_type + urlsplit(sent.url).path))
    _petition(house, "信访丙")
    for page, path in zip(tabs, EVERY, strict=True):
        if f"fetch{path}" not in asked:
            page.wait_for_event(
                "request", lambda sent: sent.resource_type == "fetch", timeout=30_000
            )
    assert people(CHIEF).faults == []


def test_a_page_says_that_the_server_is_gone(people: Comes, tabs: list[Page]) -> None:
    page = _tab(people(CHIEF), "/money", tabs)
    expect(page.locator("#lost")).to_be_hidden()
    page.clock.install()
    page.goto(f"{people(CHIEF).board}/money")
    page.context.set_offline(True)
    try:
        _minutes_pass(page, lost=True)
    finally:
        page.context.set_offline(False)
    _minutes_pass(page, lost=False)


def _minutes_pass(page: Page, *, lost: bool) -> None:
    """Until the page says, or no longer says, that it lost the server; it asks once a minute."""
    said = page.locator("#lost")
    for _ in range(5):
        page.clock.run_for(61_000)
        try:
            expect(said).to_be_visible(visible=lost, timeout=3_000)
        except AssertionError:
            continue
        return
    raise AssertionError(lost)


def test_the_morning_is_walked_by_keys_alone(people: Comes) -> None:
    chief = people(CHIEF)
    page = chief.opens("/")
    page.locator("main").press("j")
    page.keyboard.press("j")
    case = page.locator("tr.here td.number").inner_text()
    page.keyboard.press("x")
    assert page.locator("[name=pick]:checked").count() == 1
    page.keyboard.press("x")
    assert page.locator("[name=pick]:checked").count() == 0
    with page.expect_navigation():
        page.keyboard.press("u")
    assert "批量办理 · 发催办" in chief.text() and case in chief.text()
    assert "预览，尚未录入" in chief.text()


def test_in_a_narrow_window_no_list_is_wider_than_the_window(people: Comes) -> None:
    chief = people(CHIEF)
    page = chief.context.new_page()
    page.set_viewport_size({"width": 480, "height": 900})
    lists = ("/", "/mine", "/lists/overdue", "/items", "/interviews", "/reviews", "/handover")
    for path in (*lists, "/money", "/rules/entry?id=exec-notice-10d"):
        page.goto(f"{chief.board}{path}")
        wide = page.locator("main").evaluate("one => one.scrollWidth")
        assert wide <= 480, (path, wide)
    page.close()

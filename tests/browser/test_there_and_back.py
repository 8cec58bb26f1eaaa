"""From a case to its run in Prefect, and from the run's node sheet back to the case."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import CHIEF, Comes
from tests.browser.docket import number
from tests.browser.person import PATIENCE
from tests.running import Up

CASE = number("6405")


def _comes(page: Page, link: Locator, tries: int, pause: float) -> None:
    """Load the page again, so many times with a pause (ms) between, until it has the link."""
    for _ in range(tries):
        page.wait_for_timeout(pause)
        if link.count():
            break
        page.reload()


def _one_click_back(page: Page) -> None:
    """The first line of the run's log is the way back; it opens beside the run."""
    back = page.get_by_role("link", name="/cases/")
    _comes(page, back, 30, 2000)  # when the worker has served it once
    with page.expect_popup() as opened:
        back.first.click()
    expect(opened.value.locator("h1.number")).to_contain_text(CASE, timeout=PATIENCE)
    opened.value.close()


def test_a_case_leads_to_its_sleeping_run_and_the_run_s_sheet_back_to_the_case(
    people: Comes, house: Up
) -> None:
    house.awaits(r"睡眠 asleep [1-9]\d*")
    page = people(CHIEF).opens(f"/cases/{CASE}")
    run = page.get_by_role("link", name="Prefect")
    _comes(page, run, 60, 1000)  # when Prefect has made it
    run.click()
    _one_click_back(page)
    people(CHIEF).faults.clear()  # those of Prefect's own pages
    page = people(CHIEF).opens(f"/cases/{CASE}")
    page.get_by_role("link", name="节点表", exact=True).click()
    sheet = page.get_by_role("link", name="节点表")
    _comes(page, sheet, 30, 2000)  # when the worker has served it once
    sheet.first.click()  # the card of the node sheet on the run's page
    # The sheet's own page, with a card for each time that it was written.
    expect(page.get_by_text("Flow run:").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="案件页 case page", exact=True).click()
    expect(page.locator("h1.number")).to_contain_text(CASE, timeout=PATIENCE)
    people(CHIEF).faults.clear()  # those of Prefect's own pages

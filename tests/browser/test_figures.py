"""Pages of figures: the courts with what stands behind each, the items, the wall, a bulletin."""

from __future__ import annotations

from tests.browser.conftest import CHIEF, Comes
from tests.running import Up

COURT, ABOVE = "京0105", "Z301"  # a basic court, and a director of the court above it


def test_a_courts_figure_leads_to_the_rows_it_counts(people: Comes) -> None:
    above = people(ABOVE)
    page = above.opens("/courts")
    above.pictured("courts")
    figure = page.locator('.heat td[class*="heat"] a').first
    count = int(figure.inner_text())
    figure.click()
    page.wait_for_url("**/courts/nodes?*")
    assert page.locator("tbody tr.row").count() == count > 0


def test_the_items_stand_in_columns_and_the_wall_bears_no_name(people: Comes) -> None:
    chief = people(CHIEF)
    page = chief.opens("/items")
    chief.pictured("items")
    names = page.locator(".kanban .quiet").all_inner_texts()
    assert "拟发" in chief.text() and any("沈演一" in one for one in names)
    chief.opens("/wall")
    chief.pictured("wall")
    assert "沈演一" not in chief.text() and "执15826号" not in chief.text()


def test_a_bulletin_is_shown_with_its_charts(people: Comes, house: Up) -> None:
    house.desk("bulletin", "--period", "2026-08", "--court", COURT)
    chief = people(CHIEF)
    page = chief.opens("/bulletins")
    chief.row("2026-08").get_by_role("link").first.click()
    page.wait_for_url("**/bulletins/*")
    assert page.locator("main svg").count() > 1
    page.locator("main svg").first.evaluate("one => one.scrollIntoView({block: 'center'})")
    chief.pictured("bulletin")

"""A manager's morning before the board: from the log-in to an item that is struck off."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.browser.conftest import Comes
from tests.browser.docket import number
from tests.running import Up

LATE = number("15826")
SUPERVISOR, HANDLER = "S001", "C101"


def item(house: Up, level: str, case: str) -> Any:
    """The newest item of that level in a case, as the desk lists it."""
    listed = json.loads(house.desk("list", "items", "--json"))
    return [one for one in listed if one["case"] == case and one["level"] == level][-1]


def test_from_log_in_to_an_item_that_is_struck_off(people: Comes, house: Up) -> None:
    manager = people(SUPERVISOR)
    page = manager.opens("/")
    assert "演练" in page.locator(".rehearsal").inner_text()
    manager.pictured("home")
    late = manager.row(LATE, "承办人")
    assert "严重逾期" in late.inner_text()

    # Behind the date stands how it was counted.
    late.get_by_title("推算过程").click()
    assert "2026-09-17" in manager.text()

    # The proposed order is issued.
    manager.opens("/")
    manager.row(LATE, "承办人").get_by_role("link", name="办理").click()
    manager.acts("发出督办单", evidence="督办审批表")
    order = item(house, "order", LATE)
    assert order["state"] == "issued"

    # The handler takes it and does the work.
    handler = people(HANDLER)
    mine = f"/cases/{LATE}/acts?item={order['id']}"
    handler.opens(mine)
    handler.acts("签收督办事项")
    handler.opens(f"/cases/{LATE}/act?kind=execution_notice_issued")
    handler.fills(evidence="执行通知书（虚构）", evidence_on="2026-09-28")
    handler.presses("预览")
    assert re.search("了结|办结", handler.text()), handler.text()
    handler.presses("确认录入")
    manager.opens(f"/cases/{LATE}")
    manager.pictured("case")
    assert item(house, "order", LATE)["state"] == "replied", "the work itself is the answer"

    # Not the handler but the supervisor verifies, and it leaves the list.
    assert "核验销号" not in handler.opens(mine).locator("main").inner_text()
    manager.opens(f"/cases/{LATE}/acts?item={order['id']}")
    manager.acts("核验销号", said__reason="存根在卷，通知已发出。")
    assert order["id"] not in {
        one["id"] for one in json.loads(house.desk("list", "items", "--json"))
    }


def test_a_list_is_taken_away_as_it_is_filtered_and_prints_without_its_navigation(
    people: Comes, tmp_path: Path
) -> None:
    manager = people(SUPERVISOR)
    page = manager.opens("/?when=overdue")
    shown = page.locator("tr.row td.number").all_inner_texts()
    sheet = manager.takes("导出Excel")
    head = next(place for place, row in enumerate(sheet) if "案号" in row)
    at = sheet[head].index("案号")
    assert [row[at] for row in sheet[head + 1 :] if row[at]] == shown
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator("tr.row").first.is_visible()
    printed = tmp_path / "printed.pdf"
    page.pdf(path=str(printed), format="A4")
    assert printed.read_bytes().startswith(b"%PDF")
    page.emulate_media(media="screen")

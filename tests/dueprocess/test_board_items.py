"""The board of supervision items: columns, what is late, one item with its acts, the workbook."""

from __future__ import annotations

import html
import re
from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, CourtDesk

SHEET = re.compile(r'href="/items/(\d+)"><b>([^<]+)</b> <span class="number">([^<]+)</span>')


def _column(page: str, column: str) -> list[tuple[str, str, str]]:
    """Number, level and case of each card in a column."""
    at = page.index(f'id="c-{column}"')
    return SHEET.findall(page[at : page.index("</section>", at)])


def _order(browser: Browser) -> str:
    """The number of the order that is proposed on the late notice."""
    cards = _column(browser.get("/items?node=003&level=order").text, "to_issue")
    assert [one[1:] for one in cards] == [("督办", NUMBER)]
    return str(cards[0][0])


def _says(browser: Browser, number: str, kind: str, **said: str) -> int:
    """The act of that kind, by its form behind the item's own page."""
    offer = re.search(rf'href="([^"]+/act\?kind={kind}&amp;[^"]+)"', _item(browser, number))
    assert offer is not None, kind
    form = browser.get(html.unescape(offer[1])).text
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    fields = {name: html.unescape(value) for name, value in found}
    address = re.search(r'class="card act" method="post" action="([^"]+)"', form)
    assert address is not None
    sent = {**fields, **{name.replace("__", "."): text for name, text in said.items()}}
    return browser.post(address[1], data={**sent, "step": "record"}).status_code


def _item(browser: Browser, number: str) -> str:
    page = browser.get(f"/items/{number}")
    assert page.status_code == 200
    return page.text


def test_an_item_goes_from_column_to_column_by_the_acts_on_its_page(entering: Opened) -> None:
    leader, handler, supervisor = (entering(one) for one in ("D001", "J001", "S001"))
    number = _order(supervisor)
    assert _says(leader, number, "supervision_order_issued", said__text="三日内发出") == 303
    assert [one[0] for one in _column(supervisor.get("/items").text, "issued")].count(number) == 1
    assert _says(handler, number, "supervision_receipted") == 303
    assert _says(handler, number, "supervision_replied", said__text="已发出") == 303
    assert number in [one[0] for one in _column(supervisor.get("/items").text, "replied")]
    assert _says(supervisor, number, "supervision_returned", said__reason="未附回证") == 303
    assert _says(handler, number, "supervision_replied", said__text="x", evidence="送达回证") == 303
    page = supervisor.get("/items?level=order").text
    assert number in [one[0] for one in _column(page, "to_verify")] and "已退回1次" in page
    assert _says(supervisor, number, "supervision_verified", evidence="送达回证") == 303
    assert number in [one[0] for one in _column(supervisor.get("/items").text, "struck_off")]
    sheet = _item(supervisor, number)
    assert "凭证据核验" in sheet and "S001" in sheet and "对本事项" not in sheet


def test_a_handler_sees_the_own_items_and_is_offered_no_verification(entering: Opened) -> None:
    handler, supervisor = entering("J001"), entering("S001")
    number = _order(supervisor)
    assert "supervision_order_issued" not in _item(handler, number)
    assert entering("B106").get(f"/items/{number}").status_code == 404
    assert supervisor.get("/items/9999999").status_code == 404
    assert entering("I001").get("/items").status_code == 403
    assert entering("").get("/items").headers["location"] == "/login?next=/items"


def test_what_nobody_signed_for_or_answered_in_time_has_a_lane_of_its_own(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    assert _says(entering("D001"), _order(browser), "supervision_order_issued") == 303
    overview.does("rehearse", "until", "2026-03-16")
    unsigned = browser.get("/items?lane=receipt_overdue&node=003").text
    assert "督办" in {one[1] for one in _column(unsigned, "issued")} and "签收至" in unsigned
    overview.does("rehearse", "until", "2026-04-10")
    late = browser.get("/items?lane=reply_overdue&node=003").text
    assert "回复超期" in late and _column(late, "ended")
    assert "逾期未回复" in late
    everything = browser.get("/items?node=003").text
    assert 'id="c-ended"' not in everything


def test_the_workbook_holds_what_the_filters_left(entering: Opened) -> None:
    browser = entering("S001")
    answer = browser.get("/items.xlsx?node=003&column=to_issue")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[2:]] == ["督办"] and rows[2][3] == NUMBER
    assert browser.get("/items?column=nowhere").status_code == 422
    assert browser.get("/items?court=nowhere").status_code == 404
    assert entering("J001").get("/items.xlsx").status_code == 200


def test_the_board_of_items_speaks_english(entering: Opened) -> None:
    browser = entering("S001")
    browser.get("/language/en")
    page = browser.get("/items").text
    assert "To verify" in page and "Receipt overdue" in page
    assert not re.findall(r"<h2[^>]*>[^<]*[一-鿿]", page)


def test_what_is_longest_overdue_stands_first_in_its_column(entering: Opened) -> None:
    page = entering("S001").get("/items").text
    column = page[page.index('id="c-to_issue"') :].split("</section>", maxsplit=1)[0]
    days = [int(one) for one in re.findall(r"\+(\d+)工作日", column)]
    assert len(days) > 1 and days == sorted(days, reverse=True)

"""The form of an act says what it is about, and offers by name what need not be typed."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from dueprocess.board.visit import FIELD, LANGUAGE
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk

CASE = f"/cases/{quote(NUMBER)}"
SIX_MONTHS = "case-6m"
CARD = re.compile(r'<p class="card">(.*?)</p>', re.DOTALL)


def _key(court: CourtDesk, rule: str) -> str:
    nodes = court.does("case", TYPED, "--json").json["nodes"]
    return str(next(one["key"] for one in nodes if one["rule_id"] == rule))


def _form(browser: Browser, **said: str) -> str:
    answer = browser.get(f"{CASE}/act?{urlencode(said)}")
    assert answer.status_code == 200
    return answer.text


def _options(page: str, name: str) -> dict[str, str]:
    """What a select offers, by what is sent."""
    select = re.search(rf'<select id="{re.escape(name)}".*?</select>', page, re.DOTALL)
    assert select is not None, name
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)<', select[0]))


@pytest.fixture
def urging(overview: CourtDesk) -> int:
    items = overview.does("item", "list", "--json").json
    return int(next(one["id"] for one in items if one["level"] == "urge"))


def test_an_act_on_an_item_names_the_item_its_clock_and_the_last_day(
    entering: Opened, urging: int
) -> None:
    browser = entering("S001")
    about = {"kind": "supervision_verified", "subject": "item", "ref": str(urging)}
    for page in (_form(browser, **about), browser.get(f"{CASE}/acts?item={urging}").text):
        (card,) = CARD.findall(page)
        assert f'<a href="/items/{urging}">催办 #{urging}</a>' in card
        assert "003 发出执行通知" in card and "/why?node=" in card and "2026-03-" in card
        assert f"<small>{urging}</small>" not in page


def test_an_act_on_a_node_names_the_clock_and_its_steps(
    entering: Opened, overview: CourtDesk
) -> None:
    key = _key(overview, "exec-notice-3d-2006")
    opened = {"kind": "supervision_order_opened", "subject": "node", "ref": key}
    page = _form(entering("S001"), **opened)
    assert "003 发出执行通知书" in CARD.findall(page)[0]
    assert _options(page, "said.level") == {"order": "督办", "urge": "催办"}


def test_an_extension_is_of_the_clock_it_was_opened_on_and_roles_are_chosen_by_name(
    entering: Opened, overview: CourtDesk
) -> None:
    key = _key(overview, SIX_MONTHS)
    said = {"kind": "extension_approved", "clock": key, "said.rule": SIX_MONTHS}
    page = _form(entering("S001"), **said)
    assert f'<input type="hidden" name="said.rule" value="{SIX_MONTHS}">' in page
    assert page.count('name="said.rule"') == 1
    assert "president" in _options(page, "said.approver_role")
    assert set(_options(page, "said.approver_role").values()) <= {"院长", "执行局长", "分管副院长"}
    # Without a clock the running ones are offered, each by its name.
    assert (
        "六个月内执结"
        in _options(_form(entering("S001"), kind="extension_approved"), "said.rule")[SIX_MONTHS]
    )


def test_officers_of_the_case_s_courts_are_offered_and_its_property_is(entering: Opened) -> None:
    page = _form(entering("S001"), kind="execution_suspended")
    offered = dict(re.findall(r'<option value="(\w\d+)">([^<]+)</option>', page))
    assert offered["D001"] and offered["V001"] == "韩演副"  # of the court above
    assert "B106" not in offered  # of the court beside
    assert re.search(r'name="said.approver"[^>]* list="officers"', page)
    page = _form(entering("S001"), kind="asset_controlled", subject="asset", ref="")
    held = re.search(r'<datalist id="refs">(.*?)</datalist>', page)
    assert held is not None
    assert re.findall(r'value="([^"]+)"', held[1]) == ["房产1", "账户1"]


def test_a_change_of_language_stays_on_the_page_that_is_open(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    why = f"{CASE}/why?node={quote(_key(overview, SIX_MONTHS), safe='')}"
    form = f"{CASE}/act?{urlencode({'kind': 'execution_notice_issued'})}"
    for path in (why, form, "/?when=overdue"):
        switch = re.search(r'href="(/language/en[^"]+)"', browser.get(path).text)
        assert switch is not None
        back = browser.get(unescape(switch[1])).headers["location"]
        assert parse_qs(urlsplit(back).query) == parse_qs(urlsplit(path).query) != {}
        assert browser.get(back).status_code == 200
        browser.cookies.delete(LANGUAGE)
    # From a preview it leads back to the form of the same act.
    page = browser.get(form).text
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', page)
    action = re.search(r'<form class="card act" method="post" action="([^"]+)"', page)
    assert token is not None and action is not None
    sent = {FIELD: token[1], "kind": "execution_notice_issued", "step": "preview"}
    ahead = browser.post(unescape(action[1]), data=sent).text
    switch = re.search(r'href="(/language/en[^"]+)"', ahead)
    assert switch is not None
    back = browser.get(unescape(switch[1])).headers["location"]
    head = re.search(r"<h1>(.*?)</h1>", browser.get(back).text, re.DOTALL)
    assert head is not None
    assert "execution notice" in head[1].lower()


def test_an_extension_is_offered_only_where_the_law_knows_one(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    for rule, offered in ((SIX_MONTHS, True), ("exec-notice-3d-2006", False)):
        key = quote(_key(overview, rule), safe="")
        page = browser.get(f"{CASE}/acts?node={key}").text
        assert ("kind=extension_approved" in page) is offered

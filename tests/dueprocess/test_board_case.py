"""A case's page: its course as a picture, property, money, and where dates lead."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from dueprocess.board.visit import LANGUAGE
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import NUMBER, CourtDesk

CASE = f"/cases/{quote(NUMBER)}"
SVG = re.compile(r'<svg viewBox="0 0 1240.*?</svg>', re.DOTALL)


@pytest.fixture
def page(entering: Opened) -> str:
    return entering("S001").get(CASE).text


def _picture(page: str) -> ET.Element:
    found = SVG.search(page)
    assert found is not None
    return ET.fromstring(found[0])  # our own page


def test_the_course_is_a_picture_with_a_lane_for_each_track_and_subject(page: str) -> None:
    lanes = [one.text for one in _picture(page).iter("text") if one.get("class") == "lane"]
    subjects = [one.text for one in _picture(page).iter("text") if one.get("class") == "about-it"]
    assert lanes[0] == "A 立案与分案" and "D 查封冻结期限与续行" in lanes
    assert {"房产1", "账户1"} <= set(subjects)


def test_what_is_late_lies_behind_the_flag_of_its_limit(page: str) -> None:
    bars = {one.get("aria-label", ""): one for one in _picture(page).iter("a")}
    notice = next(bar for said, bar in bars.items() if said.startswith("003 发出执行通知书"))
    kinds = [box.get("class") for box in notice.iter("rect")]
    assert kinds == ["bar running", "bar late"]
    assert [mark.get("class") for mark in notice.iter("path")] != []
    assert any("逾期" in said and "→ 2026-03-02" in said for said in bars)


def test_every_date_leads_to_its_derivation_or_its_fact(entering: Opened, page: str) -> None:
    picture = _picture(page)
    assert all("/why?node=" in (one.get("href") or "") for one in picture.iter("a"))
    row = next(row for row in page.split('<tr class="row">')[1:] if "003 发出执行通知书" in row)
    assert re.search(r'href="#f\d+">2026-02-27', row) and "/why?node=003" not in row
    derived = next(picture.iter("a")).get("href") or ""
    assert entering("S001").get(derived).status_code == 200


def test_no_style_stands_in_the_picture(page: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []


def test_property_is_weighed_against_what_is_owed(page: str) -> None:
    assert re.search(r'<rect class="part" width="360.7"', page)  # of 400
    assert "900,000.00" in page and "998,000.00" in page and "90.2%" in page
    assert "市价" in page and "2029-02-27" in page


def test_the_ledger_stands_on_the_page_and_leads_to_its_facts(page: str) -> None:
    money = page[page.index("余额") :]
    assert "待领" in money and "3,000.00" in money and "甲公司" in money
    assert re.search(r'<details>.*href="#f\d+">#\d+', money, re.DOTALL)


def test_a_case_without_a_clock_has_no_picture(entering: Opened, overview: CourtDesk) -> None:
    from tests.dueprocess.overview import OTHER

    page = entering("B106").get(f"/cases/{quote(OTHER)}")
    assert page.status_code == 200 and SVG.search(page.text) is None


def test_in_english_the_law_s_own_words_are_english_and_the_chinese_stands_behind_them(
    entering: Opened,
) -> None:
    client = entering("S001")
    client.cookies.set(LANGUAGE, "en")
    page = client.get(CASE).text
    lanes = [one for one in _picture(page).iter("text") if one.get("class") == "lane"]
    assert (lanes[0].text, lanes[0][0].text) == (
        "A Filing and assignment",
        "A Filing and assignment A 立案与分案",
    )
    money = page[page.index("Balances") :]
    assert "to be paid out" in money and "freezing bank deposit" in page and "market price" in page
    form = client.get(f"{CASE}/act?kind=asset_controlled").text
    assert '<option value="查封" title="查封">sealing</option>' in form
    assert '<label for="said.value_basis" title="估价依据">Value basis' in form
    assert ">property</span>" in form and "property" in client.get("/measures").text
    more = client.get(f"{CASE}/act?kind=extension_approved").text
    assert ">working day</option>" in more
    client.cookies.set(LANGUAGE, "zh")
    assert ">个工作日</option>" in client.get(f"{CASE}/act?kind=extension_approved").text


def test_what_is_only_proposed_is_nowhere_said_to_have_been_done(
    entering: Opened, overview: CourtDesk
) -> None:
    overview.does("rehearse", "until", "2026-03-12")
    found = overview.does("item", "list", "--json").json
    assert {one["level"] for one in found if one["state"] == "proposed"} == {"order"}
    for path in ("/", CASE, "/mine", "/lists/overdue"):
        page = entering("J001" if path == "/mine" else "S001").get(path).text
        assert "拟督办 03-" in page, path
        assert not re.search(r">督办 03-|、督办 03-", page), path

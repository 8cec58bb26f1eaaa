"""Papers that a case's page names: a draft is opened word for word, an issued one taken away."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from dueprocess.board.app import build
from dueprocess.board.visit import LANGUAGE
from dueprocess.desk import Desk
from models.access import audit
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import OTHER, furnished
from tests.dueprocess.programs import token
from tests.dueprocess.test_board_interviews import _convened

CASE = f"/cases/{quote(NUMBER)}"
ELSEWHERE = f"/cases/{quote(OTHER)}"  # a case of the court beside
DRAFT = re.compile(r'href="([^"]+/drafts/\d+)" lang="zh">([^<]+)</a>')


def test_each_draft_that_the_case_names_opens_word_for_word(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    named = DRAFT.findall(browser.get(CASE).text)
    kept = overview.does("letters", TYPED, "--json").json
    assert [title for _, title in named] == [one["title"] for one in kept] != []
    for (address, title), letter in zip(named, kept, strict=True):
        page = browser.get(address)
        assert page.status_code == 200 and title in page.text
        text = re.sub(r"<[^>]+>", "", page.text[page.text.index("<article") :])
        assert [one.strip() for one in letter["body"].split("\n") if one.strip()] == [
            one.strip() for one in text[: text.index("草稿未编文号")].split("\n") if one.strip()
        ]
        assert '<p class="stamp">【演练】本件为演练文书' in page.text
        assert '<p class="stamp">〔草稿〕' in page.text and "<mark>〔待填：" in page.text


def test_an_outsider_meets_the_same_refusal_at_a_draft_as_at_its_case(
    entering: Opened, overview: CourtDesk
) -> None:
    address = DRAFT.findall(entering("S001").get(CASE).text)[0][0]
    outsider = entering("B106")
    at_case, at_draft = outsider.get(CASE), outsider.get(address)
    assert (at_draft.status_code, at_draft.text) == (404, at_case.text.replace(CASE, address))
    with overview.store.reading() as session:
        lines = audit.lines(session, officer="B106")
    refused = [(one.act, one.case_number) for one in lines if one.outcome == audit.REFUSED]
    assert refused == [("read", NUMBER)] * 2
    # Under a case that one may see, the draft of another is nothing.
    assert outsider.get(ELSEWHERE).status_code == 200
    assert outsider.get(ELSEWHERE + address.removeprefix(CASE)).status_code == 404
    assert entering("S001").get(f"{CASE}/drafts/99999").status_code == 404


def test_a_matter_and_its_interview_name_their_own_drafts(
    entering: Opened, overview: CourtDesk
) -> None:
    talk = _convened(overview)
    browser = entering("D001")
    overview.does("rehearse", "until", "2026-03-31")  # the patrol drafts its notice
    page = browser.get(f"/interviews/{talk}").text
    ((address, title),) = DRAFT.findall(page)
    assert "约谈通知书" in title
    assert "约谈" in browser.get(address).text
    item = re.findall(r"/items/(\d+)", page)[0]
    assert address in browser.get(f"/items/{item}").text
    orders = [
        one for one in overview.does("item", "list", "--json").json if one["level"] == "order"
    ]
    titles = [title for _, title in DRAFT.findall(browser.get(f"/items/{orders[0]['id']}").text)]
    assert titles and all("督办单" in one for one in titles)


def test_a_program_reads_the_draft_as_it_stands(at_desk: Seated) -> None:
    court = at_desk("overview", furnished)
    kept = court.does("letters", TYPED, "--json").json[0]
    with Desk.opened() as desk:
        app: FastAPI = build(desk)
        path = f"/api/v1{CASE}/drafts/{kept['id']}"

        def asks(officer: str, *acts: str) -> tuple[int, dict[str, object]]:
            said = {"Authorization": f"Bearer {token(desk, officer, acts)}"}
            answer = Browser(app).get(path, headers=said)
            return answer.status_code, answer.json()

        assert asks("S001", "read") == (200, kept)
        assert asks("S001", "list")[0] == 403
        assert asks("B106", "read")[0] == 404


@pytest.mark.parametrize("form", ["docx", "html"])
def test_an_issued_document_is_taken_away_as_it_was_kept(
    entering: Opened, overview: CourtDesk, form: str
) -> None:
    words = ("urge_note", TYPED, "--node", "003", "--by", "S001", "--set", "reply_on=2026-03-16")
    paths = overview.does("papers", "issue", *words, "--json").json["paths"]
    file = Path(paths[form])
    browser = entering("S001")
    (address,) = re.findall(rf'href="([^"]+/papers/\d+/{form})"', browser.get(CASE).text)
    taken = browser.get(address)
    assert taken.content == file.read_bytes()
    assert quote("京0105执催〔2026〕1号") in taken.headers["Content-Disposition"]
    assert entering("B106").get(address).status_code == 404
    assert browser.get(f"{address}x").status_code == 404
    file.write_text("另写", "utf-8")
    lost = browser.get(address)
    assert lost.status_code == 404 and "已被改动" in lost.text


def test_in_english_what_surrounds_a_draft_is_english(entering: Opened) -> None:
    browser = entering("S001")
    address = DRAFT.findall(browser.get(CASE).text)[0][0]
    browser.cookies.set(LANGUAGE, "en")
    page = browser.get(address).text
    assert "drafted 2026-" in page and "bears no number" in page and "拟稿" not in page

"""In English nothing of a page is Chinese but what is marked so, and names, numbers, papers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from dueprocess.board.visit import LANGUAGE
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer
from tests.dueprocess.browser import Opened, opened_board
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.dueprocess.fullbook import full

ENGINES = ("sqlite",)
HAN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，。：；（）]*")
# An element that is marked as Chinese holds no element of its own name.
MARKED = re.compile(r'<(\w+)[^>]*\slang="zh[^"]*"[^>]*>.*?</\1>', re.DOTALL)
THINGS = (
    "房产",
    "账户",
    "款1",
    "中止裁定书",
    "执行案件",
    "甲公司",
    "委托书",
    "丁",
    "甲",
)  # as they are called in the book
ORIGINAL = re.compile(r"<title>.*?</title>", re.DOTALL)  # of a drawing: a word of the law as it is
PAGES = (
    "/",
    "/lists/overdue",
    "/lists/paused",
    "/mine",
    "/leader",
    "/courts",
    "/courts/nodes?what=overdue",
    "/money",
    "/measures",
    "/pool",
    "/quality",
    "/rules?stage=A",
    "/rules/entry?id=case-6m",
    "/rules/entry?id=exec-notice-3d-2006",
    "/overlays",
    "/calendar",
    "/items",
    "/interviews",
    "/interviews/1",
    "/reviews",
    "/reviews/1",
    "/bulletins",
    "/handover",
    "/wall",
    "/tokens",
    "/nowhere",
    f"/cases/{NUMBER}",
)


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("full", full)


@pytest.fixture
def opened(court: CourtDesk) -> Iterator[Opened]:
    yield from opened_board()


def _names(session: Session) -> list[str]:
    """What stays as it is: people, courts, cases and parties, and what they called their things."""
    courts = (name for one in session.exec(select(Court)) for name in (one.name, one.code))
    people = (one.name for one in session.exec(select(Officer)))
    cases = session.exec(select(Case)).all()
    parties = (name for one in cases for name in (one.number, one.applicant, one.debtor, one.cause))
    found = {*courts, *people, *parties, *THINGS} - {""}
    return sorted(found, key=len, reverse=True)


def _chinese(page: str, names: list[str]) -> list[str]:
    body = ORIGINAL.sub(" ", MARKED.sub(" ", page[page.index("<main") :]))
    said = html.unescape(re.sub(r"<[^>]+>", " ", body))
    for name in names:
        said = said.replace(name, " ")
    return HAN.findall(said)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_english_says_nothing_in_chinese(
    court: CourtDesk, opened: Opened, page: str
) -> None:
    browser = opened("S001")
    browser.cookies.set(LANGUAGE, "en")
    with court.store.reading() as session:
        names = _names(session)
    assert _chinese(browser.get(page).text, names) == []

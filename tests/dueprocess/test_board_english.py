"""In English nothing of a page is Chinese but names, numbers, papers, and marked quotations."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from sqlmodel import Session, select

from dueprocess.board import sentences
from dueprocess.board.visit import LANGUAGE
from dueprocess.board.words import SENTENCES, catalogue
from models.tables.case import Case
from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.node import Node
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
# What may stay Chinese when it is marked so, beside what officers typed and what is called so.
STAYS = {
    "a document by its title and number": re.compile(r"《.+》（.+）"),
    "a document by its number": re.compile(r"[\u4e00-\u9fff]+〔\d+〕\d+号(（\d+修正）)?"),
    "a holiday notice, number and title": re.compile(r"国办发.*号|国务院办公厅关于.*通知"),
    "plans and reports of figures": re.compile(r"基本解决执行难核心指标，工作部署|.*质效报表"),
    "the title of an official paper": re.compile(r"(【演练】)?（\d+）.+号 .+（草稿）"),
}
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
    "/items/1",
    "/items/2",
    "/interviews",
    "/interviews/1",
    "/reviews",
    "/reviews?every=true",
    "/reviews/1",
    "/reviews/3",
    "/reviews/4",
    "/bulletins",
    "/bulletins/京0105-2026-02",
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


def _typed(session: Session) -> set[str]:
    """What officers typed, word for word: evidence, and the texts of facts."""
    facts = session.exec(select(Fact)).all()
    texts = (value for one in facts for value in one.payload.values() if isinstance(value, str))
    return {*(one.evidence for one in facts), *texts}


def _marked(page: str) -> list[str]:
    found = (one[0] for one in MARKED.finditer(page[page.index("<main") :]))
    said = (html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found)
    return [one for one in said if HAN.search(one)]


def _chinese(page: str, names: list[str]) -> list[str]:
    body = ORIGINAL.sub(" ", MARKED.sub(" ", page[page.index("<main") :]))
    said = html.unescape(re.sub(r"<[^>]+>", " ", body))
    for name in names:
        said = said.replace(name, " ")
    return HAN.findall(said)


def _left(court: CourtDesk, page: str) -> list[str]:
    """What a page says in Chinese without a mark, or under one and without a reason."""
    with court.store.reading() as session:
        names = _names(session)
        stays = {*names, *_typed(session)}
    marked = [one for one in _marked(page) if one not in stays]
    left = [one for one in marked if not any(kind.fullmatch(one) for kind in STAYS.values())]
    return _chinese(page, names) + left


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_english_says_nothing_in_chinese(
    court: CourtDesk, opened: Opened, page: str
) -> None:
    browser = opened("S001")
    browser.cookies.set(LANGUAGE, "en")
    assert _left(court, browser.get(page).text) == []


def test_a_derivation_in_english_says_nothing_in_chinese(court: CourtDesk, opened: Opened) -> None:
    """Of the last day of every clock of a case, and of the day of every fact."""
    browser = opened("S001")
    browser.cookies.set(LANGUAGE, "en")
    with court.store.reading() as session:
        clocks = session.exec(select(Node.key).join(Case).where(Case.number == NUMBER)).all()
        days = session.exec(select(Fact.seq).join(Case).where(Case.number == NUMBER)).all()
    at = f"/cases/{quote(NUMBER, '')}"
    asked = [f"{at}/why?node={quote(key)}" for key in clocks]
    asked += [f"{at}/day?fact={seq}" for seq in days]
    assert len(asked) > 20
    found = {page: browser.get(page) for page in asked}
    assert {page for page, answer in found.items() if answer.status_code != 200} == set()
    left = {page: _left(court, answer.text) for page, answer in found.items()}
    assert {page: said for page, said in left.items() if said} == {}


def test_a_text_typed_to_be_searched_for_long_is_not() -> None:
    """Each pattern meets the words between its gaps over and over, and never an end that fits."""
    for zh, _ in catalogue(SENTENCES):
        words = re.split(r"%\(\w+\)[sd]", zh)
        if len(words) > 1 and words[-1]:  # one that ends in a gap ends anyhow
            typed = f"{words[0]}甲{'甲'.join(words[1:]) * 200}甲终"
            assert sentences.pattern(zh).fullmatch(typed) is None

"""On every page a day that is a limit, or that a limit is counted from, opens its derivation.

The walk fails for any day that stands in a page without leading anywhere, unless what it stands
under is named here with the reason why it is no limit. A page that is added is walked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from sqlmodel import Session, select

from models.tables.bulletin import Bulletin
from models.tables.case import Case
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.review import Review
from tests.dueprocess.browser import Browser, Opened, opened_board
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.fullbook import full

ENGINES = ("sqlite",)
DAY = re.compile(r"(?<![\d-])(?:20\d\d-)?[01]\d-[0-3]\d(?![\d-])")
DERIVES = re.compile(r"/why\?|/last-day\?|/day\?|/limits(?:#|$)|#f\d+$")

# What a day stands under (the head of its column, its term, else its element) and why it is none.
HAPPENED = "happened then: a day of the past, no limit"
ENTERED = "when it was entered, made or seen: the clock of the server"
FROZEN = "a paper as it was frozen; what it is about is linked above it"
SHOWN = "a step of a derivation, or what it cites"
NO_LIMITS = {
    "time": "the page's own moment",
    "发生": HAPPENED,
    "录入": ENTERED,
    "进行时间": HAPPENED,
    "开立": ENTERED,
    "发出": HAPPENED,
    "回复": HAPPENED,
    "回复与结果": HAPPENED,
    "终结": HAPPENED,
    "已采取": "acts that were taken",
    "记录": HAPPENED,
    "列出": "the day on which a review found it",
    "发现": "the day on which a review found it",
    "依据": "the date that a paper bears",
    "数据截至": FROZEN,
    "签发": ENTERED,
    "统计期": "a span of figures",
    "月份": "a span of figures",
    "银行流水": "the name of a file",
    "对账时间": ENTERED,
    "签收": ENTERED,
    "时间": ENTERED,
    "提出": ENTERED,
    "结果": ENTERED,
    "决定": ENTERED,
    "载入": ENTERED,
    "公布": "when a notice was published",
    "文件": "the title of a notice",
    "施行": "from when a rule is law",
    "口令设于": ENTERED,
    "生成于": ENTERED,
    "有效至": "of a program's token",
    "最近使用": ENTERED,
    "情况": "a sentence of a review; its figures lead on",
    "线索": "a sentence of a review",
    "说明": "a sentence of the law, or of its examples",
    "文书": ENTERED,
    "所见": "a sentence of the doctor",
    "提示": FROZEN,
    "督办": FROZEN,
    "屡次": FROZEN,
}
# Sentences of a page, by where they stand.
SENTENCES = {
    ("/", "span"): "the heartbeats",
    ("/handover", "数据与渠道"): "the heartbeats",
    ("/handover", "small"): "the span of the sheet",
    ("/handover", "p"): "when the desk changed hands",
    ("/wall", "案款（笔）"): "the heartbeats",
    ("/cases", "p"): "since when a source has no longer had the case",
    ("/quality", "自"): "since when a source has no longer had the case",
    ("/bulletins", "p"): FROZEN,
}
SAYS_LIMIT = re.compile("签收至|答复至")  # wherever it stands
HEADED = (
    "<table><thead><tr><th>案号</th><th>届满日</th></tr></thead>"
    "<tbody><tr><td>1</td><td>{}</td></tr></tbody></table>"
)


class Days(HTMLParser):
    """The days of a page, each with what it stands under; those that lead on are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.path: list[tuple[str, dict[str, str | None]]] = []
        self.heads: list[str] = []
        self.column = 0
        self.term = self.section = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"input", "br", "meta", "link", "img", "rect", "path", "line", "circle"}:
            return
        self.path.append((tag, dict(attrs)))
        match tag:
            case "table":
                self.heads = []
            case "tr":
                self.column = -1
            case "th" | "td":
                self.column += 1
            case "h2":
                self.section = ""
            case "dt":
                self.term = ""

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.path]
        text = data.strip()
        if "th" in tags and "thead" in tags:
            self.heads.append(text)
        elif "dt" in tags:
            self.term += text
        elif "h2" in tags:
            self.section += text
        elif DAY.search(text) and not self._passed(tags):
            self.found.append((self._under(tags), text))

    def _passed(self, tags: list[str]) -> bool:
        """Whether it leads on, or stands where no page says a limit: a form, a title, a drawing."""
        leads = (str(said.get("href") or "") for tag, said in self.path if tag == "a")
        off = {"title", "script", "style", "svg", "option", "textarea", "header", "caption", "pre"}
        derived = ("steps" in str(said.get("class") or "") for _, said in self.path)
        return any(map(DERIVES.search, leads)) or bool(off & {*tags}) or any(derived)

    def _under(self, tags: list[str]) -> str:
        if "td" in tags and self.heads:
            return self.heads[self.column] if self.column < len(self.heads) else "?"
        if "dd" in tags:
            return self.term
        return tags[-1] if tags[-1] in {"time"} else self.section or tags[-1]


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("dates", _made)


def _made(desk: CourtDesk) -> None:
    full(desk)
    desk.does("bulletin", "--period", "2026-02", "--court", "京0105")
    desk.does("handover", "--by", "S001", "--to", "D001", "--court", "京0105")


@pytest.fixture
def opened(court: CourtDesk) -> Iterator[Opened]:
    yield from opened_board()


def _pages(session: Session) -> Iterator[str]:
    """Every page that shows something, on everything that there is."""
    yield from ("/", "/?when=overdue", "/mine", "/leader", "/courts", "/money", "/measures")
    yield from ("/pool", "/quality", "/quality/doctor", "/items", "/interviews", "/reviews")
    yield from ("/reviews?every=true", "/bulletins", "/handover", "/handover/1", "/wall", "/audit")
    yield from ("/calendar", "/rules", "/overlays", "/tokens", "/search?q=0105")
    yield from (f"/courts/nodes?what={one}" for one in ("open", "overdue", "due", "on_time"))
    kinds = ("overdue", "due", "renewals", "funds", "paused", "late-entry", "items")
    yield from (f"/lists/{one}" for one in kinds)
    yield from (
        "/interviews?state=held",
        "/interviews?state=cancelled",
        "/interviews?state=not_held",
    )
    for number in session.exec(select(Case.number)):
        at = f"/cases/{quote(number)}"
        yield at
    for table, at in ((SupervisionItem, "items"), (Interview, "interviews"), (Review, "reviews")):
        yield from (f"/{at}/{one}" for one in session.exec(select(table.id)))
    yield from (f"/bulletins/{quote(one)}" for one in session.exec(select(Bulletin.number)))


def _astray(browsers: Sequence[Browser], address: str) -> list[tuple[str, str, str]]:
    """What leads nowhere, as the first of them sees the page who may."""
    answers = (browser.get(address) for browser in browsers)
    answer = next((one for one in answers if one.status_code == 200), None)
    assert answer is not None, address
    days = Days()
    days.feed(answer.text)
    place = f"/{address.partition('?')[0].split('/')[1]}"
    return [
        (address, under, text)
        for under, text in days.found
        if SAYS_LIMIT.search(text) or not (under in NO_LIMITS or (place, under) in SENTENCES)
    ]


def test_every_day_that_is_a_limit_opens_its_derivation(court: CourtDesk, opened: Opened) -> None:
    browsers = [opened(one) for one in ("D001", "S001", "V001", "I001")]
    with court.store.reading() as session:
        addresses = list(_pages(session))
    astray = [one for address in addresses for one in _astray(browsers, address)]
    assert astray == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<table><tr><td>2026-03-31</td></tr></table>", [("td", "2026-03-31")]),
        ("<p>答复至03-31</p>", [("p", "答复至03-31")]),
        (HEADED.format("2026-03-31"), [("届满日", "2026-03-31")]),
        (HEADED.format('<a href="/items/3">2026-03-31</a>'), [("届满日", "2026-03-31")]),
        (HEADED.format('<a href="/cases/1/why?node=x">2026-03-31</a>'), []),
        (HEADED.format('<a href="/items/3/limits#reply">2026-03-31</a>'), []),
        ("<dl><div><dt>届满日</dt><dd>2026-03-31</dd></div></dl>", [("届满日", "2026-03-31")]),
        ("<p>（2026）京0105执1234号 2026-03-14-31</p>", []),
    ],
)
def test_the_walk_sees_a_day_that_leads_nowhere(page: str, found: list[tuple[str, str]]) -> None:
    days = Days()
    days.feed(page)
    assert days.found == found

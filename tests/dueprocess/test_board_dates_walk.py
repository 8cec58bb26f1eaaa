"""On every page a day that is a limit, or that a limit is counted from, opens its derivation.

The walk fails for any day that stands in a page without leading anywhere, unless what it stands
under is named here with the reason why it is no limit. A page that is added is walked too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from sqlmodel import Session, col, select

from dueprocess.intake import bring
from models import clock
from models.tables.account import Account
from models.tables.bulletin import Bulletin
from models.tables.case import Case
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.officer import OfficerRole
from models.tables.review import Handover, Review
from rulebook.loading import loader
from rulebook.time import calendar
from rulebook.time.zone import SHANGHAI
from tasks import patrol
from tests.dueprocess.browser import Browser, opened_board
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.days import Days
from tests.dueprocess.fullbook import full

ENGINES = ("sqlite",)
DOCKET = Path(__file__).parents[2] / "examples" / "docket.xlsx"
MOMENTS = tuple(
    datetime(2026, month, day, 8, 20, tzinfo=SHANGHAI)
    for month, day in ((9, 28), (10, 14), (10, 26))
)
LOOKING = ("director", "node_supervisor", "upper_supervisor", "vice_president", "it_officer")

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
    "最近一次": HAPPENED,
    "到账日": HAPPENED,
    "起始日": HAPPENED,
    "事由消失日": HAPPENED,
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


def _court(desk: CourtDesk) -> None:
    """A book in which no list of the board is empty."""
    full(desk)
    desk.does("bulletin", "--period", "2026-02", "--court", "京0105")
    desk.does("handover", "--by", "S001", "--to", "D001", "--court", "京0105")


def _docket(desk: CourtDesk) -> None:
    """The example docket after four weeks in which nobody answered anything."""
    law, days = loader.national(), calendar.national()
    for moment in MOMENTS:
        with desk.store.writing() as session:
            clock.move(session, moment)
        if moment is MOMENTS[0]:
            assert bring(desk.store, law, days, DOCKET).rejected == 0
        patrol.round(desk.store, law, days, [])
    desk.does("review", "run", "all")
    with desk.store.writing() as session:
        held = session.exec(select(OfficerRole).where(col(OfficerRole.role).in_(LOOKING))).all()
        for one in sorted({one.officer_id for one in held}):
            session.add(Account(officer_id=one, made_at=MOMENTS[-1], changed_at=MOMENTS[-1]))


def _pages(session: Session) -> Iterator[str]:
    """Every page that shows something, on everything that there is."""
    yield from ("/", "/?when=overdue", "/mine", "/leader", "/courts", "/money", "/measures")
    yield from ("/pool", "/quality", "/quality/doctor", "/items", "/interviews", "/reviews")
    yield from ("/reviews?every=true", "/bulletins", "/handover", "/wall", "/audit")
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
    for table, at in (
        (SupervisionItem, "items"),
        (Interview, "interviews"),
        (Review, "reviews"),
        (Handover, "handover"),
    ):
        yield from (f"/{at}/{one}" for one in session.exec(select(table.id)))
    yield from (f"/bulletins/{quote(one)}" for one in session.exec(select(Bulletin.number)))


class Walk:
    """The pages as the first officer sees each who may; where their days lead."""

    def __init__(self, browsers: Sequence[Browser]) -> None:
        self.browsers = list(browsers)
        self.astray: list[tuple[str, str, str]] = []
        self.leads: dict[str, str] = {}  # one address of each form

    def sees(self, address: str) -> httpx.Response:
        """The page; whoever sees it is asked first for the next."""
        for browser in self.browsers:
            answer = browser.get(address)
            if answer.status_code in {200, 303}:
                self.browsers.remove(browser)
                self.browsers.insert(0, browser)
                return answer
        raise AssertionError(f"nobody sees {address}")

    def goes(self, address: str) -> None:
        """Look for days that lead nowhere."""
        days = Days()
        days.feed(self.sees(address).text)
        place = f"/{address.partition('?')[0].split('/')[1]}"
        for under, text in days.found:
            excused = under in NO_LIMITS or (place, under) in SENTENCES
            if SAYS_LIMIT.search(text) or not excused:
                self.astray.append((address, under, text))
        for lead in days.leads:
            self.leads.setdefault(re.sub(r"(?<=[=/#])[^/?&#]*\d[^/?&#]*", "1", lead), lead)


@pytest.mark.parametrize("made", [_court, _docket])
def test_every_day_that_is_a_limit_opens_its_derivation(
    at_desk: Seated, made: Callable[[CourtDesk], None]
) -> None:
    court = at_desk("dates", made)
    with court.store.reading() as session:
        addresses = list(_pages(session))
        officers = list(session.exec(select(Account.officer_id).order_by(Account.officer_id)))
    for opened in opened_board():
        walk = Walk([opened(one) for one in officers])
        for address in addresses:
            walk.goes(address)
        assert walk.astray == []
        assert len(addresses) > 50 and len(walk.leads) >= 8
        for lead in walk.leads.values():
            walk.sees(lead.partition("#")[0])


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

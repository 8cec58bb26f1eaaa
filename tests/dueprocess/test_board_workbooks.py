"""Every list of the board as a workbook: the rows of the page, in its order, as it is filtered."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.dueprocess.browser import Browser, Opened, opened_board
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.fullbook import full, promised

ENGINES = ("sqlite",)  # the same statements as the pages, which both engines answer
HANDLER = "handler=J001"
COURTS, NODES = "courts", "node"  # the two tables of the courts
# What a workbook has in columns of its own: a span's rate, an interview's number and its record.
DRAWN = {"本院历期按期率", "约谈", "记录"}
LOOKS = {"/mine": "J001", "/courts": "U001"}  # the others: a supervisor
# A page, how it is filtered, the link to its workbook, and its table: the one under this heading.
LISTS = (
    ("/", "", ""),
    ("/", "when=overdue", ""),
    ("/", f"{HANDLER}&node=003", ""),
    *((f"/lists/{kind}", "", "") for kind in ("overdue", "due", "renewals", "funds", "items")),
    ("/lists/late-entry", HANDLER, ""),
    ("/lists/paused", "", ""),
    ("/lists/items", "state=proposed", ""),
    ("/money", "", ""),
    ("/money", "pot=payable&step=4", ""),
    ("/measures", "", ""),
    ("/measures", "registry=银行存款&column=1", ""),
    *(("/mine", "", part) for part in ("overdue", "today", "week", "answer", "renewals")),
    ("/mine", "", "interviews"),
    ("/mine", "", "promises"),
    ("/pool", "", "decisions"),
    ("/pool", "", "queries"),
    ("/pool", "court=京0105", "queries"),
    *(("/quality", "", part) for part in ("spikes", "late", "missing")),
    ("/quality/doctor", "", "doctor"),
    ("/calendar", "", "provisional"),
    ("/courts", "", COURTS),
    ("/courts", "span=2026-Q1", COURTS),
    ("/courts", "", NODES),
    ("/courts", "court=京0105&node=003", NODES),
    ("/courts/nodes", "what=overdue", ""),
    ("/items", "", ""),
    ("/items", "column=to_issue", ""),
    ("/interviews", "", ""),
    ("/reviews", "", ""),
    ("/reviews", "kind=long-pending&every=true", ""),
)
DAYS = {"届满日", "到账", "发生", "录入", "暂停自", "约谈时间", "列出", "最迟续行", "计划查询"}
FIGURES = {"日", "工作日", "金额", "已存日", "时差日", "序号", "编号", "尚余日", "第几次"}


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("full", full)


@pytest.fixture
def opened(court: CourtDesk) -> Iterator[Opened]:
    yield from opened_board()


def _plain(cell: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())


def _tables(page: str) -> list[tuple[list[str], list[list[str]]]]:
    """The lists of a page: heads, and rows of cells as texts; not the tables of sums."""
    found = []
    for table in re.findall(r"<table(?! class=\"heaps\").*?</table>", page, re.DOTALL):
        heads = [_plain(one) for one in re.findall(r"<th scope=\"col\".*?</th>", table)]
        rows = [
            [_plain(one) for one in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)]
            for row in re.findall(r"<tr class=\"row.*?</tr>", table, re.DOTALL)
        ]
        found.append((heads, rows))
    return found


def _cards(page: str) -> list[str]:
    return re.findall(r'href="/items/(\d+)"><b>', page)


def _sheet(browser: Browser, link: str) -> list[list[Any]]:
    answer = browser.get(link)
    assert (link, answer.status_code) == (link, 200)
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    return rows


def _link(page: str, part: str) -> str:
    found = re.findall(r'<p class="out"><a href="([^"]+)">导出Excel', page)
    links = [html.unescape(one) for one in found]
    if part in (COURTS, NODES):
        return next(one for one in links if ("by=node" in one) == (part == NODES))
    return next(one for one in links if not part or one.endswith(f"part={part}"))


def _said(head: str, value: object) -> str:
    """A cell of a workbook as the page writes it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return f"{value:,.2f}" if head == "金额" else f"{value:g}"
    return str(value)


def _same(shown: str, head: str, value: object) -> bool:
    """Whether a page's cell says what the workbook's says, signs and marks of order aside."""
    if head == "日":  # a workbook has the bare number
        return shown.split(maxsplit=1)[0].lstrip("+") in {_said(head, value), "今日"}
    bare = [_said(head, value), shown]
    words = [sorted(re.sub(r"[·+#]|办理|^—$", " ", one).split()) for one in bare]
    return words[0] == words[1]


@pytest.mark.parametrize(("page", "query", "part"), LISTS)
def test_a_workbook_holds_the_rows_of_its_page_as_they_are_filtered(
    court: CourtDesk, opened: Opened, page: str, query: str, part: str
) -> None:
    if part == "promises":
        promised(court)
    browser = opened(LOOKS.get(page, "S001"))
    shown = browser.get(f"{page}?{query}").text
    head, heads, *rows = _sheet(browser, _link(shown, part))
    assert str(head[0]).startswith("【演练】") and "截至 2026-03-30" in str(head[0])
    assert len(set(heads)) == len(heads)
    if page == "/items":
        assert [f"{int(row[0])}" for row in rows] == _cards(shown) != []
        return
    listed = _of_part(shown, part)
    assert len(rows) == sum(len(lines) for _, lines in listed)
    assert rows, "equal lists of nothing would tell nothing"
    at = iter(rows)
    for names, lines in listed:
        for line, row in zip(lines, at, strict=False):
            _agree(names, line, heads, row)


def _of_part(page: str, part: str) -> list[tuple[list[str], list[list[str]]]]:
    if part in (COURTS, NODES):
        return [_tables(page)[part == NODES]]
    if part:
        page = page[page.index(f'<h2 id="{part}"') :].split("</section>", maxsplit=1)[0]
    return _tables(page)


def _agree(
    names: Sequence[str], line: Sequence[str], heads: Sequence[Any], row: Sequence[Any]
) -> None:
    assert set(names) - DRAWN <= set(heads)
    for name in names:
        if name in DRAWN:
            continue
        value = row[heads.index(name)]
        if name == "法院" and "本级" in heads:
            value = row[heads.index("本级")] or value
        if name == "情况" and "抽取" in heads:  # the page says how it was drawn in the same cell
            value = f"{value} {row[heads.index('抽取')] or ''}"
        assert _same(line[names.index(name)], name, value), (name, line, value)
        if value != "":
            assert (name in DAYS) <= isinstance(value, date), (name, value)
            assert (name in FIGURES) <= isinstance(value, int | float), (name, value)

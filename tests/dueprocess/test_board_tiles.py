"""Each figure over the first page is the length of the list that it opens."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from models import clock
from models.tables.review import Review
from tests.dueprocess.browser import Browser, Opened, opened_board
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.overview import furnished

TILE = re.compile(r'<li[^>]*><a href="([^"]+)"><b>(\d+)</b> <span>([^<]+)</span>')
SILENT, RENEWALS = "回复超期", "七日内续封"


def _busy(desk: CourtDesk) -> None:
    """Three weeks later: something of everything that a tile counts."""
    furnished(desk)
    desk.does("rehearse", "until", "2026-03-26")
    urged = desk.does("item", "list", "--json").json
    order = next(one["id"] for one in urged if one["level"] == "order" and one["code"] == "003")
    desk.does("item", "issue", str(order), "--by", "D001")
    desk.does("item", "reply", str(order), "--text", "本周发出", "--by", "J001")
    with desk.store.writing() as session:
        now = clock.now(session)
        session.add(
            Review(
                kind="late-entry-spike",
                subject="officer:J001",
                turn="2026-03",
                court_code="京0105",
                about="补录激增",
                why="一日补录二十项",
                found_on=now.date(),
                found_at=now,
            )
        )


@pytest.fixture
def opened(at_desk: Seated) -> Iterator[Opened]:
    at_desk("busy", _busy)
    yield from opened_board()


def _rows(browser: Browser, link: str) -> int:
    """Lines of the list behind a tile, as its workbook has them."""
    path, _, query = link.partition("?")
    if path.startswith("/lists/"):
        file = f"{path}/workbook"
    elif path == "/quality#spikes":
        file, query = "/quality.xlsx", "part=spikes"
    else:
        file = "/home.xlsx" if path == "/" else f"{path}.xlsx"
    taken = browser.get(f"{file}?{query}")
    assert taken.status_code == 200, file
    rows = CalamineWorkbook.from_object(BytesIO(taken.content)).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
    return sum(any(row) for row in rows[head + 1 :])


@pytest.mark.parametrize(
    "query", ["", "?court=京0105", "?node=003", "?level=urge", "?source=ladder"]
)
def test_every_tile_counts_what_its_list_shows(opened: Opened, query: str) -> None:
    browser = opened("S001")
    found = TILE.findall(browser.get(f"/{query}").text)
    tiles = {name: (int(count), html.unescape(link)) for link, count, name in found}
    assert len(tiles) == 10, sorted(tiles)
    for name, (count, link) in tiles.items():
        assert (name, _rows(browser, link)) == (name, count), link
    if not query:
        waiting = {name for name, (count, _) in tiles.items() if count}
        assert {"已超期", SILENT, RENEWALS, "待确认", "待核验", "疑似补录"} <= waiting, tiles


def test_the_leaders_line_counts_the_same_silence(opened: Opened) -> None:
    browser = opened("D001")
    count = next(
        int(count) for _, count, name in TILE.findall(browser.get("/").text) if name == SILENT
    )
    line = re.search(r'href="/items\?lane=reply_overdue">(\d+)<', browser.get("/leader").text)
    assert line is not None and int(line[1]) == count > 0

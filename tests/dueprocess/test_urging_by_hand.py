"""Urging by hand: at the shell, over the interface, on the board singly and in a batch."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from dueprocess.board.app import build
from dueprocess.desk import Desk
from tests.dueprocess.browser import Browser, Opened, doors
from tests.dueprocess.conftest import Seated, _filed
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.programs import Program, accounts, token

CASE = f"/cases/{quote(NUMBER)}"
NOTICE = "exec-notice-3d-2006"


@pytest.fixture
def near(at_desk: Seated) -> CourtDesk:
    """The case was filed on Friday; on Monday its notice is due soon and nobody urged yet."""
    return at_desk("filed", _filed)


@pytest.fixture
def desk(near: CourtDesk) -> Iterator[Desk]:
    opened = Desk.opened()
    accounts(opened, ("J001", "S001"))
    yield opened
    opened.store.close()


@pytest.fixture
def as_(desk: Desk) -> Opened:
    return doors(desk)


def _items(court: CourtDesk) -> list[tuple[str, str, str]]:
    listed: list[dict[str, Any]] = court.does("item", "list", "--json").json
    return [(one["rule_id"], one["level"], one["issued_by"]) for one in listed]


def _node(court: CourtDesk) -> str:
    nodes: list[dict[str, Any]] = court.does("case", TYPED, "--json").json["nodes"]
    return next(str(one["key"]) for one in nodes if one["rule_id"] == NOTICE)


def test_at_the_shell(near: CourtDesk) -> None:
    key = _node(near)
    assert "没有可以“签发督办”" in near.types("item", "urge", TYPED, key, "--by", "J001").err
    assert _items(near) == []
    near.does("item", "urge", TYPED, key, "--by", "S001")
    assert _items(near) == [(NOTICE, "urge", "S001")]
    again = near.types("item", "urge", TYPED, key, "--by", "S001")
    assert again.code != 0 and "未销号" in again.err and len(_items(near)) == 1
    near.does("rehearse", "days-pass", "2")
    urged = [one for one in _items(near) if one[:2] == (NOTICE, "urge")]
    assert urged == [(NOTICE, "urge", "S001")], "the ladder sends no second"


def test_over_the_interface(near: CourtDesk, desk: Desk) -> None:
    program = Program(Browser(build(desk)), token(desk, "S001"))
    order = {"node": _node(near), "text": "请在今日发出", "source": "系统", "level": "urge"}
    path = f"{CASE}/orders"
    assert program.post(path, order, dry_run=True).status_code == 200 and _items(near) == []
    assert program.post(path, order).status_code == 201
    assert _items(near) == [(NOTICE, "urge", "S001")]
    refused = program.post(path, order)
    assert refused.status_code == 409 and "未销号" in refused.text


def test_on_the_board_singly(near: CourtDesk, as_: Opened) -> None:
    browser, key = as_("S001"), _node(near)
    assert "发催办" not in as_("J001").get(f"{CASE}/acts?node={quote(key)}").text
    offered = browser.get(f"{CASE}/acts?node={quote(key)}").text
    link = re.search(r'href="([^"]+)">发催办<', offered)
    assert link is not None
    form = browser.get(html.unescape(link[1])).text
    assert "<h1>发催办" in form and "请按期办理并回复" in form
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    said = {f"said.{name}": one for name, one in _SAID.items()}
    ahead = browser.post(f"{CASE}/act", data={**hidden, **said, "step": "preview"})
    assert ahead.status_code == 200 and _items(near) == []
    done = browser.post(f"{CASE}/act", data={**hidden, **said, "step": "record", "once": "k1"})
    assert done.status_code == 303 and _items(near) == [(NOTICE, "urge", "S001")]
    assert "发催办" not in browser.get(f"{CASE}/acts?node={quote(key)}").text


_SAID = {"level": "urge", "text": "请按期办理并回复", "source": "系统"}


def test_in_a_batch_the_preview_says_who_gets_it_and_each_is_urged_once(
    near: CourtDesk, as_: Opened
) -> None:
    browser = as_("S001")
    home = browser.get("/").text
    picks = [html.unescape(one) for one in re.findall(r'name="pick" value="([^"]+)"', home)]
    wanted = [one for one in picks if NOTICE in one]
    assert len(wanted) == 1, picks
    form = home[home.index('action="/batch"') :]
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    ahead = browser.post("/batch", data={**hidden, "pick": wanted, "act": "urge"}).text
    assert "<h1>批量办理 · 发催办 <small>" in ahead, "an urging is named once"
    assert "沈演一、" in ahead and "不能办理" not in ahead
    form = ahead[ahead.index('action="/batch"') :]
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for _ in range(2):
        browser.post("/batch", data={**hidden, "pick": wanted, "step": "record"})
    assert _items(near) == [(NOTICE, "urge", "S001")]
    again = browser.post("/batch", data={**hidden, "pick": wanted, "step": "preview"}).text
    assert "不能办理" in again and "未销号" in again

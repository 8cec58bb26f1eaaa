"""The board's menu: grouped, offered by right, the page it stands on marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dueprocess.board.menu import MENU, Entry
from models import clock
from models.tables.account import Account
from rulebook.loading.rights import rights
from tests.dueprocess.browser import Opened, opened_board
from tests.dueprocess.conftest import Seated, _late
from tests.dueprocess.court import CourtDesk

ENTRIES = [entry for group in MENU for entry in group.entries]


def _with_accounts(desk: CourtDesk) -> None:
    _late(desk)
    now = clock.system_now()
    with desk.store.writing() as session:
        session.add_all(
            Account(officer_id=one, made_at=now, changed_at=now, administrator=one == "S001")
            for one in ("J001", "S001")
        )


@pytest.fixture
def opened(at_desk: Seated) -> Iterator[Opened]:
    at_desk("menu", _with_accounts)
    yield from opened_board()


def _menu(page: str) -> str:
    return page[page.index('<nav class="menu"') : page.index("</nav>")]


def test_every_page_that_is_offered_opens_and_is_marked_in_its_group(opened: Opened) -> None:
    browser, acts = opened("S001"), rights()
    for entry in ENTRIES:
        if acts.act(entry.act).scope(["node_supervisor", "administrator"]):
            page = browser.get(entry.address)
            assert (entry.address, page.status_code) == (entry.address, 200)
            here = re.findall(r'href="([^"]+)" aria-current="page"', _menu(page.text))
            assert here == [entry.address]
            assert _menu(page.text).count('class="here"') == 1


def test_a_menu_offers_only_what_the_roles_may_do(opened: Opened) -> None:
    handler, supervisor = (_menu(opened(one).get("/").text) for one in ("J001", "S001"))
    assert "/accounts" in supervisor
    assert "/accounts" not in handler and "管理" not in handler


def test_a_page_beneath_an_entry_belongs_to_it() -> None:
    lists = Entry("/lists/overdue", ("清单", "Lists"), "list", within="/lists")
    assert lists.holds("/lists/items") and not lists.holds("/listsomething")
    home = Entry("/", ("首页", "Home"), "list")
    assert home.holds("/") and not home.holds("/cases")


def test_no_two_entries_lead_to_one_page() -> None:
    assert len({one.address for one in ENTRIES}) == len(ENTRIES)

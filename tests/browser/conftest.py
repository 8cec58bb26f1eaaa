"""The board in a real browser: Debian's Chromium, a rehearsal, Prefect and its worker."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.docket import small_docket
from tests.browser.person import Person
from tests.running import Up, up

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
CHIEF = "D001"  # the director, who is made an administrator too
WIDE: ViewportSize = {"width": 1440, "height": 900}

Comes = Callable[[str], Person]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all; whoever comes has a context, and so cookies, of his own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        # Root, as in a container, has no sandbox of its own to give to the browser.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Up]:
    """`dueprocess up` on a small docket, from its first picture to Ctrl-C."""
    folder = tmp_path_factory.mktemp("house")
    docket = small_docket(folder / "docket.xlsx")
    with up(folder, str(docket)) as running:
        running.awaits(r"看板 board: \S+")
        yield running
        running.awaits(r"睡眠 asleep [1-9]")
        assert running.interrupts() == 0
        assert "Traceback" not in running.log.read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def people(house: Up, chromium: Browser) -> Iterator[Comes]:
    """Whoever is named has come in by the one-time link, and stays logged in for all tests."""
    came: dict[str, Person] = {}

    def comes(officer: str) -> Person:
        if officer not in came:
            context = chromium.new_context(viewport=WIDE, locale="zh-CN", accept_downloads=True)
            came[officer] = Person(officer, _board(house), context)
            came[officer].joins(_link(house, officer))
        return came[officer]

    yield comes
    for person in came.values():
        person.context.close()


def _board(house: Up) -> str:
    return house.awaits(r"看板 board: (\S+)")[1]


def _link(house: Up, officer: str) -> str:
    said = house.desk("board", "link", officer, *(("--administrator",) if officer == CHIEF else ()))
    return next(word for word in said.split() if "/join/" in word)

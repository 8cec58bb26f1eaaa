"""An officer before the board (来人): opens pages, follows links, fills in forms."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page
from python_calamine import CalamineWorkbook

PASSWORD = "演练口令-不得在实务中使用"
PATIENCE = 20_000  # milliseconds, on a busy machine


class Person:
    """One officer in a browser of his own; every page must load without an error of the page."""

    def __init__(self, officer: str, board: str, context: BrowserContext) -> None:
        self.officer, self.board, self.context = officer, board, context
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", self._listens)

    def _listens(self, message: Any) -> None:
        # A refused policy or a missing file is told on the console only.
        if message.type == "error":
            self.faults.append(message.text)

    def joins(self, link: str) -> None:
        """Choose a password behind the one-time link, and log in with it."""
        self.page.goto(link)
        self.fills(officer=self.officer, password=PASSWORD, again=PASSWORD)
        self.page.get_by_role("button", name="保存").click()
        if self.page.url.endswith("/login"):
            self.logs_in()

    def logs_in(self) -> None:
        """Log in with the password."""
        self.fills(officer=self.officer, password=PASSWORD)
        self.page.get_by_role("button", name="登录").click()

    def opens(self, path: str) -> Page:
        """Go to a page of the board; it must be there."""
        answer = self.page.goto(f"{self.board}{path}")
        assert answer is not None
        assert answer.ok, f"{answer.status} {path}"
        assert self.faults == []
        return self.page

    def fills(self, **fields: str) -> None:
        """Fill in the form's fields by their names."""
        for name, value in fields.items():
            field = self.page.locator(f'main [name="{name.replace("__", ".")}"]')
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def presses(self, button: str) -> None:
        """Press a button of the page, and wait for what it answers."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=button).click()

    def follows(self, link: str, within: Locator | None = None) -> None:
        """Follow a link of the page, or of one row of it."""
        (within or self.page.locator("main")).get_by_role("link", name=link).first.click()

    def row(self, *words: str) -> Locator:
        """The one row of the page's tables that holds all the words."""
        found = self.page.locator("tbody tr")
        for word in words:
            found = found.filter(has_text=word)
        assert found.count() == 1, f"{found.count()} rows with {words}"
        return found

    def acts(self, name: str, **fields: str) -> None:
        """From a page of offers: fill in one act's form, look at what would follow, record it."""
        self.follows(name)
        self.fills(**fields)
        self.presses("预览")
        assert self.page.get_by_role("heading", name="录入后").is_visible(), self.text()
        self.presses("确认录入")

    def pictured(self, name: str) -> None:
        """Keep a picture of the page for the README, when a folder for pictures is named."""
        if folder := os.environ.get("DUEPROCESS_PICTURES"):
            self.page.screenshot(path=Path(folder).absolute() / f"{name}.png")

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def takes(self, link: str) -> list[list[Any]]:
        """Download a workbook and read its first sheet."""
        with self.page.expect_download() as taken:
            self.follows(link)
        book = CalamineWorkbook.from_path(str(taken.value.path()))
        rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
        return rows

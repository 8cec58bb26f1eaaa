"""Programs of the tests: accounts for officers, tokens for what they do, and what is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

import httpx

from dueprocess.desk import Desk
from models import clock
from models.access import tokens
from models.access.audit import Visitor
from models.tables.account import Account
from rulebook.access.door import door
from tests.dueprocess.browser import Browser

WRITES = ("record", "reply", "order", "interview", "verify", "mute", "answer", "review")
READS = ("list", "read", "export")


class Program:
    """A program that acts in an officer's name."""

    def __init__(self, browser: Browser, token: str) -> None:
        self._browser, self._token = browser, token
        self._written = 0

    def get(self, path: str, **query: object) -> httpx.Response:
        """Ask for something."""
        return self._browser.get(f"/api/v1{path}", params=query, headers=self._headers())

    def post(
        self, path: str, said: object, key: str | None = None, *, dry_run: bool = False
    ) -> httpx.Response:
        """Write something, under a key of its own when none is given; "" for none at all."""
        self._written += 1
        headers = self._headers()
        if key != "":
            headers["Idempotency-Key"] = key or f"write-{self._written}"
        query = {"dry_run": "true"} if dry_run else {}
        return self._browser.post(f"/api/v1{path}", json=said, headers=headers, params=query)

    def pages(self, path: str, rows: int, **query: object) -> list[dict[str, Any]]:
        """Every row, page by page."""
        found: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(path, rows=rows, cursor=cursor, **query)
            assert page.status_code == 200, page.text
            found += page.json()["rows"]
            cursor = page.json()["cursor"]
        return found

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def accounts(desk: Desk, officers: Iterable[str]) -> None:
    """An account for each, without a password."""
    now = clock.system_now()
    with desk.store.writing() as session:
        for officer in officers:
            if session.get(Account, officer) is None:
                session.add(Account(officer_id=officer, made_at=now, changed_at=now))


def token(desk: Desk, officer: str, acts: Collection[str] = (*READS, *WRITES)) -> str:
    """A token of the officer for these acts."""
    with desk.store.writing() as session:
        visitor, now = Visitor(officer, "10.0.0.1"), clock.system_now()
        lives = timedelta(days=1)
        return tokens.issue(session, visitor, "试用", acts, lives, desk.rights, door(), now)

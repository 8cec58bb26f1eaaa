"""A browser of the tests: asks the application itself, in this process, and keeps its cookies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
from fastapi import FastAPI

from dueprocess.board.app import build
from dueprocess.board.visit import SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import sessions
from models.access.audit import Visitor

HOST = "http://testserver"


class Browser:
    """Follows no redirect: where an answer leads is part of what is tested."""

    def __init__(self, app: FastAPI) -> None:
        # A defect is answered like any other fault, so that its page is seen.
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.cookies = httpx.Cookies()

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for a page."""
        return asyncio.run(self._ask("GET", path, more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        """Send a form."""
        return asyncio.run(self._ask("POST", path, more))

    async def _ask(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        client = httpx.AsyncClient(transport=self._transport, base_url=HOST, cookies=self.cookies)
        answer = await client.request(method, path, **more)
        self.cookies = client.cookies
        return answer


Opened = Callable[[str], Browser]


def doors(desk: Desk) -> Opened:
    """Opens the board for an officer; "" for somebody who has not logged in."""
    app = build(desk)

    def as_officer(officer: str) -> Browser:
        client = Browser(app)
        if officer:
            with desk.store.writing() as session:
                visitor, now = Visitor(officer, "10.0.0.1"), clock.system_now()
                client.cookies.set(SESSION, sessions.begin(session, visitor, now).token)
        return client

    return as_officer


def opened_board() -> Iterator[Opened]:
    """The doors of the book that stands, for as long as a test takes."""
    with Desk.opened() as desk:
        yield doors(desk)

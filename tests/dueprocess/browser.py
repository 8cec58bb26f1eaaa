"""A browser of the tests: asks the application itself, in this process, and keeps its cookies."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

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

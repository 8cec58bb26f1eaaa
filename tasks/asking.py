"""A client of Prefect's server that asks again while the server is busy."""

from __future__ import annotations

import os
import ssl
import time
from base64 import b64encode
from functools import cache
from typing import Any

import httpx

# SQLite under the server answers 503 while another writer holds the file; nothing was done then.
BUSY = (429, 503)
PATIENCE = 20.0
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
AUTH = "PREFECT_API_AUTH_STRING"  # Prefect's own name for it


class AskingClient(httpx.Client):
    """An HTTP client to which "busy" is no answer until `patience` seconds have passed.

    Between two requests it waits for the seconds of `Retry-After`, else a little longer each
    time, at most LONGEST_PAUSE. When patience runs out, the busy answer is returned as it came.
    `auth` is what the server asks for, `name:password`; None: what the environment says.
    """

    def __init__(
        self,
        base_url: str,
        timeout: float = 10.0,
        patience: float = PATIENCE,
        auth: str | None = None,
    ) -> None:
        said = os.environ.get(AUTH, "") if auth is None else auth
        headers = {"Authorization": f"Basic {b64encode(said.encode()).decode()}"} if said else {}
        super().__init__(
            base_url=base_url, timeout=timeout, headers=headers, verify=_certificates()
        )
        self._patience = patience

    def request(self, *args: Any, **kwargs: Any) -> httpx.Response:
        """Send a request, and again while the server is busy."""
        last_moment = time.monotonic() + self._patience
        pause = FIRST_PAUSE
        while True:
            response = super().request(*args, **kwargs)
            wait = min(_wanted_wait(response) or pause, LONGEST_PAUSE)
            if response.status_code not in BUSY or time.monotonic() + wait > last_moment:
                return response
            time.sleep(wait)
            pause += FIRST_PAUSE


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust, read once a process: to read it takes longer than most answers."""
    return httpx.create_ssl_context()


def _wanted_wait(response: httpx.Response) -> float:
    """The seconds of `Retry-After`; 0 when it names none."""
    try:
        return float(response.headers.get("Retry-After", 0))
    except ValueError:
        return 0.0

"""One HTTP request of a channel: posted, answered in JSON, and told without its address."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from notifications.channels.channel import NotDelivered

# What a receiver answers to a request that it will not take, however often it is asked.
_LASTING = frozenset({400, 404, 410, 413, 422})
_WIDTH = 120


def post_json(
    channel: str,
    url: str,
    said: Mapping[str, Any] | bytes,
    timeout: float,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """Post a document and read the answer, None when it is no JSON. Raises `NotDelivered`.

    An address of a robot is its password: no error bears it. The standard library is used
    because it logs no request.
    """
    body = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
    sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    request = Request(url, data=body, headers=sent, method="POST")
    try:
        with urlopen(request, timeout=timeout) as answer:
            return _read(answer.read())
    except HTTPError as error:
        error.close()
        lasting = error.code in _LASTING
        raise NotDelivered(channel, f"HTTP {error.code}", lasting=lasting) from None
    except (TimeoutError, URLError, http.client.HTTPException, OSError) as error:
        raise NotDelivered(channel, _reason(error), unsure=_may_have_arrived(error)) from None


def refused(channel: str, code: object, said: object, *, lasting: bool = False) -> NotDelivered:
    """A receiver that answered, and did not take it."""
    words = str(said or "")[:_WIDTH]
    return NotDelivered(channel, f"{code} {words}".strip(), lasting=lasting)


def _read(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, URLError) else error
    if isinstance(inner, TimeoutError | socket.timeout):
        return "超时 timed out"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return type(inner).__name__


def _may_have_arrived(error: Exception) -> bool:
    """Before the request was out nothing can have arrived; that is how urllib wraps it."""
    return not isinstance(error, URLError)

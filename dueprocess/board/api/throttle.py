"""How fast a program may ask (限速): so many requests a minute for each token, evenly spread."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

_MINUTE = 60.0


class Throttle:
    """A bucket for each token: it holds a minute's requests and fills again all the time."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = float(per_minute), clock
        self._left: dict[int, tuple[float, float]] = {}  # by token: requests left, as of when
        self._lock = Lock()

    def wait(self, token: int) -> float:
        """Take one request; seconds until there is one again, 0 when it was to be had."""
        with self._lock:
            now = self._clock()
            left, at = self._left.get(token, (self._most, now))
            left = min(self._most, left + (now - at) * self._most / _MINUTE)
            if left < 1:
                self._left[token] = (left, now)
                return (1 - left) * _MINUTE / self._most
            self._left[token] = (left - 1, now)
            return 0.0

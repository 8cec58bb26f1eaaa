"""Connections kept ready (备用连接) for statements that are a transaction of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from select import POLLIN, poll
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DisconnectionError

_MOST = 4  # kept open between statements; more are taken from the engine's pool and given back


class Standby:
    """Connections of an engine that stay as they are between one statement and the next.

    Taking one from the pool and giving it back, with all that is set and reset on the way, took
    as long as the rulebook takes to decide. Each step is one that threads cannot come between.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ready: list[tuple[Connection, int]] = []  # with the process that opened it

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection, kept for the next borrower unless an error comes of it."""
        connection = self._taken()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if len(self._ready) < _MOST:
            self._ready.append((connection, os.getpid()))
        else:
            connection.close()

    def close(self) -> None:
        """Close those that are kept."""
        while self._ready:
            self._ready.pop()[0].close()

    def _taken(self) -> Connection:
        while self._ready:
            connection, opened_by = self._ready.pop()
            if opened_by != os.getpid():
                continue  # the parent's: not ours to close
            if is_open(connection.connection.driver_connection):
                return connection
            connection.invalidate()
            connection.close()
        return self._engine.connect()


def expect_open(connection: Any, _record: object, _proxy: object) -> None:
    """Drop a pooled connection whose server has gone."""
    if not is_open(connection):
        raise DisconnectionError


def is_open(connection: Any) -> bool:
    """Whether a driver's connection has its server still: an idle one has nothing to say but that.

    Asking the socket costs microseconds where a ping costs a round trip before every fact.
    """
    waiting = poll()
    waiting.register(connection.fileno(), POLLIN)
    return not waiting.poll(0)

"""A statement under way (在途语句): PostgreSQL works on it while Python works on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from select import POLLIN, POLLOUT, poll
from typing import Any

from sqlalchemy import Connection

from models.prepared import Line, checked, lines
from models.statement import hear, raised

_A_FEW = 8  # rows: to take in each by itself takes longer, and too many keep the server waiting


class Underway:
    """A statement that was sent; until its rows are asked for, the connection is not free.

    Its values are text and written $1, $2 …; its rows are text too. It is part of the
    connection's transaction.
    """

    def __init__(
        self,
        connection: Connection,
        text: str,
        values: Sequence[str | None],
        *,
        by_row: bool = False,
    ) -> None:
        self._connection = connection
        self._text = text
        hear(connection, None, text, values)
        driver: Any = connection.connection.driver_connection
        self._server = driver.pgconn
        said = [None if value is None else value.encode() for value in values]
        try:
            self._server.send_query_params(text.encode(), said)
            if by_row:
                _piecemeal(self._server)
            self._flush()
        except connection.dialect.loaded_dbapi.Error as error:
            raise raised(connection, text, error) from error

    def rows(self) -> list[Line]:
        """Wait for the answer; raises what the driver's own way would raise."""
        try:
            return lines(checked(self._result()))
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise raised(self._connection, self._text, error) from error

    def each(self) -> Iterator[Line]:
        """The rows a few at a time as they come, of a statement sent `by_row`.

        The server works ahead only as far as the line between the two holds: who takes all rows
        at once lets it stand still meanwhile.
        """
        try:
            while (result := self._next()) is not None:
                yield from lines(checked(result))
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise raised(self._connection, self._text, error) from error

    def drop(self) -> None:
        """Wait for it and look at nothing: another error is told, and all is undone."""
        with suppress(self._connection.dialect.loaded_dbapi.Error):
            self._result()

    def _flush(self) -> None:
        """Hand everything over; the server may have something to say meanwhile."""
        while self._server.flush():
            if self._wait(POLLIN | POLLOUT) & POLLIN:
                self._server.consume_input()

    def _result(self) -> Any:
        """The last result; whatever it is, the connection is free afterwards."""
        found = result = self._next()
        while result is not None:
            found, result = result, self._next()
        return found

    def _next(self) -> Any:
        while self._server.is_busy():
            self._wait(POLLIN)
            self._server.consume_input()
        return self._server.get_result()

    def _wait(self, what: int) -> int:
        waiting = poll()
        waiting.register(self._server.socket, what)
        return waiting.poll()[0][1]


def _piecemeal(server: Any) -> None:
    """Have the answer come in a few rows at a time; one by one from a library older than that."""
    from psycopg import NotSupportedError

    try:
        server.set_chunked_rows_mode(_A_FEW)
    except NotSupportedError:
        server.set_single_row_mode()

"""Statements that PostgreSQL keeps ready (预备语句): text goes in, text comes out, nothing between.

psycopg looks through a long statement for its placeholders, and through its values for their
types, each time anew; for one that never changes that took as long as the server took to do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection

from models.statement import hear, raised

Line = tuple[str | None, ...]

_MOST = 200  # statements kept ready by one connection
_UNKNOWN_STATEMENT = b"26000"
_KEPT = "dueprocess_prepared"  # by text: the name under which the connection's server has it


def answered(connection: Connection, text: str, values: Sequence[str | None]) -> list[Line]:
    """The rows of a statement whose values are written $1, $2 …, each column as text.

    The connection is one that is in no transaction: what fails leaves nothing behind.
    """
    hear(connection, None, text, values)
    said = [None if value is None else value.encode() for value in values]
    try:
        result = _result(connection, text, said)
    except connection.dialect.loaded_dbapi.Error as error:
        raise raised(connection, text, error) from error
    return lines(result)


def lines(result: Any) -> list[Line]:
    """The rows of a result, each column as text."""
    rows, columns = range(result.ntuples), range(result.nfields)
    return [tuple(_text(result.get_value(row, column)) for column in columns) for row in rows]


def checked(result: Any) -> Any:
    """The result itself; the driver's error when the server refused the statement."""
    if result.status in _good():
        return result
    from psycopg import errors

    raise errors.error_from_result(result)


@cache
def _good() -> frozenset[int]:
    from psycopg.pq import ExecStatus  # not before a book on PostgreSQL is opened

    whole = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
    return frozenset((*whole, ExecStatus.SINGLE_TUPLE, ExecStatus.TUPLES_CHUNK))


def _result(connection: Connection, text: str, values: Sequence[bytes | None]) -> Any:
    driver: Any = connection.connection.driver_connection
    server, kept = driver.pgconn, connection.info.setdefault(_KEPT, {})
    if text not in kept and len(kept) < _MOST:
        name = b"dueprocess_%d" % len(kept)
        checked(server.prepare(name, text.encode()))
        kept[text] = name
    if text in kept:
        result = server.exec_prepared(kept[text], values)
        if not _is_gone(result):
            return checked(result)
        kept.clear()  # the driver lets all statements go when a table is altered
        return _result(connection, text, values)
    return checked(server.exec_params(text.encode(), values))


def _is_gone(result: Any) -> bool:
    from psycopg import pq

    return bool(result.error_field(pq.DiagnosticField.SQLSTATE) == _UNKNOWN_STATEMENT)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()

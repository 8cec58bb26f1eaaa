"""Gathering the dossiers (调卷) of cases, under the lock of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from models.errors import NoBook
from models.recording import gathering_postgresql, gathering_sqlite
from models.recording.dossier import Dossier
from models.statement import Statement
from models.tables.schema import metadata

_BOOKS = Statement(lambda _: select(metadata.tables["book"].c.id))


def gather(connection: Connection, cases: Iterable[str | int]) -> list[Dossier]:
    """Lock these cases, in the order of their ids, and read what is known about them.

    Cases are named by canonical number or by id; an unknown one is simply not among the
    answers. Raises `NoBook` when the database has no book.
    """
    dossiers = _dossiers(connection, list(cases))
    if not dossiers and not _BOOKS.rows(connection):
        raise NoBook
    return dossiers


def look(connection: Connection, cases: Iterable[str | int]) -> list[Dossier]:
    """The same dossiers, read only: nothing is locked, and another may write meanwhile."""
    if connection.dialect.name == "postgresql":
        return gathering_postgresql.seen(connection, list(cases))
    return gathering_sqlite.dossiers(connection, list(cases))


def _dossiers(connection: Connection, cases: Sequence[str | int]) -> list[Dossier]:
    if connection.dialect.name == "postgresql":
        return gathering_postgresql.dossiers(connection, cases)
    return gathering_sqlite.dossiers(connection, cases)

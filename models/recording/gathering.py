"""Gathering the dossiers (调卷) of cases, under the lock of each."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, select

from models.errors import NoBook
from models.recording import gathering_postgresql, gathering_sqlite
from models.recording.dossier import Dossier
from models.statement import Statement
from models.tables.schema import metadata

_BOOKS = Statement(lambda _: select(metadata.tables["book"].c.id))


def gather(
    connection: Connection,
    cases: Iterable[str | int],
    remembered: Mapping[str, Dossier] = MappingProxyType({}),
) -> Generator[Dossier]:
    """Lock these cases, in the order of their ids, and read what is known about them.

    To be gone through to its end, or closed: until then the connection may be in use.

    Of a case whose chain still ends where a remembered dossier (by head) ends, nothing more is
    read. Cases are named by canonical number or by id; an unknown one is simply not among the
    answers. Raises `NoBook` when the database has no book.
    """
    nothing = True
    for dossier in _dossiers(connection, list(cases), remembered):
        nothing = False
        yield dossier
    if nothing and not _BOOKS.rows(connection):
        raise NoBook


def look(connection: Connection, cases: Iterable[str | int]) -> list[Dossier]:
    """The same dossiers, read only: nothing is locked, and another may write meanwhile."""
    if connection.dialect.name == "postgresql":
        return gathering_postgresql.seen(connection, list(cases))
    return gathering_sqlite.dossiers(connection, list(cases), {})


def _dossiers(
    connection: Connection, cases: Sequence[str | int], remembered: Mapping[str, Dossier]
) -> Iterable[Dossier]:
    if connection.dialect.name == "postgresql":
        return gathering_postgresql.dossiers(connection, cases, remembered)
    return gathering_sqlite.dossiers(connection, cases, remembered)

"""A case's dossier (卷): all that deciding on its next fact needs, gathered under its lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select

from models.clock import system_now
from models.errors import NoBook
from models.recording.dossier_postgresql import FACT_COLUMNS, whole
from models.statement import Listed, Row, Statement
from models.tables.schema import metadata
from rulebook.casefile import FactView

_CASE = metadata.tables["enforcement_case"]
_BOOK = metadata.tables["book"]
_FACT = metadata.tables["fact"]
_NODE = metadata.tables["node"]


def _locking(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(_CASE, _BOOK.c.ahead_seconds)
        .join_from(_CASE, _BOOK, _BOOK.c.id == literal_column("1"))
        .where(which)
        .order_by(_CASE.c.id)
        # Not the key: rows that merely point at the case need not wait for it.
        .with_for_update(of=_CASE, key_share=True)
    )


_LOCK_BY_NUMBER = Listed(_CASE.c.number, _locking)
_LOCK_BY_ID = Listed(_CASE.c.id, _locking)
_NUMBERS = Listed(_CASE.c.number, lambda which: select(_CASE.c.id).where(which))
_FACTS = Listed(
    _FACT.c.case_id,
    lambda which: (
        select(*(_FACT.c[name] for name in FACT_COLUMNS))
        .where(which)
        .order_by(_FACT.c.case_id, _FACT.c.seq)
    ),
)
_NODES = Listed(_NODE.c.case_id, lambda which: select(_NODE).where(which))
_BOOKS = Statement(lambda _: select(_BOOK.c.id))


@dataclass(slots=True)
class Dossier:
    """One case with its facts and nodes as they are stored, and the book's clock."""

    id: int
    number: str
    as_of: datetime
    facts: int
    head: str
    case: Row  # its row as it stood when it was locked
    file: list[FactView] = field(default_factory=list)
    nodes: dict[str, Row] = field(default_factory=dict)

    def now(self) -> datetime:
        """The moment to record at; never before the last fact's, should the clock go back."""
        return max(self.as_of, self.file[-1].recorded_at) if self.file else self.as_of


def gather(connection: Connection, cases: Iterable[str | int]) -> list[Dossier]:
    """Lock these cases, in the order of their ids, and read what is known about them.

    Cases are named by canonical number or by id; an unknown one is simply not among the
    answers. Raises `NoBook` when the database has no book.
    """
    wanted = list(cases)
    alone = len(wanted) == 1 and connection.dialect.name == "postgresql"
    rows = whole(connection, wanted[0]) if alone else _locked(connection, wanted)
    dossiers = {row["id"]: _opened(row) for row in rows}
    unread = [one.id for one in dossiers.values() if one.facts > len(one.file)]
    if unread:
        _file(connection, dossiers, unread)
    if not rows and not _BOOKS.rows(connection):
        raise NoBook
    return list(dossiers.values())


def _locked(connection: Connection, cases: Sequence[str | int]) -> list[Row]:
    numbers = [case for case in cases if isinstance(case, str)]
    ids = [case for case in cases if isinstance(case, int)]
    if not ids:
        return _LOCK_BY_NUMBER.rows(connection, numbers)
    # Locked in one order, whichever way they are named.
    ids += [row["id"] for row in _NUMBERS.rows(connection, numbers)]
    return _LOCK_BY_ID.rows(connection, ids)


def _opened(row: Row) -> Dossier:
    """The dossier of a case's row, with the facts and nodes that came with it."""
    ahead = timedelta(seconds=row.pop("ahead_seconds"))
    file, nodes = row.pop("file", ()), row.pop("nodes", ())
    return Dossier(
        id=row["id"],
        number=row["number"],
        as_of=system_now() + ahead,
        facts=row["facts"],
        head=row["head"],
        case=row,
        file=[_fact(fact) for fact in file],
        nodes={node["key"]: node for node in nodes},
    )


def _file(connection: Connection, dossiers: Mapping[int, Dossier], unread: Sequence[int]) -> None:
    for case in unread:
        dossiers[case].file.clear()
    for row in _FACTS.rows(connection, unread):
        dossiers[row["case_id"]].file.append(_fact(row))
    for row in _NODES.rows(connection, unread):
        dossiers[row["case_id"]].nodes[row["key"]] = row


def _fact(row: Row) -> FactView:
    return FactView(**{name: row[name] for name in FactView.__dataclass_fields__})

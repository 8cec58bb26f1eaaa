"""A case's dossier (卷): all that deciding on its next fact needs, gathered under its lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select

from models.chain import Row
from models.clock import system_now
from models.errors import NoBook
from models.schema import metadata
from rulebook.casefile import FactView

_CASE = metadata.tables["enforcement_case"]
_BOOK = metadata.tables["book"]
_FACT = metadata.tables["fact"]
_NODE = metadata.tables["node"]


@dataclass(slots=True)
class Dossier:
    """One case with its facts and nodes as they are stored, and the book's clock."""

    id: int
    number: str
    as_of: datetime
    facts: int
    head: str
    case: dict[str, Any]  # its row as it stood when it was locked
    file: list[FactView] = field(default_factory=list)
    nodes: dict[str, Row] = field(default_factory=dict)

    def now(self) -> datetime:
        """The moment to record at; never before the last fact's, should the clock go back."""
        return max(self.as_of, self.file[-1].recorded_at) if self.file else self.as_of


def gather(connection: Connection, cases: Iterable[str | int]) -> list[Dossier]:
    """Lock these cases, in the order of their ids, and read what is known about them.

    Cases are named by canonical number or by id; an unknown one is simply not among the
    answers. Raises `NoBook` when the database has cases but no book.
    """
    wanted = set(cases)
    rows = connection.execute(_locking(wanted)).mappings().all()
    dossiers = {row["id"]: _opened(row) for row in rows}
    filed = [dossier.id for dossier in dossiers.values() if dossier.facts]
    if filed:
        _file(connection, dossiers, filed)
    if not rows:
        _expect_a_book(connection)
    return list(dossiers.values())


def _locking(wanted: set[str | int]) -> Select[Any]:
    numbers = [case for case in wanted if isinstance(case, str)]
    ids = [case for case in wanted if isinstance(case, int)]
    which = any_of(_CASE.c.number, numbers) if numbers else any_of(_CASE.c.id, ids)
    if numbers and ids:
        which |= any_of(_CASE.c.id, ids)
    return (
        select(_CASE, _BOOK.c.ahead_seconds)
        .join(_BOOK, _BOOK.c.id == 1)
        .where(which)
        .order_by(_CASE.c.id)
        .with_for_update(of=_CASE, key_share=True)
    )


def any_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """The column is one of the values; a plain comparison for one, which plans and caches best."""
    return column == values[0] if len(values) == 1 else column.in_(values)


def _opened(row: RowMapping) -> Dossier:
    return Dossier(
        id=row["id"],
        number=row["number"],
        as_of=system_now() + timedelta(seconds=row["ahead_seconds"]),
        facts=row["facts"],
        head=row["head"],
        case={name: value for name, value in row.items() if name != "ahead_seconds"},
    )


def _file(connection: Connection, dossiers: Mapping[int, Dossier], filed: Sequence[int]) -> None:
    facts = select(_FACT).where(any_of(_FACT.c.case_id, filed)).order_by(_FACT.c.seq)
    for row in connection.execute(facts).mappings():
        dossiers[row["case_id"]].file.append(_fact(row))
    for row in connection.execute(select(_NODE).where(any_of(_NODE.c.case_id, filed))).mappings():
        dossiers[row["case_id"]].nodes[row["key"]] = row


def _fact(row: RowMapping) -> FactView:
    return FactView(
        seq=row["seq"],
        kind=row["kind"],
        subject_kind=row["subject_kind"],
        subject_ref=row["subject_ref"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        recorded_by=row["recorded_by"],
        payload=row["payload"],
        evidence=row["evidence"],
        evidence_on=row["evidence_on"],
        corrects=row["corrects"],
    )


def _expect_a_book(connection: Connection) -> None:
    if connection.execute(select(_BOOK.c.id)).first() is None:
        raise NoBook

"""Many rows at once: inserted and named set by set, in the way each engine does it fast."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Table, bindparam, func, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model, for set-based statements."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


def insertion(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of the session's engine, so that ON CONFLICT can be said of it."""
    return postgresql.insert(table) if _on_postgresql(session) else sqlite.insert(table)


def insert_many(
    session: Session,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    returning: Sequence[str] = ("id",),
    unless: Sequence[str] = (),
) -> Sequence[Row[Any]]:
    """Insert rows that all have the same columns; `returning` of those that were new.

    `unless` names a unique key: a row that stands under it is left as it is. PostgreSQL takes
    the rows as one document, because binding each value cost more than writing it.
    """
    if not rows:
        return []
    if _on_postgresql(session):
        statement = text(_from_document(table, tuple(rows[0]), tuple(returning), tuple(unless)))
        document = json.dumps(list(rows), default=_as_text, ensure_ascii=False)
        return session.connection().execute(statement, {"document": document}).all()
    insert = sqlite.insert(table)
    if unless:
        insert = insert.on_conflict_do_nothing(index_elements=list(unless))
    columns = [table.c[name] for name in returning]
    return session.connection().execute(insert.returning(*columns), list(rows)).all()


def among(
    session: Session, column: ColumnElement[Any], ids: Collection[int]
) -> ColumnElement[bool]:
    """Whether the column is one of these ids; one value to bind, however many they are."""
    if _on_postgresql(session):
        listed = bindparam(None, list(ids), postgresql.ARRAY(BigInteger))
        return column == func.any(listed)
    return column.in_(list(ids))


@cache
def _from_document(
    table: Table, names: tuple[str, ...], returning: tuple[str, ...], unless: tuple[str, ...]
) -> str:
    columns = ", ".join(names)
    typed = ", ".join(f"{name} {table.c[name].type.compile(_DIALECT)}" for name in names)
    conflict = f"ON CONFLICT ({', '.join(unless)}) DO NOTHING" if unless else ""
    return (
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} "
        f"FROM jsonb_to_recordset(CAST(:document AS JSONB)) AS r({typed}) "
        f"{conflict} RETURNING {', '.join(returning)}"
    )


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in a document")


def _on_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"

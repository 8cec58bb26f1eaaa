"""Many rows changed at once, each to values of its own, in one statement on either engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlmodel import Session

from models.insertion import expect_whole

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def amend_many(
    session: Session, table: Table, rows: Sequence[Mapping[str, Any]], where: str = "TRUE"
) -> None:
    """Set each row's columns, found by its ``id``; all rows name the same columns.

    `where` is a further condition on the table's own columns, written out in the code.
    """
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    write = _aware if on_postgresql else _naive
    said = json.dumps(list(rows), default=write, ensure_ascii=False)
    expect_whole(said, rows)
    source = _source(on_postgresql, table, ["id", *names])
    values = ", ".join(f"{name} = r.{name}" for name in names)
    statement = (
        f"UPDATE {table.name} SET {values} FROM {source} WHERE {table.name}.id = r.id AND {where}"
    )
    session.connection().execute(text(statement), {"document": said})


def _source(on_postgresql: bool, table: Table, names: Sequence[str]) -> str:
    if on_postgresql:
        typed = ", ".join(f"{name} {table.c[name].type.compile(_DIALECT)}" for name in names)
        return f"jsonb_to_recordset(CAST(:document AS JSONB)) AS r({typed})"
    picked = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in names)
    return f"(SELECT {picked} FROM json_each(:document)) AS r"


def _aware(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in a document")


def _naive(value: object) -> str:
    """As `Moment` keeps it on SQLite: UTC without a zone, of one width."""
    if isinstance(value, datetime):
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(sep=" ", timespec="microseconds")
    raise TypeError(f"{type(value).__name__} cannot stand in a document")

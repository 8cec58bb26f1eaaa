"""One case's dossier on PostgreSQL in one round trip: the case locked, its facts and its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Date, Dialect
from sqlalchemy.types import TypeEngine

from models.statement import Row, driven
from models.tables.columns import Moment, Yuan
from models.tables.schema import metadata
from rulebook.casefile import FactView
from rulebook.zone import SHANGHAI

FACT_COLUMNS = ("case_id", *FactView.__dataclass_fields__)

_CASE = metadata.tables["enforcement_case"]
_FACT = metadata.tables["fact"]
_NODE = metadata.tables["node"]


def whole(connection: Connection, case: str | int) -> list[Row]:
    """The case's row, locked, with rows of its facts under `file` and of its nodes under `nodes`.

    The facts are as they stood before a wait for the lock: when `facts` counts more of them than
    `file` holds, another recorder was first and they must be read again. Empty when unknown.
    """
    name = "number" if isinstance(case, str) else "id"
    return [_row(connection, found) for found in driven(connection, _BY[name], (case,))]


def _row(connection: Connection, found: tuple[Any, ...]) -> Row:
    *values, ahead, file, nodes = found
    row: Row = {"ahead_seconds": ahead}
    for column, value in zip(_CASE.columns, values, strict=True):
        row[column.name] = _native(column.type, value, connection.dialect)
    row["file"] = [_read(fact, _OF_FACT) for fact in file or ()]
    row["nodes"] = [_read(node, _OF_NODE) for node in nodes or ()]
    return row


def _native(kind: TypeEngine[Any], value: Any, dialect: Dialect) -> Any:
    if isinstance(kind, Moment | Yuan):
        return kind.process_result_value(value, dialect)
    return value


def _read(row: Row, typed: dict[str, Callable[[str], object]]) -> Row:
    for name, convert in typed.items():
        if row[name] is not None:
            row[name] = convert(row[name])
    return row


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def _typed(columns: Iterable[Column[Any]]) -> dict[str, Callable[[str], object]]:
    """How to read the columns that JSON has no type for."""
    listed = list(columns)
    moments = {column.name: _moment for column in listed if isinstance(column.type, Moment)}
    days = {column.name: date.fromisoformat for column in listed if isinstance(column.type, Date)}
    return {**moments, **days}


_OF_FACT = _typed(_FACT.c[name] for name in FACT_COLUMNS)
_OF_NODE = _typed(_NODE.columns)


def _statement(name: str) -> str:
    case = ", ".join(f"enforcement_case.{column.name}" for column in _CASE.columns)
    fact = ", ".join(FACT_COLUMNS)
    return f"""
SELECT {case}, book.ahead_seconds,
  (SELECT json_agg(filed) FROM
    (SELECT {fact} FROM fact WHERE case_id = enforcement_case.id ORDER BY seq) AS filed),
  (SELECT json_agg(node) FROM node WHERE case_id = enforcement_case.id)
FROM enforcement_case JOIN book ON book.id = 1
WHERE enforcement_case.{name} = %s
FOR NO KEY UPDATE OF enforcement_case
"""


_BY = {name: _statement(name) for name in ("number", "id")}

"""Values as PostgreSQL's driver takes them (绑定): all text, so that one plan serves all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import orjson
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from models.tables.columns import fen
from models.tables.schema import metadata

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
SHOWN = ("case_id", "node_id", "what", "detail", "at", "fact_seq")  # a transition's columns

# The same few moments over and over. Two equal ones of different zones are one to the server.
_said = lru_cache(maxsize=65_536)(str)
_EXACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_said).encode


def dumped(value: Any) -> str:
    """A document as the server reads it."""
    try:
        return orjson.dumps(value, _said, orjson.OPT_PASSTHROUGH_DATETIME).decode()
    except orjson.JSONEncodeError:  # a whole number beyond 64 bits
        return _EXACT(value)


def bound(values: Iterable[Any]) -> list[str | None]:
    """The values as text, whatever their types are in Python."""
    return [
        value if value is None or type(value) is str else _as_text(type(value), value)
        for value in values
    ]


def _as_text(kind: type[Any], value: Any) -> str:
    if kind is int:
        return str(value)
    if issubclass(kind, str):  # of an enumeration: its value
        return str(value)
    return dumped(value) if issubclass(kind, int | dict | list) else _said(value)


def names(columns: Iterable[str]) -> str:
    """Columns, as a statement lists them."""
    return ", ".join(columns)


def entered(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """An entry of a ledger in the order of its columns, the amount in fen."""
    return tuple(fen(row[name]) if name == "amount" else row[name] for name in _LEDGER)


@cache
def numbered(table: str) -> tuple[str, ...]:
    """Every column of a table but the one the server numbers."""
    return tuple(column.name for column in metadata.tables[table].columns if column.name != "id")


def typed(table: Table, name: str) -> str:
    """A column's type, as the server names it."""
    return table.c[name].type.compile(DIALECT)


_LEDGER = numbered("ledger_entry")

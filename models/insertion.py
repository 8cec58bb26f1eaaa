"""Many rows at once: inserted and named set by set, in the way each engine does it fast."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    ColumnElement,
    Dialect,
    Row,
    Table,
    bindparam,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

from models.documents import dumped
from models.statement import one_of

_DIALECTS: Mapping[str, Dialect] = {
    "postgresql": postgresql.dialect(),  # type: ignore[no-untyped-call]
    "sqlite": sqlite.dialect(),
}
_REMEMBERED = 4_096  # values as they are written: a batch repeats its few moments


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

    `unless` names a unique key: a row that stands under it is left as it is. The rows travel as
    one document of arrays, because binding each value cost more than writing it.
    """
    if not rows:
        return []
    names, engine = tuple(rows[0]), _engine(session)
    statement = _from_document(engine, table, names, tuple(unless))
    answered = text(f"{statement} RETURNING {_quoted(returning)}")
    found = answered.columns(*[table.c[name] for name in returning])
    document = _document(engine, table, names, rows)
    return session.connection().execute(found, {"document": document}).all()


def upsert_many(
    session: Session,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    key: Sequence[str],
    keep: Collection[str] = (),
) -> None:
    """Insert rows, or bring those that stand under the unique key up to date.

    All name the same columns; those in `keep` stay as they stand. Of rows with one key the last
    counts.
    """
    last = {tuple([row[name] for name in key]): row for row in rows}
    if not last:
        return
    news = list(last.values())
    names, engine = tuple(news[0]), _engine(session)
    changed = tuple(name for name in names if name not in key and name not in keep)
    statement = _from_document(engine, table, names, tuple(key), changed)
    document = _document(engine, table, names, news)
    session.connection().execute(text(statement), {"document": document})


def among(
    session: Session, column: ColumnElement[Any], values: Collection[int] | Collection[str]
) -> ColumnElement[bool]:
    """Whether the column is one of these; one value to bind, however many they are.

    A list that grows with the book is never bound value by value: both engines end a statement
    of too many, and each length would be a statement of its own.
    """
    return one_of(column, _engine(session), partial(bindparam, None, list(values)))


@cache
def _from_document(
    engine: str,
    table: Table,
    names: tuple[str, ...],
    key: tuple[str, ...],
    changed: tuple[str, ...] = (),
) -> str:
    written = _VALUE[engine]
    values = ", ".join(written(table, name, place) for place, name in enumerate(names))
    setting = ", ".join(f'"{name}" = excluded."{name}"' for name in changed)
    instead = f"DO UPDATE SET {setting}" if changed else "DO NOTHING"
    conflict = f"ON CONFLICT ({_quoted(key)}) {instead}" if key else ""
    return (
        f"INSERT INTO {table.name} ({_quoted(names)}) SELECT {values} FROM {_UNFOLDED[engine]} "
        f"WHERE true {conflict}"
    )


def _document(
    engine: str, table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> str:
    """The rows as arrays, each value in its column's place and as the column keeps it."""
    columns = zip(*([row[name] for name in names] for row in rows), strict=True)
    written = zip(columns, _writers(engine, table, names), strict=True)
    kept = [map(write, column) if write else column for column, write in written]
    document = orjson.dumps(list(zip(*kept, strict=True))).decode()
    expect_whole(document, rows)
    return document


def expect_whole(document: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """ValueError for a text with a NUL sign: one engine refuses it, the other cuts it off there."""
    if "\\u0000" in document:
        for row in rows:
            for name, value in row.items():
                if isinstance(value, str) and "\x00" in value:
                    raise ValueError(f"{name} holds a NUL sign, which no database keeps")


@cache
def _writers(
    engine: str, table: Table, names: tuple[str, ...]
) -> tuple[Callable[[Any], Any] | None, ...]:
    return tuple([_writer(_DIALECTS[engine], table.c[name].type) for name in names])


def _writer(dialect: Dialect, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """How a column's type writes a value; None when the value stands in a document as it is."""
    if isinstance(kind, JSON):
        return lambda value: None if value is None else dumped(value)
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    # A moment is kept as the same text over and over; only what can be looked up is remembered.
    return None if process is None else lru_cache(_REMEMBERED)(process)


def _value_on_postgresql(table: Table, name: str, place: int) -> str:
    return f"(new ->> {place})::{table.c[name].type.compile(_DIALECTS['postgresql'])}"


def _value_on_sqlite(table: Table, name: str, place: int) -> str:
    return f"json_extract(value, '$[{place}]')"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


_UNFOLDED = {
    "postgresql": "jsonb_array_elements(CAST(:document AS JSONB)) AS new",
    "sqlite": "json_each(:document)",
}
_VALUE = {"postgresql": _value_on_postgresql, "sqlite": _value_on_sqlite}


def _engine(session: Session) -> str:
    return session.get_bind().dialect.name


def _on_postgresql(session: Session) -> bool:
    return _engine(session) == "postgresql"

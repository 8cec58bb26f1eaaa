"""Statements of the hot path (热路径语句): compiled once an engine, run on the driver itself.

SQLAlchemy works out anew each time what a statement compiles to and how its rows are typed; for
statements that never change, that was most of the cost of recording a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Dialect,
    Integer,
    Select,
    String,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.types import TypeEngine

from models.tables.columns import Moment

Convert = Callable[[Any], Any] | None
Row = dict[str, Any]

_REMEMBERED = 16_384  # moments and days, for each column bound or read


class Statement:
    """One statement, built once an engine: `build` is given the engine's name.

    Every value is bound by name when it runs; a constant is written into the statement.
    """

    def __init__(self, build: Callable[[str], ClauseElement]) -> None:
        self._ready = cache(lambda dialect: _ready(build(dialect.name), dialect))

    def rows(self, connection: Connection, **values: object) -> list[Row]:
        """The rows it gives, by column name, in the columns' own types."""
        ready = self._ready(connection.dialect)
        cursor = _run(connection, "execute", ready.text, ready.bound(values))
        return [ready.row(found) for found in cursor.fetchall()]

    def each(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for every row of values."""
        ready = self._ready(connection.dialect)
        many = [ready.bound(row) for row in rows]
        if len(many) == 1:  # a driver prepares for many, and one pays for it alone
            _run(connection, "execute", ready.text, many[0])
        elif many:
            _run(connection, "executemany", ready.text, many)


def driven(connection: Connection, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that is written in the driver's own words."""
    found: list[tuple[Any, ...]] = _run(connection, "execute", text, values).fetchall()
    return found


class Listed:
    """A query for the rows whose column is one of a list, whatever its length.

    A list of one is asked for plainly: PostgreSQL plans that once, and a list's length anew.
    """

    def __init__(
        self, column: ColumnElement[Any], build: Callable[[ColumnElement[bool]], Select[Any]]
    ) -> None:
        one = column == bindparam("values", type_=column.type)
        self._one = Statement(lambda _: build(one))
        self._many = Statement(lambda engine: build(one_of(column, engine, _listed)))

    def rows(self, connection: Connection, values: Sequence[object]) -> list[Row]:
        """The rows found; no query for an empty list."""
        if not values:
            return []
        if len(values) == 1:
            return self._one.rows(connection, values=values[0])
        return self._many.rows(connection, values=list(values))


def one_of(
    column: ColumnElement[Any], engine: str, bind: Callable[[TypeEngine[Any]], BindParameter[Any]]
) -> ColumnElement[bool]:
    """Whether the column is one of a list that is bound as one value, whatever its length."""
    if engine == "postgresql":
        numbers = isinstance(column.type, Integer)
        return column == func.any(bind(ARRAY(BigInteger()) if numbers else ARRAY(String())))
    values = func.json_each(bind(JSON())).table_valued("value")
    return column.in_(select(values.c.value))


def _listed(kind: TypeEngine[Any]) -> BindParameter[Any]:
    return bindparam("values", type_=kind)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as one engine's driver takes it."""

    text: str
    binds: tuple[tuple[str, Convert], ...]
    by_place: bool  # the driver wants values in order, not by name
    names: tuple[str, ...]
    typed: tuple[tuple[str, Callable[[Any], Any]], ...]  # the columns that take converting

    def bound(self, values: Mapping[str, Any]) -> tuple[Any, ...] | Row:
        found = [
            values[name] if convert is None else convert(values[name])
            for name, convert in self.binds
        ]
        if self.by_place:
            return tuple(found)
        return {name: value for (name, _), value in zip(self.binds, found, strict=True)}

    def row(self, found: Sequence[Any]) -> Row:
        row = dict(zip(self.names, found, strict=True))
        for name, convert in self.typed:
            row[name] = convert(row[name])
        return row


def _ready(statement: ClauseElement, dialect: Dialect) -> _Ready:
    compiled: Any = statement.compile(dialect=dialect)
    names = compiled.positiontup if compiled.positional else list(compiled.binds)
    binds = tuple((name, _binding(compiled.binds[name].type, dialect)) for name in names)
    given = statement.selected_columns if isinstance(statement, Select) else ()
    reading = [(str(column.key), _reading(column.type, dialect)) for column in given]
    names = tuple(name for name, _ in reading)
    typed = tuple((name, convert) for name, convert in reading if convert is not None)
    return _Ready(str(compiled), binds, bool(compiled.positional), names, typed)


def _binding(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    return _remembering(type_, type_.dialect_impl(dialect).bind_processor(dialect))


def _reading(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    return _remembering(type_, type_.dialect_impl(dialect).result_processor(dialect, None))


def _remembering(type_: TypeEngine[Any], convert: Convert) -> Convert:
    # Moments cost most to convert, and a case's rows name the same few again and again.
    temporal = isinstance(type_, Moment | Date)
    return lru_cache(maxsize=_REMEMBERED)(convert) if convert and temporal else convert


def _run(connection: Connection, how: str, text: str, values: Any) -> Any:
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor()
    hear(connection, cursor, text, values, many=how == "executemany")
    try:
        getattr(cursor, how)(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise raised(connection, text, error) from error
    return cursor


def hear(
    connection: Connection, cursor: Any, text: str, values: Any, *, many: bool = False
) -> None:
    """Let those who listen to the engine's statements hear one that is about to run."""
    heard = connection.engine.dispatch.before_cursor_execute
    if heard:
        heard(connection, cursor, text, values, None, many)


def raised(connection: Connection, text: str, error: Exception) -> BaseException:
    """SQLAlchemy's error for a driver's, without the values, which belong in no log."""
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, error, base, hide_parameters=True)

"""Inserting what may be there already: the same statement for both engines."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model, for set-based statements."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


def insertion(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of the session's engine, so that ON CONFLICT can be said of it."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)

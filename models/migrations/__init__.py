"""The book's schema, step by step (Alembic), packaged so that an installed book can grow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

if TYPE_CHECKING:
    from alembic.config import Config

# Any number does, as long as every process that migrates asks for the same one.
_LOCK = 20161122


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version, in the caller's transaction.

    Two processes may start at once: on PostgreSQL one waits on an advisory lock, on SQLite on
    the write lock that the caller's transaction holds.
    """
    from alembic import command  # not before a book grows: most commands only read one

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

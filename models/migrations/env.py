"""Alembic's entry: migrates the given connection, or by hand the book of the environment."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models.tables.schema import metadata


def migrate(connection: Connection) -> None:
    """Run the missing versions inside the connection's own transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        # SQLite rolls schema changes back too once the transaction is begun by hand.
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    from models.store import Store

    with Store.from_environment().engine.begin() as opened:
        migrate(opened)

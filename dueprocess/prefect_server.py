"""Prefect's server as `make up` starts it: its SQLite waits moments for a lock, not a minute."""

from __future__ import annotations

from typing import Any

from dueprocess import collecting

# Prefect's transactions take milliseconds. Its own wait is a minute, and this can happen: one
# connection waits for the write lock in its thread; the collector runs in the event loop's
# thread and frees a cursor of that same connection, for which it needs the connection's mutex;
# the loop then stands still, and with it the transaction that holds the lock. A short wait
# turns that minute into a moment: the server answers 503, and its clients ask again.
BUSY_MILLISECONDS = 1000


def main() -> None:
    """Run the `prefect` command line with the short wait in place, and collecting seldom.

    A tenth of the server's time went into collecting, mostly in looks at everything it ever
    loaded, each of them half a second in which nothing is answered.
    """
    collecting.seldom()
    from prefect.cli import app
    from prefect.server.database.configurations import AioSqliteConfiguration

    prepare = AioSqliteConfiguration.setup_sqlite

    def impatient(self: AioSqliteConfiguration, connection: Any, record: Any) -> None:
        prepare(self, connection, record)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.close()

    setattr(AioSqliteConfiguration, "setup_sqlite", impatient)  # noqa: B010 - a method replaced
    app()


if __name__ == "__main__":
    main()

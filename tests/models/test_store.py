"""A store reads and writes in transactions, on both engines alike."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from models.errors import AddressUnreadable, BookBusy, BookUnreachable
from models.place import Place
from models.store import Store
from models.tables.court import Court


def court(code: str) -> Court:
    return Court(code=code, name=f"{code}法院", level="basic")


def codes(store: Store) -> list[str]:
    with store.reading() as session:
        return sorted(session.exec(select(Court.code)))


def test_a_transaction_stands_whole_or_not_at_all(store: Store) -> None:
    with store.writing() as session:
        session.add(court("京0101"))
    with pytest.raises(RuntimeError, match="stumbled"):
        _stumble(store)
    assert codes(store) == ["京0101"]


def _stumble(store: Store) -> None:
    with store.writing() as session:
        session.add(court("京0102"))
        session.flush()
        raise RuntimeError("stumbled")


def test_a_reader_sees_one_snapshot_while_another_writes(store: Store) -> None:
    with store.reading() as session:
        assert session.exec(select(Court.code)).all() == []
        with store.writing() as other:
            other.add(court("京0101"))
        assert session.exec(select(Court.code)).all() == []
    assert codes(store) == ["京0101"]


def test_a_writer_that_waits_too_long_says_that_the_book_is_busy(store: Store) -> None:
    with store.writing() as session:
        session.add(court("京0101"))
        session.flush()
        hasty = Store(store.url, busy_seconds=1)
        with pytest.raises(BookBusy, match="nothing was written"):
            _open_court(hasty, "京0101")
        hasty.close()


def _open_court(store: Store, code: str) -> None:
    with store.writing() as session:
        session.add(court(code))


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_forked_child_writes_through_connections_of_its_own(store: Store) -> None:
    with store.writing() as session:
        session.add(court("京0101"))
    child = os.fork()
    if child == 0:
        try:
            with store.writing() as session:
                session.add(court("京0102"))
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    with store.writing() as session:
        session.add(court("京0103"))
    assert codes(store) == ["京0101", "京0102", "京0103"]


def test_a_connection_that_the_server_dropped_is_replaced(store: Store) -> None:
    if store.engine_name == "sqlite":
        pytest.skip("a file drops nobody")
    with store.writing() as session:
        session.add(court("京0101"))
    other = Store(store.url)
    with other.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    other.close()
    assert codes(store) == ["京0101"]


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    store = Store("postgresql://clerk:secret@127.0.0.1:1/book")
    with (
        pytest.raises(BookUnreachable, match="DUEPROCESS_DATABASE_URL") as raised,
        store.reading() as session,
    ):
        session.exec(select(Court)).all()
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "address", ["mysql://host/book", "book.db", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_of_another_engine_is_refused(address: str) -> None:
    with pytest.raises(AddressUnreadable, match="SQLite or PostgreSQL"):
        Store(address)


def test_without_settings_the_book_lies_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path))
    assert Place().url == f"sqlite:///{tmp_path}/book.db"
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", "postgresql://localhost/book")
    assert Store.from_environment().engine_name == "postgresql"


def test_a_store_that_nobody_closed_leaves_one_whole_file(tmp_path: Path) -> None:
    """Also where the process ends without a last look of the collector."""
    file = tmp_path / "book.db"
    code = (
        "import atexit, gc; atexit.register(gc.freeze)\n"
        "from sqlalchemy import text\n"
        "from models.store import Store\n"
        f"store = Store({f'sqlite:///{file}'!r})\n"
        "store.migrate()\n"
        "with store.writing() as session:\n"
        "    session.execute(text('CREATE TABLE kept AS SELECT 7 AS n'))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert [one.name for one in tmp_path.iterdir()] == ["book.db"]
    with closing(sqlite3.connect(file)) as book:
        assert book.execute("SELECT n FROM kept").fetchall() == [(7,)]

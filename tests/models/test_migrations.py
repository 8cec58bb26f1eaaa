"""The migrations build exactly the tables that the models describe."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from models import migrations
from models.store import Store
from models.tables.schema import metadata


def test_metadata_and_migrations_agree(unfounded: Store) -> None:
    with unfounded.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_migration_follows_one_other() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)
    assert scripts.get_heads() == revisions[:1]


def test_migrating_again_changes_nothing(unfounded: Store) -> None:
    before = inspect(unfounded.engine).get_table_names()
    unfounded.migrate()
    assert inspect(unfounded.engine).get_table_names() == before


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/folder/book.db"
    stores = [Store(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Store.migrate, stores))
    assert "fact" in inspect(stores[0].engine).get_table_names()


def test_a_migration_that_fails_leaves_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(f"sqlite:///{tmp_path}/book.db")
    upgrade = migrations.upgrade

    def fails(connection: object) -> None:
        upgrade(connection)  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    monkeypatch.setattr(migrations, "upgrade", fails)
    with pytest.raises(RuntimeError):
        store.migrate()
    assert inspect(store.engine).get_table_names() == []

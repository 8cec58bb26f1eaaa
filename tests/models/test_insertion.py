"""Rows that go in as one document are the rows that would have gone in one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table, Text, insert, select, text

from models.insertion import among, insert_many, upsert_many
from models.store import Store
from models.tables.columns import BigKey, Document, Moment, Yuan
from rulebook.time.zone import SHANGHAI

KIND = Table(
    "of_every_kind",
    MetaData(),
    Column("id", BigKey, primary_key=True),
    Column("key", Text, unique=True),
    Column("at", Moment),
    Column("on", Date),
    Column("sum", Yuan),
    Column("said", Document),
    Column("flag", Boolean),
    Column("count", Integer),
)
ROWS: list[dict[str, Any]] = [
    {
        "key": "一 “引号” \\ 换行\n",
        "at": datetime(2026, 1, 5, 9, 0, 0, 7, SHANGHAI),
        "on": date(2026, 2, 28),
        "sum": Decimal("12345.60"),
        "said": {"乙": [1, "0.10", None], "a": {"b": True}},
        "flag": True,
        "count": 2**31 - 1,
    },
    {
        "key": "it's",
        "at": datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
        "on": date(1999, 12, 31),
        "sum": Decimal("0.01"),
        "said": [],
        "flag": False,
        "count": 0,
    },
    {
        "key": "",
        "at": None,
        "on": None,
        "sum": None,
        "said": {},
        "flag": None,
        "count": None,
    },
]


@pytest.fixture
def kinds(store: Store) -> Iterator[Store]:
    """A book with a table that has a column of every kind."""
    KIND.metadata.create_all(store.engine)
    yield store
    KIND.metadata.drop_all(store.engine)


def kept(store: Store, rows: int) -> list[tuple[Any, ...]]:
    """What the engine keeps of the last rows, as its driver gives it, ids apart."""
    names = ", ".join(f'"{column.name}"' for column in KIND.columns if column.name != "id")
    with store.reading() as session:
        found = session.connection().execute(text(f"SELECT {names} FROM of_every_kind ORDER BY id"))
        return [tuple(row) for row in found][-rows:]


def test_a_document_writes_what_binding_each_value_writes(kinds: Store) -> None:
    with kinds.writing() as session:
        session.connection().execute(insert(KIND), ROWS)
    one_by_one = kept(kinds, len(ROWS))
    with kinds.writing() as session:
        session.connection().execute(KIND.delete())
        insert_many(session, KIND, ROWS)
    assert kept(kinds, len(ROWS)) == one_by_one


def test_what_is_returned_is_in_our_own_types(kinds: Store) -> None:
    with kinds.writing() as session:
        found = insert_many(session, KIND, ROWS, returning=("key", "at", "sum"))
    said = {row.key: (row.at, row.sum) for row in found}
    assert said == {row["key"]: (row["at"], row["sum"]) for row in ROWS}
    assert all(at.tzinfo is SHANGHAI for at, _ in said.values() if at is not None)


def test_a_row_that_stands_under_the_key_stays_and_is_not_returned(kinds: Store) -> None:
    with kinds.writing() as session:
        insert_many(session, KIND, ROWS[:1])
        again = [{**ROWS[0], "count": 5}, ROWS[1]]
        fresh = insert_many(session, KIND, again, returning=("key",), unless=("key",))
    assert [row.key for row in fresh] == [ROWS[1]["key"]]
    assert [row[-1] for row in kept(kinds, 2)] == [ROWS[0]["count"], ROWS[1]["count"]]


def test_no_rows_ask_nothing_of_the_book(kinds: Store) -> None:
    with kinds.reading() as session:
        assert insert_many(session, KIND, []) == []


def test_rows_that_stand_are_brought_up_to_date_and_what_is_to_stay_stays(kinds: Store) -> None:
    with kinds.writing() as session:
        insert_many(session, KIND, ROWS[:2])
        news = [{**ROWS[0], "count": 5, "flag": None}, {**ROWS[2], "key": "fresh"}]
        upsert_many(session, KIND, news, ("key",), keep=("flag",))
    first, second, third = kept(kinds, 3)
    assert (first[-1], first[-2]) == (5, ROWS[0]["flag"])
    assert (second[-1], third[0]) == (ROWS[1]["count"], "fresh")


def test_of_rows_with_one_key_the_last_counts(kinds: Store) -> None:
    with kinds.writing() as session:
        upsert_many(session, KIND, [ROWS[0], {**ROWS[0], "count": 7}], ("key",))
        upsert_many(session, KIND, [], ("key",))
    assert [row[-1] for row in kept(kinds, 2)] == [7]


def test_a_nul_sign_is_refused_and_nothing_is_cut_off(kinds: Store) -> None:
    with pytest.raises(ValueError, match="key holds a NUL sign"), kinds.writing() as session:
        insert_many(session, KIND, [{**ROWS[0], "key": "a\x00b"}])
    with kinds.writing() as session:
        insert_many(session, KIND, [{**ROWS[0], "key": "a\\u0000b"}])
    assert [row[0] for row in kept(kinds, 2)] == ["a\\u0000b"]


def test_a_list_longer_than_any_statement_has_places_for_is_one_value(kinds: Store) -> None:
    """PostgreSQL ends a statement of 65,536 values, SQLite one of some thousands."""
    numbers, keys = range(1, 300_000, 3), [f"（2026）京0105执{place}号" for place in range(100_000)]
    with kinds.writing() as session:
        rows = [{"key": keys[place], "count": place} for place in (0, 1, 99_999)]
        rows.append({"key": "（2026）京0105执100000号", "count": 2})
        insert_many(session, KIND, rows)

    with kinds.reading() as session:
        asked = session.connection().execute
        counted = asked(select(KIND.c.count).where(among(session, KIND.c.count, numbers)))
        named = asked(select(KIND.c.count).where(among(session, KIND.c.key, keys)))
        assert set(counted.scalars()) == {1}
        assert set(named.scalars()) == {0, 1, 99_999}
        assert not asked(select(KIND.c.id).where(among(session, KIND.c.id, []))).all()

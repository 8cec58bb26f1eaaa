"""A book is founded once, as one kind, for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.clock import move, now, system_now, to_system
from models.errors import (
    BookFounded,
    ClockBackwards,
    LiveBookClock,
    NoBook,
)
from models.founding import book, found
from models.store import Store
from models.tables.book import BookKind
from rulebook.time.zone import SHANGHAI

SPRING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
ONE_MINUTE = timedelta(minutes=1)


def test_founding_twice_gives_the_same_book(unfounded: Store) -> None:
    first = found(unfounded, BookKind.REHEARSAL, clock_at=SPRING)
    again = found(unfounded, BookKind.REHEARSAL, clock_at=SPRING + timedelta(days=9))
    assert again.created_at == first.created_at
    assert again.ahead_seconds == first.ahead_seconds


def test_a_book_never_changes_its_kind(unfounded: Store) -> None:
    found(unfounded, BookKind.LIVE)
    with pytest.raises(BookFounded, match="for ever"):
        found(unfounded, BookKind.REHEARSAL)
    with pytest.raises(DBAPIError, match="keeps its kind"), unfounded.writing() as session:
        session.connection().execute(text("UPDATE book SET kind = 'rehearsal'"))


def test_a_database_without_a_book_says_how_to_found_one(unfounded: Store) -> None:
    with unfounded.reading() as session, pytest.raises(NoBook, match="dueprocess book found"):
        book(session)


def test_an_empty_database_says_how_to_found_a_book(tmp_path: object) -> None:
    nowhere = Store(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(NoBook, match="dueprocess book found"), nowhere.reading() as session:
        book(session)


def test_the_clock_of_a_rehearsal_begins_where_it_was_set(store: Store) -> None:
    with store.reading() as session:
        assert SPRING <= now(session) < SPRING + ONE_MINUTE


def test_a_rehearsal_moves_its_clock_forward(store: Store) -> None:
    later = SPRING + timedelta(days=8)
    with store.writing() as session:
        move(session, to=later)
    with store.reading() as session:
        assert later <= now(session) < later + ONE_MINUTE
        assert abs(to_system(session, later) - system_now()) < ONE_MINUTE


def test_a_rehearsal_never_goes_back(store: Store) -> None:
    with store.writing() as session, pytest.raises(ClockBackwards):
        move(session, to=SPRING - timedelta(days=1))


def test_a_live_book_keeps_the_clock_of_the_server(unfounded: Store) -> None:
    found(unfounded, BookKind.LIVE)
    with unfounded.writing() as session, pytest.raises(LiveBookClock, match="演练"):
        move(session, to=system_now() + timedelta(days=8))
    with unfounded.reading() as session:
        assert abs(now(session) - system_now()) < ONE_MINUTE
        assert book(session).ahead_seconds == 0


def test_not_even_a_statement_moves_the_clock_of_a_live_book(unfounded: Store) -> None:
    found(unfounded, BookKind.LIVE)
    with pytest.raises(DBAPIError, match="live book"), unfounded.writing() as session:
        session.connection().execute(text("UPDATE book SET ahead_seconds = 86400"))


def test_a_live_book_is_not_founded_with_a_clock_of_its_own(unfounded: Store) -> None:
    with pytest.raises(LiveBookClock):
        found(unfounded, BookKind.LIVE, clock_at=SPRING)

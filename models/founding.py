"""Founding a book (建册): live or rehearsal, for ever."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.clock import ahead, system_now
from models.errors import BookFounded, LiveBookClock, NoBook
from models.store import Store
from models.tables.book import Book, BookKind


def found(
    store: Store,
    kind: BookKind | str,
    profile: str = "national",
    clock_at: datetime | None = None,
) -> Book:
    """Make the tables and the book's one row; the standing book when it was founded before.

    `clock_at` (aware) is where a rehearsal's clock begins; it is ignored for a book that stands.
    Raises `BookFounded` when it stands as the other kind, `LiveBookClock` for a live book with
    a clock of its own.
    """
    kind = BookKind(kind)
    if kind is BookKind.LIVE and clock_at is not None:
        raise LiveBookClock
    store.migrate()
    with store.writing() as session:
        standing = session.get(Book, 1, with_for_update=True)
        if standing is None:
            return _enter(session, kind, profile, clock_at)
    if standing.kind != kind:
        raise BookFounded(standing.kind, kind)
    return standing


def stands(store: Store) -> bool:
    """Whether a book was founded at this address before."""
    try:
        with store.reading() as session:
            return session.get(Book, 1) is not None
    except NoBook:
        return False


def book(session: Session) -> Book:
    """The book of this database; `NoBook` when none was founded."""
    standing = session.get(Book, 1)
    if standing is None:
        raise NoBook
    return standing


def _enter(session: Session, kind: BookKind, profile: str, clock_at: datetime | None) -> Book:
    system = system_now()
    seconds = 0 if clock_at is None else ahead(system, clock_at)
    new = Book(kind=kind, created_at=system, ahead_seconds=seconds, profile=profile)
    session.add(new)
    session.flush()
    return new

"""The one clock: the only module that reads the system's; all others are given `as_of`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, select

from models.errors import ClockBackwards, LiveBookClock, NoBook
from models.tables.book import Book, BookKind
from rulebook.time.zone import SHANGHAI


def system_now() -> datetime:
    """The server's own clock, aware, Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def now(session: Session) -> datetime:
    """The book's clock: the server's, and in a rehearsal as far ahead as it was moved."""
    return system_now() + _ahead(session)


def to_system(session: Session, at: datetime) -> datetime:
    """When the server's clock will show what the book calls `at`."""
    return at - _ahead(session)


def move(session: Session, to: datetime) -> datetime:
    """Set a rehearsal's clock forward to `to`; it runs on from there. Returns the new moment.

    Raises `LiveBookClock` in a live book, `ClockBackwards` for an earlier moment.
    """
    book = session.exec(select(Book).with_for_update()).one_or_none()
    if book is None:
        raise NoBook
    if book.kind != BookKind.REHEARSAL:
        raise LiveBookClock
    system = system_now()
    stands = system + timedelta(seconds=book.ahead_seconds)
    if to < stands:
        raise ClockBackwards(stands, to)
    book.ahead_seconds = ahead(system, to)
    session.add(book)
    session.flush()
    return to


def ahead(system: datetime, to: datetime) -> int:
    """Whole seconds from the server's clock to `to`, rounded up so that `to` has come."""
    return -((system - to) // timedelta(seconds=1))


def _ahead(session: Session) -> timedelta:
    seconds = session.exec(select(Book.ahead_seconds)).one_or_none()
    if seconds is None:
        raise NoBook
    return timedelta(seconds=seconds)

"""Which trouble a driver's error stands for, in the book's own words."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

from models.errors import BookBusy, BookError, BookUnreachable, NoBook, NotABook

_NO_TABLES = ("no such table", "UndefinedTable", "unable to open database file")
_ODD = ("file is not a database", "database disk image is malformed")
_LOCKED = ("database is locked", "LockNotAvailable")


def named(error: DBAPIError, address: str, waited: int) -> BookError | None:
    """The book's error for a driver's, or None when it is a fault of the program itself."""
    words = f"{type(error.orig).__name__}: {error.orig}"
    if any(sign in words for sign in _NO_TABLES):
        return NoBook(address)
    if any(sign in words for sign in _ODD):
        return NotABook(address)
    if any(sign in words for sign in _LOCKED):
        return BookBusy(waited)
    if isinstance(error, OperationalError) and error.statement is None:
        return BookUnreachable(address, str(error.orig).splitlines()[0].strip())
    return None

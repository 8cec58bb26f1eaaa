"""What can go wrong with a book, each in one sentence that says the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches

from rulebook.law.gate import Refusal


class BookError(Exception):
    """Anything a person can mend; shown as one line, never as a traceback."""


class NoBook(BookError, LookupError):
    """There is no book at the address, or it was never founded."""

    def __init__(self, address: str = "") -> None:
        where = f" at {address}" if address else ""
        super().__init__(
            f"no book{where}: found one with `dueprocess book found --live` or `--rehearsal`, "
            "or set DUEPROCESS_DATABASE_URL to the book you mean"
        )


class BookFounded(BookError, ValueError):
    """The book stands already, as the other kind; a kind is for ever."""

    def __init__(self, kind: str, wanted: str) -> None:
        super().__init__(
            f"this book is a {kind} book for ever and cannot become {wanted}: "
            "set DUEPROCESS_HOME to another folder, or DUEPROCESS_DATABASE_URL to another "
            "database, and found that one"
        )


class BookBusy(BookError, TimeoutError):
    """Another process held the book longer than a writer waits."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"the book was locked by another process for {seconds} s and nothing was written: "
            "try again, or end the long import or backup that holds it"
        )


class NotABook(BookError, ValueError):
    """What stands at the address is no database."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"what stands at {address} is no database, or is damaged: correct "
            "DUEPROCESS_DATABASE_URL, or restore the book from a backup"
        )


class BookUnreachable(BookError, ConnectionError):
    """The database does not answer."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"the book at {address} does not answer ({why}): "
            "start its database or correct DUEPROCESS_DATABASE_URL"
        )


class AddressUnreadable(BookError, ValueError):
    """A database address names an engine the book does not run on."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"the book runs on SQLite or PostgreSQL, not on {address!r}: "
            "write sqlite:////path/book.db or postgresql://host/name"
        )


class LiveBookClock(BookError, RuntimeError):
    """The clock of a live book belongs to the server."""

    def __init__(self) -> None:
        super().__init__(
            "this is a live book and its clock cannot be moved: "
            "found a rehearsal book (演练) and move that clock"
        )


class ClockBackwards(BookError, ValueError):
    """A rehearsal's clock was to go back before what is already recorded."""

    def __init__(self, now: datetime, to: datetime) -> None:
        super().__init__(
            f"the rehearsal stands at {now:%Y-%m-%d %H:%M} and cannot go back to "
            f"{to:%Y-%m-%d %H:%M}: give a later moment, or found a new rehearsal"
        )


class UnknownCase(BookError, LookupError):
    """No case bears this number."""

    def __init__(self, case: str | int, near: Sequence[str] = ()) -> None:
        hint = f"did you mean {near[0]}?" if near else "check the case number or import the case"
        named = f"no case {case} in this book" if case else "no case number was given"
        super().__init__(f"{named}: {hint}")


class UnknownKind(BookError, LookupError):
    """No kind of fact bears this name."""

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        near = get_close_matches(kind, list(known), n=1)
        hint = f"did you mean {near[0]}?" if near else "see `dueprocess facts` for the kinds"
        super().__init__(f"no kind of fact is called {kind!r}: {hint}")


class UnknownOfficer(BookError, LookupError):
    """A fact names an officer who is not registered."""

    def __init__(self, officer: str) -> None:
        super().__init__(
            f"no officer {officer!r} is registered: check the staff number (工号), "
            "or import the officers first"
        )


class FactDiffers(BookError, ValueError):
    """A sender's key stands for another fact already."""

    def __init__(self, key: str, seq: int) -> None:
        super().__init__(
            f"key {key!r} is already recorded differently, as fact {seq}: "
            f"facts are not edited; record a correction of fact {seq}"
        )


class FactUnreadable(BookError, ValueError):
    """A fact's own fields cannot be kept as they are."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"the fact's {field} cannot be recorded: {why}")


class FactRefused(BookError, ValueError):
    """A gate refused the fact; nothing was changed. `refusals` says which and why."""

    def __init__(self, case: str, kind: str, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        reasons = "; ".join(_reason(refusal) for refusal in self.refusals)
        super().__init__(f"{kind} refused in {case}: {reasons}")


def _reason(refusal: Refusal) -> str:
    return f"{refusal.zh} / {refusal.en}"

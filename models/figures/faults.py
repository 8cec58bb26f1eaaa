"""What can go wrong with a bulletin, each in one sentence that says the way out."""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import BookError
from rulebook.law.rolewords import either


class NoBulletin(BookError, LookupError):
    """The book has no such bulletin."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no bulletin {number!r}: see `dueprocess bulletin log`")


class CourtUnsaid(BookError, LookupError):
    """The book has several courts without a superior, or none, and none was named."""

    def __init__(self, roots: Iterable[str]) -> None:
        known = ", ".join(roots)
        way = f"name one with --court: {known}" if known else "enter or import a court first"
        super().__init__(f"which court is the bulletin of? {way}")


class NoCourt(BookError, LookupError):
    """The book has no such court."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no court {code!r} in this book: give its code, such as 京0105")


class SpanToCome(BookError, ValueError):
    """The period has not begun."""

    def __init__(self, span: str) -> None:
        super().__init__(f"{span} has not begun: name a period that has")


class NotOver(BookError, ValueError):
    """The period still runs, so nothing can be frozen."""

    def __init__(self, span: str) -> None:
        super().__init__(
            f"{span} is not over, so its figures cannot be frozen: look at them with "
            "`dueprocess bulletin --period` alone, which keeps nothing"
        )


class IssuedAlready(BookError, ValueError):
    """An issued bulletin stands for ever."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"bulletin {number} is issued and stands: "
            f"`dueprocess bulletin erratum {number}` puts right what was entered since"
        )


class NotIssued(BookError, ValueError):
    """Only an issued bulletin needs an erratum."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"bulletin {number} is a draft: compute it anew with --anew, or issue it with "
            f"`dueprocess bulletin issue {number}`"
        )


class NoAuthority(BookError, PermissionError):
    """The officer holds none of the roles that the act takes."""

    def __init__(self, officer: str, court: str, roles: Iterable[str]) -> None:
        super().__init__(
            f"{officer} may not do this for {court}: it takes {either(roles)} "
            "of that court or of one above it"
        )


class ReasonUnsaid(BookError, ValueError):
    """A switch was to be turned without a reason."""

    def __init__(self) -> None:
        super().__init__("say why with --reason: it is printed at the foot of every bulletin")


class RankOff(BookError, ValueError):
    """An ordering by performance was asked for where it is off, as it is by default."""

    def __init__(self, court: str) -> None:
        super().__init__(
            f"courts are not put in order by performance for {court}: it is off, and only "
            f"`dueprocess bulletin rank on --court {court} --reason …` by a president turns it on"
        )


class Tampered(BookError, ValueError):
    """What is stored of a bulletin no longer has the hash it was frozen with."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"bulletin {number} is not what was frozen: its hash differs; restore the row from a "
            "backup and look into who changed it"
        )

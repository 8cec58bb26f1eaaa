"""A profile (方案): whose law a book goes by, and what a court shapes of it by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rulebook.time.period import ONE_DAY


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose it is, and the profile it is laid over; a profile without a base stands alone."""

    id: str
    zh: str
    en: str
    base: str = ""


UNNAMED = Profile("", "", "")


@dataclass(frozen=True, slots=True)
class Link:
    """One of a court's own nodes (环节): the official codes that it stands for."""

    no: int
    zh: str
    en: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a court is closed by a paper of its own; both ends are closed."""

    start: date
    to: date
    reason: str
    paper: str

    def days(self) -> Iterator[date]:
        """Every day of it."""
        day = self.start
        while day <= self.to:
            yield day
            day += ONE_DAY

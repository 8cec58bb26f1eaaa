"""A check (检查项) of the doctor: what must hold of every book, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Executable
from sqlmodel import Session

from models.doctor.limits import Limits
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


class Level(IntEnum):
    """How bad a finding is."""

    NOTE = 1  # worth knowing
    WARNING = 2  # a person has to act
    ERROR = 3  # the book contradicts itself, or a duty is watched by nobody


LEVEL_NAMES = {Level.NOTE: "提示", Level.WARNING: "警告", Level.ERROR: "错误"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something does not hold, and why, in one line of each language."""

    zh: str
    en: str
    case: str = ""
    node: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one examination knows throughout."""

    session: Session
    store: Store
    law: Lawbook
    calendar: Calendar
    as_of: datetime
    limits: Limits

    def rows(self, statement: Executable) -> Iterable[tuple[Any, ...]]:
        """The rows of a query, one after the other."""
        return (tuple(row) for row in self.session.connection().execute(statement))


Look = Callable[[Visit], Iterable[Place]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its documented id, its level, what it demands, and how to mend what it finds."""

    id: str
    level: Level
    zh: str
    en: str
    fix_zh: str
    fix_en: str
    look: Look
    deep: bool = False  # recounts the whole book: only when asked for


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold."""

    check: str
    level: Level
    case: str
    node: str
    why_zh: str
    why_en: str
    fix_zh: str
    fix_en: str
    officer: str = ""


class Family:
    """The checks of one file, in the order in which they are written down."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def check(
        self,
        name: str,
        level: Level,
        says: tuple[str, str],
        fix: tuple[str, str],
        deep: bool = False,
    ) -> Callable[[Look], Look]:
        """Enter the function as the check `name`; `says` and `fix` are Chinese and English."""

        def entered(look: Look) -> Look:
            self.checks.append(Check(name, level, *says, *fix, look, deep))
            return look

        return entered


def findings(check: Check, visit: Visit) -> Iterator[Finding]:
    """What a check finds in the book."""
    for place in check.look(visit):
        yield Finding(
            check.id,
            check.level,
            place.case,
            place.node,
            place.zh,
            place.en,
            check.fix_zh,
            check.fix_en,
            place.officer,
        )

"""A finding (核查发现): what a look at the book brought up, before it is a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, Row
from sqlmodel import Session

from models.insertion import table_of
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.item import SupervisionItem
from models.tables.node import Node
from rulebook.law.lawbook import Lawbook
from rulebook.law.review import Review
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

CASE, FACT, NODE, ITEM = (table_of(one) for one in (Case, Fact, Node, SupervisionItem))
WHOSE = (CASE.c.id.label("case_id"), CASE.c.number, CASE.c.court_code, CASE.c.handler_id)


@dataclass(frozen=True, slots=True)
class Whose:
    """The case that a finding is about, or the court alone when it is about none."""

    court: str
    case_id: int | None = None
    number: str = ""
    handler: str | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> Whose:
        """Of a row that bears the columns `WHOSE`."""
        return cls(row.court_code, row.case_id, row.number, row.handler_id)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look into. `subject` and `turn` name it: the same twice is one row.

    `about` and `why` go into messages, so they bear no name of a party and no amount; `figures`
    stay in the book.
    """

    whose: Whose
    subject: str
    turn: str
    about: str
    why: str
    figures: Mapping[str, object] = field(default_factory=dict)
    quiet: bool = False  # listed, and nobody is told: a ladder tells already
    node_id: int | None = None
    officer: str | None = None  # who has to look, when it is not the holder of a role


@dataclass(frozen=True, slots=True)
class Look:
    """What one look knows throughout: the kind with its figures, the book, the moment."""

    session: Session
    review: Review
    law: Lawbook
    calendar: Calendar
    as_of: datetime

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.as_of.astimezone(SHANGHAI).date()

    @property
    def engine(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.session.get_bind().dialect.name

    def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """The rows of a query."""
        return self.session.connection().execute(statement).all()


Finder = Callable[[Look], Iterable[Finding]]

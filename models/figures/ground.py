"""What the figures of one gathering rest on: the window, the courts, their cases, facts by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlmodel import Session

from models.insertion import among, table_of
from models.tables.case import Case
from models.tables.fact import Fact
from rulebook.case.casefile import FactView
from rulebook.case.standing import CORRECTION, standing
from rulebook.figures.definitions import Definitions
from rulebook.figures.entry import Window
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

CASE = table_of(Case)
FACT = table_of(Fact)
_COLUMNS = tuple(FACT.c[name] for name in FactView._fields)

Facts = dict[int, tuple[FactView, ...]]  # case → its facts that stand, in their order


class CaseRow(NamedTuple):
    """A case as it stands now."""

    id: int
    court: str
    state: str
    filed_on: date | None


@dataclass(slots=True)
class Ground:
    """One gathering: a fixed number of statements, however many cases there are."""

    session: Session
    law: Lawbook
    calendar: Calendar
    defined: Definitions
    window: Window
    courts: tuple[str, ...]
    everywhere: bool = False  # these are all the courts of the book
    cases: Mapping[int, CaseRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = (CASE.c.id, CASE.c.court_code, CASE.c.state, CASE.c.filed_on)
        query = select(*columns).where(self.within()).order_by(CASE.c.id)
        self.cases = {row[0]: CaseRow(*row) for row in self.rows(query)}

    def within(self) -> ColumnElement[bool]:
        """Whether a case is of one of the courts.

        Not asked where all are meant: SQLite would go case by case through the whole book, instead
        of by the ranges that the other conditions name.
        """
        return true() if self.everywhere else CASE.c.court_code.in_(self.courts)

    def rows(self, query: Select[Any]) -> Any:
        """The rows of one statement."""
        return self.session.connection().execute(query)

    def court(self, case: int) -> str:
        """The court of a case."""
        return self.cases[case].court

    def among(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        """Whether the column is one of these ids, in the ground's session."""
        return among(self.session, column, ids)

    def facts(
        self,
        kinds: Iterable[str],
        since: datetime | None = None,
        only: Collection[int] | None = None,
    ) -> Facts:
        """Facts of these kinds, corrections applied, case by case; of the cases `only`, if given.

        With `since` only of cases for which one of them, or a correction, was entered since then:
        the others stand as they stood before. What happened later was entered later too.
        """
        wanted = sorted(kinds)
        query = (
            select(FACT.c.case_id, *_COLUMNS)
            .join_from(FACT, CASE, CASE.c.id == FACT.c.case_id)
            .where(self.within(), or_(FACT.c.kind.in_(wanted), FACT.c.corrects.is_not(None)))
        )
        if since is not None:
            entered = select(FACT.c.case_id).where(
                FACT.c.kind.in_([*wanted, CORRECTION]), FACT.c.recorded_at >= since
            )
            query = query.where(FACT.c.case_id.in_(entered))
        if only is not None:
            query = query.where(self.among(FACT.c.case_id, only))
        return _by_case(self.rows(query), frozenset(wanted))


def case_numbers(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The case numbers (案号) of cases, in one read."""
    query = select(CASE.c.id, CASE.c.number).where(among(session, CASE.c.id, ids))
    return {row[0]: row[1] for row in session.connection().execute(query)}


def _by_case(rows: Iterable[Any], kinds: frozenset[str]) -> Facts:
    found: Facts = {}
    # Sorted here: asked for an order, SQLite reads every fact in it rather than those of the kinds.
    for case, group in groupby(sorted(rows, key=itemgetter(0, 1)), key=itemgetter(0)):
        facts = standing(FactView(*row[1:]) for row in group)
        kept = tuple(fact for fact in facts if fact.kind in kinds)
        if kept:
            found[case] = kept
    return found

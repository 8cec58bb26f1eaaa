"""Old rounds swept (终本旧案清理): rounds that ended and were not queried as the law wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlmodel import Session

from models.ending.queries import QUERY
from models.insertion import table_of
from models.reading.card import file_of
from models.tables.case import Case
from models.tables.fact import Fact
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.case.standing import standing
from rulebook.law.lawbook import Lawbook
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

ENDED, QUERIED = "round_termination_ruled", "round_query_done"
RESTRICTED, LIFTED = "consumption_restricted", "consumption_lifted"
FACT, CASE = table_of(Fact), table_of(Case)


@dataclass(frozen=True, slots=True)
class OldRound:
    """One ended round that lacks queries, or whose debtor is not restricted any more."""

    case: str
    court: str
    ended_on: date
    due: int  # queries that should have been made by now
    done: int
    last_on: date | None
    restricted: bool
    case_id: int = 0
    handler: str | None = None

    @property
    def missing(self) -> int:
        """Queries that were not made."""
        return max(self.due - self.done, 0)


@dataclass(frozen=True, slots=True)
class _Round:
    """The ended round of one case, from its facts."""

    ended_at: datetime
    done: int
    last_at: datetime | None
    restricted: bool


def old_rounds(
    session: Session, law: Lawbook, calendar: Calendar, as_of: datetime
) -> tuple[OldRound, ...]:
    """Cases whose round is over and that lack a query or a restriction; the most lacking first.

    One statement over the book; a case with a corrected fact is read again in full. Rounds that
    ended before the rule was in force are found too: the look-back reaches every one of them.
    """
    found = (_old(session, row, law, calendar, as_of) for row in session.execute(_ended()))
    lacking = [one for one in found if one and (one.missing or not one.restricted)]
    return tuple(sorted(lacking, key=lambda one: (-one.missing, one.ended_on, one.case)))


def _ended() -> Select[Any]:
    return (
        select(
            CASE.c.id,
            CASE.c.number,
            CASE.c.court_code,
            CASE.c.handler_id,
            func.max(_at(ENDED)).label("ended_at"),
            func.count(_at(ENDED)).label("rounds"),
            func.count(_at(QUERIED)).label("done"),
            func.max(_at(QUERIED)).label("last_at"),
            func.max(_at(RESTRICTED)).label("restricted_at"),
            func.max(_at(LIFTED)).label("lifted_at"),
            func.count(FACT.c.corrects).label("corrections"),
        )
        .join_from(CASE, FACT, FACT.c.case_id == CASE.c.id)
        .where(CASE.c.state == "round_ended")
        .group_by(CASE.c.id, CASE.c.number, CASE.c.court_code, CASE.c.handler_id)
    )


def _at(kind: str) -> ColumnElement[datetime | None]:
    return case((FACT.c.kind == kind, FACT.c.occurred_at))


def _old(
    session: Session, row: Row[Any], law: Lawbook, calendar: Calendar, as_of: datetime
) -> OldRound | None:
    # Queries of an earlier round do not count for this one, nor does what was corrected away.
    closely = row.corrections or row.rounds > 1
    round_ = _of(standing(file_of(session, row.id))) if closely else _from(row)
    if round_ is None:
        return None
    return OldRound(
        case=row.number,
        court=row.court_code,
        ended_on=day_of(round_.ended_at),
        due=sum(on < day_of(as_of) for on in _days(round_.ended_at, law, calendar)),
        done=round_.done,
        last_on=day_of(round_.last_at) if round_.last_at else None,
        restricted=round_.restricted,
        case_id=row.id,
        handler=row.handler_id,
    )


def _from(row: Row[Any]) -> _Round | None:
    if row.ended_at is None:
        return None
    lifted = row.lifted_at is not None and row.lifted_at >= (row.restricted_at or row.lifted_at)
    return _Round(row.ended_at, row.done, row.last_at, row.restricted_at is not None and not lifted)


def _of(facts: Iterable[FactView]) -> _Round | None:
    found = tuple(facts)
    ended = [fact.occurred_at for fact in found if fact.kind == ENDED]
    if not ended:
        return None
    queried = [f.occurred_at for f in found if f.kind == QUERIED and f.occurred_at >= ended[-1]]
    pressure = [fact.kind for fact in found if fact.kind in (RESTRICTED, LIFTED)]
    restricted = bool(pressure) and pressure[-1] == RESTRICTED
    return _Round(ended[-1], len(queried), queried[-1] if queried else None, restricted)


def _days(ended_at: datetime, law: Lawbook, calendar: Calendar) -> Iterator[date]:
    """The last day of each query that the law wants after the round."""
    rule = law.rules[QUERY]
    assert rule.term is not None, "a recurring rule counts a term"
    begun = ended_at.astimezone(SHANGHAI)
    for nth in range(1, rule.times + 1):
        yield counting.due(begun, rule.term.occurrence(nth), calendar).on

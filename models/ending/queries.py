"""Half-yearly queries after a round (终本查询): planned case by case, each on its own day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Row, select
from sqlmodel import Session

from models.insertion import table_of
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.node import Node
from rulebook.case.clock import turn_of
from rulebook.ending.spreading import planned_day
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

QUERY, WINDOW = "zhongben-query-6m-5y", "round-query-spread"
DECISIONS = ("resume-decide-hit", "resume-decide-request")
NODE, CASE = table_of(Node), table_of(Case)


@dataclass(frozen=True, slots=True)
class PlannedQuery:
    """One query that is owed: on which day it is planned, and by when it must be done."""

    case: str
    court: str
    node_id: int
    key: str  # of its node
    turn: int  # 第几次
    planned_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A query that is owed, with what a review needs of its case."""

    planned: PlannedQuery
    case_id: int
    handler: str | None


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A case in which resumption waits for a decision."""

    case: str
    court: str
    rule_id: str
    key: str  # of its node
    since: datetime
    due_on: date | None


def coming(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime,
    chosen: Selection = ALL,
) -> tuple[PlannedQuery, ...]:
    """Every query that is late or whose window has opened, by its planned day; one statement."""
    found = [one.planned for one in owed(session, law, calendar, as_of, chosen)]
    return tuple(sorted(found, key=lambda one: (one.planned_on, one.due_on, one.case)))


def owed(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime,
    chosen: Selection = ALL,
) -> tuple[Owed, ...]:
    """The same, each with its case and whoever handles it, by the day on which it is late."""
    rows = _owed(session, law, as_of, chosen)
    return tuple(Owed(_planned(row, law, calendar), row.case_id, row.handler_id) for row in rows)


def decisions(session: Session, chosen: Selection = ALL) -> tuple[OpenDecision, ...]:
    """Every case in which a hit or a request waits for a decision, the oldest first."""
    found = session.connection().execute(
        select(
            CASE.c.number,
            CASE.c.court_code,
            NODE.c.rule_id,
            NODE.c.key,
            NODE.c.origin_at,
            NODE.c.due_on,
        )
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(
            NODE.c.rule_id.in_(DECISIONS),
            NODE.c.state.in_(("running", "paused")),
            *chosen.of_cases(),
        )
        .order_by(NODE.c.origin_at, NODE.c.id)
    )
    return tuple(OpenDecision(*row) for row in found)


def _owed(
    session: Session, law: Lawbook, as_of: datetime, chosen: Selection
) -> Sequence[Row[tuple[object, ...]]]:
    """Running query nodes that fall due within the window from now, or fell due already."""
    term = law.rules[WINDOW].term
    assert term is not None, "a window counts a term"
    last = as_of.astimezone(SHANGHAI).date() + timedelta(days=term.period.number)
    return (
        session.connection()
        .execute(
            select(
                NODE.c.id,
                NODE.c.key,
                NODE.c.rule_id,
                NODE.c.due_on,
                CASE.c.id.label("case_id"),
                CASE.c.number,
                CASE.c.court_code,
                CASE.c.handler_id,
            )
            .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
            .where(
                NODE.c.state == "running",
                NODE.c.due_at <= datetime.combine(last + ONE_DAY, time(), SHANGHAI),
                NODE.c.rule_id == QUERY,
                *chosen.of_cases(),
            )
            .order_by(NODE.c.due_at, NODE.c.id)
        )
        .all()
    )


def _planned(row: Row[tuple[object, ...]], law: Lawbook, calendar: Calendar) -> PlannedQuery:
    return PlannedQuery(
        case=row.number,
        court=row.court_code,
        node_id=row.id,
        key=row.key,
        turn=turn_of(row.key),
        planned_on=planned_day(row.number, row.due_on, law.rules[WINDOW], calendar),
        due_on=row.due_on,
    )


def planned_for(
    number: str, rule_id: str, due_on: date | None, law: Lawbook, calendar: Calendar
) -> date | None:
    """The day on which a node's query is planned; None for any other node, or while none is due."""
    if rule_id != QUERY or due_on is None:
        return None
    return planned_day(number, due_on, law.rules[WINDOW], calendar)

"""Half-yearly queries after a round (终本查询): planned case by case, proposed on their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Row, String, and_, cast, exists, literal, select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight import outbox
from models.oversight.alert import Alert, Heading
from models.oversight.delay import node_name
from models.oversight.outbox import Line
from models.oversight.watch import Watch
from models.tables.case import Case
from models.tables.message import Message
from models.tables.node import Node
from rulebook.case.clock import turn_of
from rulebook.ending.spreading import planned_day
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

QUERY, WINDOW = "zhongben-query-6m-5y", "round-query-spread"
DECISIONS = ("resume-decide-hit", "resume-decide-request")
_MANAGER = "termination_manager"
NODE, CASE, MESSAGE = table_of(Node), table_of(Case), table_of(Message)


@dataclass(frozen=True, slots=True)
class PlannedQuery:
    """One query that is owed: on which day it is planned, and by when it must be done."""

    case: str
    court: str
    node_id: int
    turn: int  # 第几次
    planned_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A case in which resumption waits for a decision."""

    case: str
    court: str
    rule_id: str
    since: datetime
    due_on: date | None


def coming(
    session: Session, law: Lawbook, calendar: Calendar, as_of: datetime
) -> tuple[PlannedQuery, ...]:
    """Every query that is late or whose window has opened, by its planned day; one statement."""
    rows = _owed(session, law, as_of, literal(value=True))
    found = [_planned(row, law, calendar) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.planned_on, one.due_on, one.case)))


def decisions(session: Session) -> tuple[OpenDecision, ...]:
    """Every case in which a hit or a request waits for a decision, the oldest first."""
    found = session.connection().execute(
        select(CASE.c.number, CASE.c.court_code, NODE.c.rule_id, NODE.c.origin_at, NODE.c.due_on)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(NODE.c.rule_id.in_(DECISIONS), NODE.c.state.in_(("running", "paused")))
        .order_by(NODE.c.origin_at, NODE.c.id)
    )
    return tuple(OpenDecision(*row) for row in found)


def propose(session: Session, watch: Watch) -> int:
    """Tell the manager of each query whose planned day has come; how many were told of now.

    A query is proposed once, whoever asks again: its message bears the node's number.
    """
    if WINDOW not in watch.law.rules:
        return 0
    today = watch.as_of.astimezone(SHANGHAI).date()
    untold = ~exists().where(MESSAGE.c.key == literal("review:") + cast(NODE.c.id, String))
    # What is late already is on its ladder.
    rows = _owed(session, watch.law, watch.as_of, and_(untold, NODE.c.due_on >= today))
    lines = [
        line
        for row in rows
        if (planned := _planned(row, watch.law, watch.calendar)).planned_on <= today
        for line in _lines(row, planned, watch)
    ]
    ladder = watch.law.ladders[watch.law.rules[QUERY].ladder]
    quiet = outbox.quiet_until(ladder, watch.as_of, watch.calendar)
    return outbox.post(session, lines, watch.as_of, quiet)


def _owed(
    session: Session, law: Lawbook, as_of: datetime, which: ColumnElement[bool]
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
                NODE.c.due_at <= datetime.combine(last + timedelta(days=1), time(), SHANGHAI),
                NODE.c.rule_id == QUERY,
                which,
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
        turn=turn_of(row.key),
        planned_on=planned_day(row.number, row.due_on, law.rules[WINDOW], calendar),
        due_on=row.due_on,
    )


def _lines(row: Row[tuple[object, ...]], planned: PlannedQuery, watch: Watch) -> Iterator[Line]:
    name = node_name(watch.law, row.rule_id, row.key)
    words = _words(Heading(row.number, name, watch.rehearsal), planned)
    people = watch.roster.told(row.court_code, (_MANAGER,), row.handler_id)
    for place, person in enumerate(people):
        key = f"review:{row.id}" if place == 0 else f"review:{row.id}:{person.officer_id}"
        yield Line(key=key, person=person, alert=words, case_id=row.case_id, node_id=row.id)


def _words(heading: Heading, planned: PlannedQuery) -> Alert:
    return heading.alert(
        "notice",
        "终本查询·待办",
        f"第{planned.turn}次，最迟{planned.due_on:%Y-%m-%d}",
        f"第{planned.turn}次半年查询安排在{planned.planned_on:%Y-%m-%d}办理，"
        f"最迟{planned.due_on:%Y-%m-%d}。请查询财产并告知申请执行人。",
    )

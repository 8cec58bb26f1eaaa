"""Overdue nodes by whoever had them (超期归属查询), for the figures of a person or a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlmodel import Session

from models.insertion import among, table_of
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node, NodeState
from rulebook.case.casefile import FactView
from rulebook.case.standing import CORRECTION, standing
from rulebook.law.lawbook import HANDLER, Lawbook
from rulebook.oversight.attribution import Stretch, Tenure, attribute
from rulebook.time.calendar import Calendar

CASE, FACT, NODE = table_of(Case), table_of(Fact), table_of(Node)
_LATE = ("late", "late_or_unproven")

Overdue = Mapping[tuple[str, str], tuple[Stretch, ...]]


def stretches(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime,
    cases: Collection[int] | None = None,
) -> Overdue:
    """Every overdue of a handler's node, by case number and node's rule, split by who had it.

    Nodes that are overdue at `as_of` and those that were settled late; only what may be charged.
    Two queries, whatever the number of cases; `cases` (ids) narrows them.
    """
    nodes = session.connection().execute(_nodes(session, as_of, cases)).all()
    had = _tenures(session, law, {row.case_id for row in nodes})
    found: dict[tuple[str, str], tuple[Stretch, ...]] = {}
    for row in nodes:
        parts = attribute(row.due_at, row.settled_at, had[row.case_id], as_of, calendar)
        if parts:
            found[row.number, row.rule_id] = parts
    return found


def _nodes(session: Session, as_of: datetime, cases: Collection[int] | None) -> Any:
    late: ColumnElement[bool] = or_(
        (NODE.c.state == NodeState.RUNNING) & (NODE.c.due_at <= as_of),
        NODE.c.timeliness.in_(_LATE),
    )
    columns = (NODE.c.case_id, NODE.c.rule_id, NODE.c.due_at, NODE.c.settled_at, CASE.c.number)
    statement = (
        select(*columns)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(late, NODE.c.role == HANDLER, NODE.c.enforced, NODE.c.due_at.is_not(None))
        .order_by(NODE.c.id)
    )
    return statement if cases is None else statement.where(among(session, CASE.c.id, cases))


def _tenures(
    session: Session, law: Lawbook, cases: Collection[int]
) -> Mapping[int, Sequence[Tenure]]:
    """Who handled each case since when, corrections applied."""
    naming = [kind for kind, effects in law.effects.items() if effects.names_handler]
    rows = session.connection().execute(
        select(*(FACT.c[name] for name in FactView._fields), FACT.c.case_id)
        .where(among(session, FACT.c.case_id, cases), FACT.c.kind.in_([*naming, CORRECTION]))
        .order_by(FACT.c.case_id, FACT.c.seq)
    )
    facts: dict[int, list[FactView]] = defaultdict(list)
    for row in rows:
        facts[row.case_id].append(_view(row))
    found: dict[int, Sequence[Tenure]] = defaultdict(tuple)
    for case_id, given in facts.items():
        found[case_id] = [
            Tenure(str(fact.payload.get("handler") or ""), fact.occurred_at)
            for fact in standing(given)
        ]
    return found


def _view(row: Row[Any]) -> FactView:
    return FactView(*(getattr(row, name) for name in FactView._fields))

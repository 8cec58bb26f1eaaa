"""Renewals (续行): measures and valuations that run out, by the clocks that watch their end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from models.reading.counts import RUNNING
from models.reading.picture import NodeLine, due_lines
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.node import Node
from rulebook.law.lawbook import Lawbook

LADDER = "renewal"  # of what has to be renewed before it runs out


def renewals(
    session: Session,
    law: Lawbook,
    until: datetime,
    chosen: Selection = ALL,
    rows: int = 1000,
) -> tuple[NodeLine, ...]:
    """Clocks of what runs out by `until`, those already run out and not settled first."""
    return due_lines(session, until, (_of_rules(law), *chosen.of_nodes()), rows)


def count_renewals(session: Session, law: Lawbook, until: datetime, chosen: Selection = ALL) -> int:
    """How many of them there are; of the whole book, counted by the index of the nodes alone."""
    query = select(func.count()).where(RUNNING, col(Node.due_at) <= until, _of_rules(law))
    conditions = chosen.of_nodes()
    if conditions:
        query = query.join_from(Node, Case, col(Case.id) == col(Node.case_id)).where(*conditions)
    return int(session.execute(query).scalar_one())


def _of_rules(law: Lawbook) -> ColumnElement[bool]:
    return col(Node.rule_id).in_([one.id for one in law.rules.values() if one.ladder == LADDER])

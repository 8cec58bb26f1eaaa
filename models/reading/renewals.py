"""Renewals (续行): measures and valuations that run out, by the clocks that watch their end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from models.reading.counts import RUNNING
from models.reading.picture import NodeLine, due_lines
from models.reading.selection import ALL, Selection
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
    return due_lines(session, until, (_of_rules(law), *chosen.of_clocks()), rows)


def count_renewals(session: Session, law: Lawbook, until: datetime, chosen: Selection = ALL) -> int:
    """How many of them there are, counted by the index of the nodes alone."""
    which = (RUNNING, col(Node.due_at) <= until, _of_rules(law), *chosen.of_clocks())
    return int(session.execute(select(func.count()).where(*which)).scalar_one())


def _of_rules(law: Lawbook) -> ColumnElement[bool]:
    return col(Node.rule_id).in_([one.id for one in law.rules.values() if one.ladder == LADDER])

"""Renewals (续行): measures and valuations that run out, by the clocks that watch their end."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col

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
    rules = [rule.id for rule in law.rules.values() if rule.ladder == LADDER]
    conditions = (col(Node.rule_id).in_(rules), *chosen.of_nodes())
    return due_lines(session, until, conditions, rows)

"""How many clocks wait and messages failed (计数): counted in the book, not from fetched rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlmodel import Session, col

from models.reading import matters
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.message import Message, MessageState
from models.tables.node import Node

# Spelled out, not bound: only so do both engines see that the partial index serves the query.
RUNNING: ColumnElement[bool] = literal_column("node.state = 'running'")
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Running clocks of the chosen cases by how near their last moment is."""

    overdue: int
    fresh: int  # overdue since the moment that was asked about
    today: int
    week: int  # due in the seven days after today


def midnight_after(moment: datetime) -> datetime:
    """00:00 of the next day, in the moment's own zone."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def clocks(
    session: Session, as_of: datetime, since: datetime | None = None, chosen: Selection = ALL
) -> Clocks:
    """How many are overdue, due today, due in the seven days after it: one index walk."""
    due, tonight = col(Node.due_at), midnight_after(as_of)
    query = select(
        func.count().filter(due <= as_of),
        func.count().filter(due <= as_of, due > (since or as_of)),
        func.count().filter(due > as_of, due <= tonight),
        func.count().filter(due > tonight),
    ).where(RUNNING, due <= tonight + WEEK)
    conditions = [*chosen.of_nodes(), *matters.of_nodes(chosen)]
    if conditions:  # the whole book is counted by the index of the nodes alone
        query = query.join_from(Node, Case, col(Case.id) == col(Node.case_id)).where(*conditions)
    return Clocks(*session.execute(query).one())


def undelivered(session: Session) -> int:
    """Messages that were given up, of the whole book."""
    count = select(func.count()).where(col(Message.state) == MessageState.FAILED)
    return int(session.execute(count).scalar_one())

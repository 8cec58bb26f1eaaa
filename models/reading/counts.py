"""How many clocks wait and messages failed (计数): counted in the book, not from fetched rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlmodel import Session, col

from models.reading import matters
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.item import UNANSWERED_ITEM, SupervisionItem
from models.tables.message import Message, MessageState
from models.tables.node import Node
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY

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
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY


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
    ).where(RUNNING, due <= tonight + WEEK, *chosen.of_clocks(), *matters.of_nodes(chosen))
    return Clocks(*session.execute(query).one())


def last_morning(calendar: Calendar, as_of: datetime) -> datetime:
    """The same hour of the working day before: what fell late over a holiday since then is new."""
    return datetime.combine(calendar.shift(as_of.date(), -1), as_of.timetz())


def unanswered(session: Session, chosen: Selection = ALL) -> int:
    """Matters that nobody answered in time while their node still waits (回复超期).

    The next level may have taken one up; it is still the one that was left unanswered. This is
    the lane of the board of items, counted.
    """
    query = (
        select(func.count())
        .select_from(SupervisionItem)
        .join(Node, col(Node.id) == col(SupervisionItem.node_id))
        .where(UNANSWERED_ITEM, RUNNING)
    )
    conditions = [*chosen.of_nodes(), *matters.of_items(chosen)]
    if conditions:
        query = query.join(Case, col(Case.id) == col(Node.case_id)).where(*conditions)
    return int(session.execute(query).scalar_one())


def undelivered(session: Session) -> int:
    """Messages that were given up, of the whole book."""
    count = select(func.count()).where(col(Message.state) == MessageState.FAILED)
    return int(session.execute(count).scalar_one())

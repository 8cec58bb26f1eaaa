"""What breaches next (即将逾期): running clocks late or due within the week, with their matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from models.reading import matters
from models.reading.counts import WEEK, last_morning, midnight_after
from models.reading.picture import NodeLine, due_lines
from models.reading.proposals import Matter, newest
from models.reading.selection import Selection
from models.tables.node import Node
from rulebook.time.calendar import Calendar


class When(StrEnum):
    """Which part of it."""

    ALL = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    FRESH = "fresh"  # late since the last working morning


@dataclass(frozen=True, slots=True)
class Breaching:
    """The clocks in the order of their last moment, and the newest open matter on each node."""

    as_of: datetime
    tonight: datetime
    lines: tuple[NodeLine, ...]
    matters: Mapping[int, Matter]  # by node

    def part(self, line: NodeLine) -> When:
        """Whether the line is late, due today, or in the seven days after it."""
        if line.due_at <= self.as_of:
            return When.OVERDUE
        return When.TODAY if line.due_at <= self.tonight else When.WEEK


def breaching(
    session: Session,
    as_of: datetime,
    when: When,
    chosen: Selection,
    rows: int,
    calendar: Calendar,
) -> Breaching:
    """What is late, due today or this week, the earliest first; two queries whatever it holds."""
    which = [*chosen.of_clocks(), *matters.of_nodes(chosen)]
    until, after = span(when, as_of, calendar)
    lines = due_lines(session, until, [*which, *after], rows)
    found = newest(session, [line.node_id for line in lines])
    return Breaching(as_of, midnight_after(as_of), lines, found)


def span(
    when: When, as_of: datetime, calendar: Calendar
) -> tuple[datetime, list[ColumnElement[bool]]]:
    """The last moment of the part, and the condition that keeps to its first."""
    tonight = midnight_after(as_of)
    until = {When.OVERDUE: as_of, When.FRESH: as_of, When.TODAY: tonight}.get(when, tonight + WEEK)
    match when:
        case When.FRESH:
            after = last_morning(calendar, as_of)
        case When.TODAY:
            after = as_of
        case When.WEEK:
            after = tonight
        case _:
            return until, []
    return until, [col(Node.due_at) > after]

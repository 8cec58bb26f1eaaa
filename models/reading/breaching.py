"""What breaches next (即将逾期): running clocks late or due within the week, with their matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from models.reading import matters
from models.reading.counts import WEEK, midnight_after
from models.reading.picture import NodeLine, due_lines
from models.reading.selection import Selection
from models.tables.item import OPEN_ITEM, SupervisionItem
from models.tables.node import Node


class When(StrEnum):
    """Which part of it."""

    ALL = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Breaching:
    """The clocks in the order of their last moment, and the newest open matter on each node."""

    as_of: datetime
    tonight: datetime
    lines: tuple[NodeLine, ...]
    matters: Mapping[int, tuple[int, str, str]]  # node → item, its level, its state

    def part(self, line: NodeLine) -> When:
        """Whether the line is late, due today, or in the seven days after it."""
        if line.due_at <= self.as_of:
            return When.OVERDUE
        return When.TODAY if line.due_at <= self.tonight else When.WEEK


def breaching(
    session: Session, as_of: datetime, when: When, chosen: Selection, rows: int
) -> Breaching:
    """What is late, due today or this week, the earliest first; two queries whatever it holds."""
    tonight = midnight_after(as_of)
    until = {When.OVERDUE: as_of, When.TODAY: tonight}.get(when, tonight + WEEK)
    which: list[ColumnElement[bool]] = [*chosen.of_nodes(), *matters.of_nodes(chosen)]
    after = {When.TODAY: as_of, When.WEEK: tonight}.get(when)
    if after is not None:
        which.append(col(Node.due_at) > after)
    lines = due_lines(session, until, which, rows)
    return Breaching(as_of, tonight, lines, _matters(session, [line.node_id for line in lines]))


def _matters(session: Session, nodes: list[int]) -> dict[int, tuple[int, str, str]]:
    if not nodes:
        return {}
    item = SupervisionItem
    found = session.execute(
        select(col(item.node_id), col(item.id), col(item.level), col(item.state))
        .where(OPEN_ITEM, col(item.node_id).in_(nodes))
        .order_by(col(item.id))
    )
    return {node: (number, level, state) for node, number, level, state in found}

"""Running clocks (时钟) for programs: what is late or due next, with its next lawful step."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import (
    CursorUnreadable,
    Page,
    Paged,
    cursor,
    moment_of,
    place,
    said,
)
from dueprocess.board.api.problems import READING
from dueprocess.board.filters import selection
from dueprocess.board.rows import settles
from dueprocess.views.frame.marking import Marking
from models.reading import matters
from models.reading.breaching import span
from models.reading.picture import NodeLine, due_lines
from models.tables.node import Node

router = APIRouter(responses=READING)


@dataclass(frozen=True, slots=True)
class ClockLine(NodeLine):
    """One running clock.

    `light` is its state in one word, `working_days` how late it is (negative: still to go), and
    `settled_by` what has to be recorded for it to end.
    """

    light: str = ""
    working_days: int = 0
    settled_by: str = ""


@router.get("/clocks")
def clocks(visit: Caller, chosen: Annotated[Paged, Query()]) -> Page[ClockLine]:
    """Running clocks late or due within the week, the earliest first, a page at a time."""
    desk, extent = visit.desk, visit.extent("list")
    now = desk.now()
    until, after = span(chosen.when, now, desk.calendar)
    marking = Marking(desk.law, desk.calendar)
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        which = [*picked.of_clocks(), *matters.of_nodes(picked), *after]
        if chosen.cursor:
            which.append(behind(chosen.cursor))
        found = due_lines(session, until, which, chosen.rows)
    rows = [_line(one, marking, now) for one in found]
    return Page(as_of=now, rows=rows, cursor=following(found, chosen.rows))


def behind(text: str) -> ColumnElement[bool]:
    """The condition on clocks that they stand behind a cursor."""
    match place(text):
        case (str(at), int(node)):
            moment, due = moment_of(at), col(Node.due_at)
            return or_(due > moment, and_(due == moment, col(Node.id) > node))
        case _:
            raise CursorUnreadable


def following(found: tuple[NodeLine, ...], most: int) -> str | None:
    """The cursor behind these clocks; None when they were the last."""
    return cursor(said(found[-1].due_at), found[-1].node_id) if len(found) == most else None


def _line(one: NodeLine, marking: Marking, now: datetime) -> ClockLine:
    return ClockLine(
        **{field.name: getattr(one, field.name) for field in fields(NodeLine)},
        light=marking.light_name(one, now),
        working_days=marking.calendar.working_days_between(one.due_on, now.date()),
        settled_by=settles(marking.law, one.rule_id)[1],
    )

"""How courts and nodes stand (各院节点情况): open, due, on time, overdue; counted in the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, literal_column, select, union_all
from sqlmodel import Session, col

from models.reading.counts import RUNNING
from models.reading.selection import Selection
from models.tables.case import Case
from models.tables.node import Node
from models.tables.officer import Officer
from rulebook.case.casefile import Timeliness
from rulebook.figures.entry import Window
from rulebook.law.lawbook import Lawbook

# Word for word the condition of the partial index, which then serves the query.
_KEPT: ColumnElement[bool] = literal_column("node.timeliness <> ''")
_ON_TIME = col(Node.timeliness) == Timeliness.IN_TIME
_NONE = literal(0)


class What(StrEnum):
    """Which clocks a figure counts."""

    OPEN = "open"
    OVERDUE = "overdue"
    DUE = "due"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose clocks, how many at most; with `court` only what that court handles itself."""

    chosen: Selection
    rows: int
    court: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The clocks of one rule in one court, those that may be charged as a breach.

    `due` are all that ran out in the window, those still open among them, as a bulletin counts.
    """

    court: str
    rule_id: str
    code: str
    open: int
    overdue: int
    due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What ran out in one of several windows, in one court."""

    court: str
    window: int
    due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Fate:
    """One clock that ran out in the window, or still runs."""

    case: str
    court: str
    key: str
    rule_id: str
    code: str
    subject_ref: str
    state: str
    due_on: date | None
    due_at: datetime | None
    settled_at: datetime | None
    timeliness: str
    owner: str


def standings(
    session: Session, law: Lawbook, window: Window, as_of: datetime, chosen: Selection
) -> tuple[Standing, ...]:
    """Court by court and rule by rule: one query, its halves read by a partial index each."""
    due = col(Node.due_at)
    names = (col(Case.court_code), col(Node.rule_id), col(Node.code))
    running = _of(law, chosen, RUNNING).add_columns(
        *names,
        func.count().label("open"),
        func.count().filter(due <= as_of).label("overdue"),
        func.count().filter(*_within(window)).label("due"),
        _NONE.label("on_time"),
    )
    kept = _of(law, chosen, _KEPT, *_within(window)).add_columns(
        *names, _NONE, _NONE, func.count(), func.count().filter(_ON_TIME)
    )
    both = union_all(running.group_by(*names), kept.group_by(*names)).subquery()
    keys = (both.c.court_code, both.c.rule_id, both.c.code)
    sums = (func.sum(both.c[name]) for name in ("open", "overdue", "due", "on_time"))
    found = session.execute(select(*keys, *sums).group_by(*keys).order_by(*keys))
    return tuple(Standing(*row[:3], *map(int, row[3:])) for row in found)


def passed(
    session: Session, law: Lawbook, windows: Sequence[Window], chosen: Selection
) -> tuple[Passed, ...]:
    """What ran out in each of the windows, the earliest first and end to end: one query."""
    whole = Window(windows[0].start, windows[-1].cut_off)
    place = _place(windows).label("place")
    names = (col(Case.court_code), place)
    kept = _of(law, chosen, _KEPT, *_within(whole)).add_columns(
        *names, func.count().label("due"), func.count().filter(_ON_TIME).label("on_time")
    )
    still = _of(law, chosen, RUNNING, *_within(whole)).add_columns(*names, func.count(), _NONE)
    both = union_all(kept.group_by(*names), still.group_by(*names)).subquery()
    keys = (both.c.court_code, both.c.place)
    query = select(*keys, func.sum(both.c.due), func.sum(both.c.on_time)).group_by(*keys)
    return tuple(Passed(row[0], *map(int, row[1:])) for row in session.execute(query))


def fates(
    session: Session, law: Lawbook, what: What, span: tuple[Window, datetime], which: Chosen
) -> tuple[Fate, ...]:
    """The clocks behind a figure of a window as of a moment, the earliest last day first."""
    window, as_of = span
    halves: tuple[tuple[ColumnElement[bool], ...], ...] = {
        What.OPEN: ((RUNNING,),),
        What.OVERDUE: ((RUNNING, col(Node.due_at) <= as_of),),
        What.DUE: ((RUNNING, *_within(window)), (_KEPT, *_within(window))),
        What.ON_TIME: ((_KEPT, *_within(window), _ON_TIME),),
    }[what]
    columns = (col(Case.number), col(Case.court_code), Node, col(Officer.name))
    found: list[Any] = []
    for half in halves:
        query = _of(law, which.chosen, *half).add_columns(*columns)
        query = query.outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        if which.court:
            query = query.where(col(Case.court_code) == which.court)
        query = query.order_by(col(Node.due_at), col(Node.id)).limit(which.rows)
        found += session.execute(query).all()
    return tuple(map(_fate, found[: which.rows]))


def _of(law: Lawbook, chosen: Selection, *which: ColumnElement[bool]) -> Select[Any]:
    """Clocks that may be charged: enforced, and no mere waiting."""
    waiting = sorted(law.waiting)
    return (
        select()
        .select_from(Node)
        .join(Case, col(Case.id) == col(Node.case_id))
        .where(*which, col(Node.enforced), col(Node.rule_id).not_in(waiting), *chosen.of_nodes())
    )


def _within(window: Window) -> tuple[ColumnElement[bool], ...]:
    due = col(Node.due_at)
    return due > window.start, due <= window.cut_off


def _place(windows: Sequence[Window]) -> ColumnElement[int]:
    """Compared with moments reckoned beforehand: each engine has its own arithmetic of dates."""
    due = col(Node.due_at)
    return case(
        *((due <= one.cut_off, literal(place)) for place, one in enumerate(windows)),
        else_=literal(len(windows)),
    )


def _fate(row: Any) -> Fate:
    number, court, node, owner = row
    return Fate(
        case=number,
        court=court,
        key=node.key,
        rule_id=node.rule_id,
        code=node.code,
        subject_ref=node.subject_ref,
        state=node.state,
        due_on=node.due_on,
        due_at=node.due_at,
        settled_at=node.settled_at,
        timeliness=node.timeliness,
        owner=owner or node.role,
    )

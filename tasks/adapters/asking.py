"""Asking (发问): a node's clock starts, and the systems that serve it are to be asked."""

from __future__ import annotations

from datetime import datetime, time

from sqlmodel import Session

from models.insertion import insert_many, table_of
from models.tables.case import Case
from models.tables.node import Node, NodeState
from models.tables.request import Request, RequestState
from rulebook.ending.spreading import planned_day
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI
from tasks.adapters.interface import Interface, interfaces

REQUEST = table_of(Request)
_ALIVE = (NodeState.RUNNING, NodeState.PAUSED)


def ask(
    session: Session, case: Case, node: Node, law: Lawbook, calendar: Calendar, as_of: datetime
) -> int:
    """Note in the caller's transaction whom the node asks; how many questions were new.

    A node that has ended meanwhile, as those of an imported case's past, asks nobody.
    """
    if node.state not in _ALIVE:
        return 0
    rows = [
        _row(one, case, node, as_of, _when(one, case, node, law, calendar) or as_of)
        for one in interfaces().asked_by(node.rule_id)
    ]
    return len(insert_many(session, REQUEST, rows, unless=["key"]))


def _when(
    one: Interface, case: Case, node: Node, law: Lawbook, calendar: Calendar
) -> datetime | None:
    """The morning of the day planned for the case; None: at once."""
    window = law.rules.get(one.planned.get(node.rule_id, ""))
    if window is None or node.due_on is None:
        return None
    day = planned_day(case.number, node.due_on, window, calendar)
    return datetime.combine(day, time(), SHANGHAI)


def _row(
    one: Interface, case: Case, node: Node, as_of: datetime, next_at: datetime
) -> dict[str, object]:
    return {
        "key": f"{one.id}-{node.id}",
        "interface": one.id,
        "case_id": case.id,
        "node_id": node.id,
        "state": RequestState.WAITING,
        "made_at": as_of,
        "next_at": max(next_at, as_of),
        "tries": 0,
        "error": "",
        "ended_at": None,
        "answer": "",
    }

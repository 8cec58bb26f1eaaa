"""The interface for programs (接口): /api/v1, with a token; faults as problem+json."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import Field
from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col
from starlette.exceptions import HTTPException

from dueprocess.board.filters import Filters, selection
from dueprocess.board.rows import settles
from dueprocess.board.visit import Hidden, Visit
from dueprocess.board.words import Words
from dueprocess.cli.frame.terminal import as_object
from dueprocess.desk import Desk
from dueprocess.views.frame.marking import Marking
from models import clock
from models.access import tokens
from models.reading.breaching import When
from models.reading.card import card, file_of
from models.reading.counts import WEEK, midnight_after
from models.reading.picture import due_lines
from models.tables.node import Node
from rulebook.case.explanation import explain

router = APIRouter(prefix="/api/v1", tags=["v1"])
_SCHEME = HTTPBearer(auto_error=False, description="a token made for an officer and some acts")


class CursorUnreadable(ValueError):
    """A cursor is none that we gave out."""

    def __init__(self) -> None:
        super().__init__("this cursor is none of ours: begin without one")


class Paged(Filters):
    """The filters of a list, and which page of it."""

    cursor: str = Field("", max_length=200, description="that of the page before; empty: the first")
    rows: int = Field(100, ge=1, le=500)


def program(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)],
) -> Visit:
    """The visit of a program, within the acts that its token is good for."""
    desk: Desk = request.app.state.desk
    with desk.store.reading() as session:
        found = tokens.bearer(session, given.credentials, clock.system_now()) if given else None
    if found is None:
        raise HTTPException(401, "give a token: Authorization: Bearer …")
    act = "list" if request.url.path.endswith("/clocks") else "read"
    if act not in found.acts:
        raise HTTPException(403, f"this token is good for {', '.join(sorted(found.acts))} only")
    address = request.client.host if request.client else ""
    return Visit(desk, Words(), address, request.url.path, asker=found.asker)


Program = Annotated[Visit, Depends(program)]


@router.get("/clocks")
def clocks(
    visit: Program,
    chosen: Annotated[Paged, Query()],
) -> dict[str, Any]:
    """Running clocks late or due within the week, the earliest first, a page at a time."""
    desk, extent = visit.desk, visit.extent("list")
    now = desk.now()
    until = {
        When.OVERDUE: now,
        When.TODAY: midnight_after(now),
    }.get(chosen.when, midnight_after(now) + WEEK)
    marking = Marking(desk.law, desk.calendar)
    with desk.store.reading() as session:
        which = selection(session, chosen, extent).of_nodes()
        if chosen.cursor:
            which.append(_after(*_read(chosen.cursor)))
        found = due_lines(session, until, which, chosen.rows)
    return {
        "as_of": now,
        "rows": [
            {
                **as_object(line),
                "light": marking.light_name(line, now),
                "working_days": marking.calendar.working_days_between(line.due_on, now.date()),
                "settled_by": settles(desk.law, line.rule_id)[1],
            }
            for line in found
        ],
        "cursor": _cursor(found[-1].due_at, found[-1].node_id)
        if len(found) == chosen.rows
        else None,
    }


@router.get("/cases/{number}")
def case(visit: Program, number: str) -> dict[str, Any]:
    """One case with its nodes, facts, items and drafts."""
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
    visit.note("read", found.number)
    answer: dict[str, Any] = as_object(found)
    return answer


@router.get("/cases/{number}/why")
def why(visit: Program, number: str, node: Annotated[str, Query(max_length=400)]) -> dict[str, Any]:
    """Why the date of one node is what it is: fact, period, what was not counted, article."""
    desk = visit.desk
    with desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
        facts = file_of(session, found.id)
    if node not in {one.key for one in found.nodes}:
        raise Hidden
    visit.note("read", found.number)
    answer: dict[str, Any] = as_object(explain(node, facts, desk.law, desk.calendar))
    return answer


def _after(moment: datetime, node: int) -> ColumnElement[bool]:
    due = col(Node.due_at)
    return or_(due > moment, and_(due == moment, col(Node.id) > node))


def _cursor(due_at: datetime, node: int) -> str:
    return base64.urlsafe_b64encode(f"{due_at.isoformat()}|{node}".encode()).decode()


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        moment, _, node = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        found = datetime.fromisoformat(moment), int(node)
    except (ValueError, binascii.Error) as error:
        raise CursorUnreadable from error
    if found[0].tzinfo is None or not 0 <= found[1] < 2**63:
        raise CursorUnreadable
    return found

"""Objections against alerts (对预警的异议) in rows: raised, answered, and the answer asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from models.insertion import among, table_of
from models.oversight.acts.ledger import (
    CASE,
    CASE_COLUMNS,
    NODE,
    NODE_COLUMNS,
    NodeRow,
    Post,
    node_of,
    post_of,
)
from models.oversight.telling import outbox
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.tables.objection import AlertObjection, ObjectionState
from rulebook.case.casefile import FactView

OBJECTION = table_of(AlertObjection)
NEXT_IN_LINE = "director"
_AT_ONCE = 500


def raised(
    session: Session, node: NodeRow, post: Post, fact: FactView, due_at: datetime, as_of: datetime
) -> None:
    """Keep an objection that waits for its answer until `due_at`."""
    row = AlertObjection(
        case_id=post.case_id,
        node_id=node.id,
        raised_at=as_of,
        raised_by=fact.recorded_by,
        reason=str(fact.payload.get("reason") or ""),
        answer_due_at=due_at,
    )
    session.connection().execute(OBJECTION.insert(), row.model_dump(exclude={"id"}))


def waiting(session: Session, node_id: int) -> Any | None:
    """The objection on a node that waits for its answer, if there is one."""
    c = OBJECTION.c
    found = session.connection().execute(
        select(OBJECTION).where(c.node_id == node_id, c.state == ObjectionState.OPEN)
    )
    return found.one_or_none()


def dismissed(session: Session, node_id: int) -> bool:
    """Whether an objection on that node was found to be without ground."""
    c = OBJECTION.c
    found = session.connection().execute(
        select(c.id).where(c.node_id == node_id, c.state == ObjectionState.DISMISSED)
    )
    return found.first() is not None


def answered(session: Session, node_id: int, fact: FactView, upheld: bool, as_of: datetime) -> str:
    """Keep the answer to the objection that waits; who had raised it."""
    waits = waiting(session, node_id)
    assert waits is not None, "an answer without its objection was refused"
    session.connection().execute(
        update(OBJECTION)
        .where(OBJECTION.c.id == waits.id)
        .values(
            state=ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED,
            answered_at=as_of,
            answered_by=fact.recorded_by,
            answer=str(fact.payload.get("reason") or ""),
            cause=str(fact.payload.get("cause") or ""),
        )
    )
    return str(waits.raised_by)


def ask_next(session: Session, watch: Watch) -> int:
    """Answers that are late are asked of the next in line, once; how many messages that makes.

    The ladder has gone on by itself when the answer's clock ran out; the objection stays open.
    """
    rows = session.connection().execute(_late(watch.as_of)).all()
    told = outbox.post(session, [line for row in rows for line in _lines(row, watch)], watch.as_of)
    ids = [row.objection for row in rows]
    if ids:
        session.connection().execute(
            update(OBJECTION).where(among(session, OBJECTION.c.id, ids)).values(asked=True)
        )
    return told


def _late(as_of: datetime) -> Any:
    c = OBJECTION.c
    return (
        select(c.id.label("objection"), *NODE_COLUMNS, *CASE_COLUMNS)
        .join_from(OBJECTION, NODE, NODE.c.id == c.node_id)
        .join(CASE, CASE.c.id == c.case_id)
        .where(c.state == ObjectionState.OPEN, c.answer_due_at <= as_of, c.asked.is_(False))
        .order_by(c.id)
        .limit(_AT_ONCE)
    )


def _lines(row: Any, watch: Watch) -> Sequence[Line]:
    node, post = node_of(row), post_of(row)
    words = watch.heading(node, post).alert(
        "notice", "异议答复超期", "", "对预警的异议逾期未答复，请督促或者自行答复并说明理由。"
    )
    people = watch.roster.told(post.court, (NEXT_IN_LINE,), node.owner_id or post.handler_id)
    return [
        Line(
            key=f"objection:{row.objection}:late:to:{person.officer_id}",
            person=person,
            alert=words,
            case_id=post.case_id,
            node_id=node.id,
        )
        for person in people
    ]

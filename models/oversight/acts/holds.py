"""Holding a node's ladder back (暂缓升级): for a bounded time, in rows, let go by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlmodel import Session

from models.insertion import among, insertion, table_of
from models.oversight.acts.ledger import ITEM, NODE, NodeRow
from models.oversight.acts.replyclock import ReplyClock
from models.tables.hold import AlertHold
from models.tables.node import NodeState
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.standstill import HoldKind
from rulebook.time.zone import SHANGHAI

HOLD = table_of(AlertHold)
FOR_GOOD = datetime.max.replace(microsecond=0, tzinfo=SHANGHAI)  # until the clock itself moves


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold about to be written: rungs go on at `until`, reply clocks run out at `replies`."""

    node: NodeRow
    case_id: int
    kind: HoldKind
    until: datetime
    replies: datetime | None  # none: the reply clocks are not touched
    by: str
    reason: str = ""
    set_by: int | None = None  # seq of the fact that asked for it


def place(session: Session, hold: Hold, as_of: datetime) -> None:
    """Hold one node's ladder back; the latest hold of a node stands in place of any before."""
    upheld = hold.kind is HoldKind.UPHELD
    row = {
        "node_id": hold.node.id,
        "case_id": hold.case_id,
        "kind": hold.kind,
        "since": as_of,
        "until": hold.until,
        "due_at": hold.node.due_at if upheld else None,
        "by": hold.by,
        "reason": hold.reason,
    }
    statement = insertion(session, HOLD).values(row)
    fresh = {name: statement.excluded[name] for name in row if name != "node_id"}
    connection = session.connection()
    connection.execute(statement.on_conflict_do_update(index_elements=["node_id"], set_=fresh))
    connection.execute(
        update(NODE)
        .where(NODE.c.id == hold.node.id, NODE.c.next_rung_at < hold.until)
        .values(next_rung_at=None if upheld else hold.until)
    )
    if hold.replies is not None:
        connection.execute(
            update(ITEM)
            .where(ITEM.c.node_id == hold.node.id, ITEM.c.reply_due_at < hold.replies)
            .values(ReplyClock(hold.replies, ReplyGround.HELD, as_of, hold.set_by).columns)
        )


def release(session: Session, node_id: int, kinds: Collection[HoldKind], as_of: datetime) -> None:
    """Let a node's ladder go on now: the next sweep looks at what is due."""
    gone = session.connection().execute(
        delete(HOLD).where(HOLD.c.node_id == node_id, HOLD.c.kind.in_(sorted(kinds)))
    )
    if gone.rowcount:
        session.connection().execute(
            update(NODE)
            .where(NODE.c.id == node_id, NODE.c.state == NodeState.RUNNING, NODE.c.ladder != "")
            .values(next_rung_at=as_of)
        )


def held(
    session: Session, clocks: Mapping[int, datetime | None], as_of: datetime
) -> Mapping[int, AlertHold]:
    """The holds that stand at `as_of`, by node; `clocks` are the nodes' ids and due moments."""
    found = session.connection().execute(
        select(HOLD).where(among(session, HOLD.c.node_id, list(clocks)), HOLD.c.until > as_of)
    )
    rows = (AlertHold(**row._mapping) for row in found)
    return {row.node_id: row for row in rows if row.due_at in (None, clocks[row.node_id])}


def goes_on(hold: AlertHold) -> datetime | None:
    """When the held ladder is to be looked at again; None when only its clock can set it going."""
    return None if hold.kind == HoldKind.UPHELD else hold.until


def standing(as_of: datetime) -> ColumnElement[bool]:
    """A hold that stands at `as_of` on the node that the query joins it to."""
    same = or_(HOLD.c.due_at.is_(None), HOLD.c.due_at == NODE.c.due_at)
    return and_(HOLD.c.node_id == NODE.c.id, HOLD.c.until > as_of, same)

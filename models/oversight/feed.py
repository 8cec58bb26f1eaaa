"""The feed in rows (上级数据): how fresh the last import left it, and what waits for the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session

from models.insertion import among, table_of, upsert_many
from models.tables.hold import AlertHold
from models.tables.item import SupervisionItem
from models.tables.node import Node, NodeState
from models.tables.source import ImportRun
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.feed import Feed, feed
from rulebook.oversight.standstill import HoldKind
from rulebook.time.calendar import Calendar

_HOLD, _ITEM, _NODE = table_of(AlertHold), table_of(SupervisionItem), table_of(Node)
_IMPORT = table_of(ImportRun)


def standing(session: Session, law: Lawbook, calendar: Calendar, as_of: datetime) -> Feed | None:
    """How fresh the imported data are; None when no profile asks or no import ever ended."""
    if law.feed is None:
        return None
    ended = _IMPORT.c.ended_at
    newest = select(ended).where(ended.is_not(None)).order_by(_IMPORT.c.id.desc()).limit(1)
    last = session.connection().execute(newest).scalar()
    return None if last is None else feed(law.feed, last, as_of, calendar)


def hold(
    session: Session, nodes: Mapping[int, int], seen: Feed | None, as_of: datetime, until: datetime
) -> None:
    """Hold nodes back (id → case id) until the next look at the feed; in one statement."""
    if not nodes or seen is None:
        return
    said = {"kind": HoldKind.FEED_STALE, "since": as_of, "until": until, "due_at": None}
    rows = [
        {"node_id": node, "case_id": case, **said, "by": "", "reason": seen.zh}
        for node, case in sorted(nodes.items())
    ]
    upsert_many(session, _HOLD, rows, ("node_id",))


def waited_for(session: Session) -> bool:
    """Whether any node waits for fresh data."""
    one = select(_HOLD.c.node_id).where(_of_feed()).limit(1)
    return session.connection().execute(one).first() is not None


def release(session: Session, as_of: datetime) -> int:
    """Fresh data came: what waited for them goes on now, with its true delay; how many nodes."""
    waiting = dict(
        session.connection()
        .execute(select(_HOLD.c.node_id, _HOLD.c.until).where(_of_feed()))
        .tuples()
        .all()
    )
    if not waiting:
        return 0
    connection, ids = session.connection(), sorted(waiting)
    connection.execute(delete(_HOLD).where(_of_feed()))
    climbs = (_NODE.c.state == NodeState.RUNNING, _NODE.c.next_rung_at > as_of)
    connection.execute(
        update(_NODE).where(among(session, _NODE.c.id, ids), *climbs).values(next_rung_at=as_of)
    )
    for until in set(waiting.values()):  # a reply clock that waited stands at its hold's end
        connection.execute(
            update(_ITEM)
            .where(among(session, _ITEM.c.node_id, ids), _ITEM.c.reply_due_at == until)
            .values(reply_due_at=as_of)
        )
    return len(waiting)


def _of_feed() -> ColumnElement[bool]:
    return _HOLD.c.kind == HoldKind.FEED_STALE

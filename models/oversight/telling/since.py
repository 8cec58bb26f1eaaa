"""What has become of a matter since a message on it was written (此后情况).

A message may wait: for the morning, for a channel that was dead. What it asks for may be done by
the time it is read, and then it must not ask for it as if nobody had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case

from models.insertion import table_of
from models.oversight.telling.outbox import MESSAGE
from models.tables.item import SupervisionItem
from models.tables.node import Node, NodeState
from rulebook.oversight.supervision import STATE_NAMES, ItemState

ITEM, NODE = table_of(SupervisionItem), table_of(Node)
# A matter that a higher level took up, or that nobody answered, is still to be done.
_OVER = (ItemState.STRUCK_OFF, ItemState.DECLINED)
_CLOCK: Mapping[str, str] = {
    NodeState.SETTLED: "已办结",
    NodeState.MOOT: "已终止",
    NodeState.PAUSED: "期间已暂停",
}


def joined(found: Select[Any]) -> Select[Any]:
    """The query of messages with the rows that `became` reads."""
    item = found.outerjoin(ITEM, ITEM.c.id == MESSAGE.c.item_id)
    return item.outerjoin(NODE, NODE.c.id == MESSAGE.c.node_id)


def became() -> ColumnElement[str]:
    """The state that a message should tell of beside its words; empty when it stands as written.

    A rung of the ladder is climbed while its clock runs only; another message on a node may well
    be written when the node is done.
    """
    ended = and_(ITEM.c.state.in_(_OVER), ITEM.c.ended_at > MESSAGE.c.created_at)
    climbed = and_(MESSAGE.c.claim_id.is_not(None), NODE.c.state.in_(tuple(_CLOCK)))
    return case((ended, ITEM.c.state), (climbed, NODE.c.state), else_="").label("became")


def said(state: str) -> str:
    """The state in the words of a digest's line."""
    if not state:
        return ""
    return _CLOCK.get(state) or STATE_NAMES[ItemState(state)]

"""Which clocks have an act that is only proposed (拟发): nobody has decided on it yet."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from models.reading.picture import NodeLine
from models.tables.item import OPEN_ITEM, ItemState, SupervisionItem


def proposed(session: Session, lines: Iterable[NodeLine]) -> frozenset[int]:
    """The nodes among the lines whose newest open matter waits for a decision; one statement."""
    nodes = {line.node_id for line in lines}
    if not nodes:
        return frozenset()
    item = SupervisionItem
    found = session.exec(
        select(item.node_id, item.state)
        .where(OPEN_ITEM, col(item.node_id).in_(nodes))
        .order_by(col(item.id))
    )
    newest = dict(found.all())
    return frozenset(node for node, state in newest.items() if state == ItemState.PROPOSED)

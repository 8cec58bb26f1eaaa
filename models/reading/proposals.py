"""The newest open matter on each clock (在办事项), and those that are only proposed (拟发)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlmodel import Session, col, select

from models.reading.picture import NodeLine
from models.tables.item import OPEN_ITEM, ItemState, SupervisionItem

Matter = tuple[int, str, str]  # its number, its level, its state


def proposed(session: Session, lines: Iterable[NodeLine]) -> frozenset[int]:
    """The nodes among the lines whose newest open matter waits for a decision; one statement."""
    return waiting(newest(session, {line.node_id for line in lines}))


def waiting(matters: Mapping[int, Matter]) -> frozenset[int]:
    """The nodes whose matter waits for a decision."""
    return frozenset(node for node, (_, _, state) in matters.items() if state == ItemState.PROPOSED)


def newest(session: Session, nodes: Collection[int]) -> dict[int, Matter]:
    """The newest open matter on each of these nodes that has one."""
    if not nodes:
        return {}
    item = SupervisionItem
    found = session.exec(
        select(item.node_id, item.id, item.level, item.state)
        .where(OPEN_ITEM, col(item.node_id).in_(nodes))
        .order_by(col(item.id))
    )
    return {node: (number or 0, level, state) for node, number, level, state in found}

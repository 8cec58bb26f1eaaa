"""Which matters a selection means (督办筛选): their level, their state and where they came from."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.reading.selection import Selection
from models.tables.fact import Fact
from models.tables.item import OPEN_ITEM, SupervisionItem
from models.tables.node import Node

OPENED = "supervision_order_opened"


class Source(StrEnum):
    """Where a matter came from (督办来源)."""

    ANY = ""
    LADDER = "ladder"  # 系统: the clock climbed to it
    PERSON = "person"  # 人工: an officer opened it on a sample, a complaint, a leader's word
    ABOVE = "above"  # 上级法院: the court above has it


def of_items(chosen: Selection) -> list[ColumnElement[bool]]:
    """Conditions on matters beside their nodes: level and source, not the state."""
    found: list[ColumnElement[bool]] = []
    level, above = col(SupervisionItem.level), col(SupervisionItem.court_code).is_not(None)
    if chosen.level:
        found.append(or_(level == chosen.level, level.like(f"{chosen.level}#%")))
    if chosen.source == Source.ABOVE:
        found.append(above)
    elif chosen.source == Source.PERSON:
        found.append(_by_a_person())
    elif chosen.source:
        found += [~above, ~_by_a_person()]
    return found


def of_nodes(chosen: Selection) -> list[ColumnElement[bool]]:
    """The same of nodes: that an open matter of the kind stands on them; nothing if none is meant.

    The state of the matter counts here too.
    """
    which = of_items(chosen)
    if chosen.state:
        which.append(col(SupervisionItem.state) == chosen.state)
    if not which:
        return []
    matter = select(col(SupervisionItem.id)).where(
        col(SupervisionItem.node_id) == col(Node.id), OPEN_ITEM, *which
    )
    return [matter.correlate(Node).exists()]


def _by_a_person() -> ColumnElement[bool]:
    opened = aliased(Fact)
    found = select(col(opened.id)).where(
        col(opened.case_id) == col(Node.case_id),
        col(opened.kind) == OPENED,
        col(opened.subject_ref) == col(Node.key),
    )
    return found.correlate(Node).exists()

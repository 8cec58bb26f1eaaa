"""Transitions (节点变化): what happened to a node, each shown as one task of the case's run."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class Transition(SQLModel, table=True):
    """opened, due_soon, overdue, escalated, held, paused, resumed, moved, settled, moot."""

    __table_args__ = (
        Index(
            "transition_unshown",
            "case_id",
            postgresql_where=text("shown_at IS NULL"),
            sqlite_where=text("shown_at IS NULL"),
        ),
        Index("transition_node", "node_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int  # the node's case: the node vouches for it, and a check costs every fact its time
    node_id: int = Field(foreign_key="node.id")
    what: str
    detail: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)
    fact_seq: int | None = None
    shown_at: datetime | None = Field(default=None, sa_type=Moment)

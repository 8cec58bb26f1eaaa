"""Supervision items (督办事项): an open matter on one overdue node."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment
from rulebook.oversight.supervision import ItemState

# The law knows the states, the book keeps them.
__all__ = ["ItemState", "SupervisionItem"]


class SupervisionItem(SQLModel, table=True):
    """One act of supervision on one node and level; closed only by verification."""

    __tablename__ = "supervision_item"
    __table_args__ = (
        Index(
            "item_one_open",
            "node_id",
            "level",
            unique=True,
            postgresql_where=text("state NOT IN ('struck_off', 'superseded', 'lapsed')"),
            sqlite_where=text("state NOT IN ('struck_off', 'superseded', 'lapsed')"),
        ),
        Index(
            "item_reply_due",
            "reply_due_at",
            postgresql_where=text("reply_due_at IS NOT NULL"),
            sqlite_where=text("reply_due_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int = Field(foreign_key="node.id")
    level: str  # urge 催办, order 督办, interview 约谈
    rung: str
    state: str
    opened_at: datetime = Field(sa_type=Moment)
    issued_at: datetime | None = Field(default=None, sa_type=Moment)
    issued_by: str = ""  # an officer, or "ladder" for an automatic rung
    receipted_at: datetime | None = Field(default=None, sa_type=Moment)
    reply_due_at: datetime | None = Field(default=None, sa_type=Moment)  # none: no clock runs
    replied_at: datetime | None = Field(default=None, sa_type=Moment)
    reply: str = Field(default="", sa_type=Text)
    returned: int = 0
    verified_by: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_why: str = Field(default="", sa_type=Text)

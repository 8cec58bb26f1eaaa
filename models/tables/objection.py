"""Objections against wrong alerts (对预警的异议), each answered with reasons by someone else."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment

_OPEN = text("state = 'open'")


class ObjectionState(StrEnum):
    OPEN = "open"  # waits for an answer
    UPHELD = "upheld"  # 异议成立: the alert was wrong
    DISMISSED = "dismissed"  # 异议不成立


class AlertObjection(SQLModel, table=True):
    """One objection of the supervised against the alerts on one node."""

    __tablename__ = "alert_objection"
    __table_args__ = (
        Index(
            "objection_one_open", "node_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN
        ),
        # What the patrol reads: answers that are owed and were not asked for yet.
        Index("objection_answer_due", "answer_due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int = Field(foreign_key="node.id", index=True)
    raised_at: datetime = Field(sa_type=Moment)
    raised_by: str
    reason: str = Field(default="", sa_type=Text)
    answer_due_at: datetime = Field(sa_type=Moment)  # first moment at which an answer is late
    asked: bool = False  # the next in line was told that the answer is late
    state: str = ObjectionState.OPEN
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: str = ""
    answer: str = Field(default="", sa_type=Text)
    cause: str = ""  # 误报原因, of one that was upheld

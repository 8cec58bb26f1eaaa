"""The outbox (待发): what has to be told to whom, written with the act that caused it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class MessageState(StrEnum):
    WAITING = "waiting"  # no channel was chosen yet
    ROUTED = "routed"  # on its way: its deliveries say how far
    SENT = "sent"  # one channel took it
    FAILED = "failed"  # given up on the last channel; the board says so
    SHOWN = "shown"  # stands on the board, and goes out over no channel


class Message(SQLModel, table=True):
    """One line for one person. Delivery joins a person's waiting lines into one digest."""

    __table_args__ = (
        Index(
            "message_waiting",
            "not_before",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(unique=True)  # e.g. claim:17:to:J001
    case_id: int | None = Field(default=None, index=True)
    node_id: int | None = None
    claim_id: int | None = Field(default=None, index=True)
    # The matter it asks or tells of.
    item_id: int | None = Field(default=None, sa_type=BigKey)
    officer_id: str
    level: str  # due_soon, reminder, urge, order, interview, notice
    channel: str = "digest"  # how its rung goes: digest, single, screen
    subject: str
    body: str = Field(sa_type=Text)
    route: str = ""  # why this person, when not the first choice: deputy, next level
    created_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    state: str = MessageState.WAITING
    error: str = Field(default="", sa_type=Text)  # why the last channel did not take it
    sent_at: datetime | None = Field(default=None, sa_type=Moment)

"""The outbox (待发): what has to be told to whom, written with the act that caused it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class MessageState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"  # a deliverer holds it until claimed_until
    SENT = "sent"
    FAILED = "failed"  # given up after the last try; the board says so


class Message(SQLModel, table=True):
    """One line for one person. Delivery joins a person's waiting lines into one digest."""

    __table_args__ = (
        Index(
            "message_waiting",
            "not_before",
            postgresql_where=text("state IN ('waiting', 'claimed')"),
            sqlite_where=text("state IN ('waiting', 'claimed')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(unique=True)  # e.g. claim:17:to:J001
    case_id: int | None = Field(default=None, index=True)
    node_id: int | None = None
    claim_id: int | None = Field(default=None, index=True)
    officer_id: str
    level: str  # due_soon, reminder, urge, order, interview, notice
    channel: str = "digest"  # how its rung goes: digest, single, screen
    subject: str
    body: str = Field(sa_type=Text)
    route: str = ""  # why this person, when not the first choice: deputy, next level
    created_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    state: str = MessageState.WAITING
    claimed_until: datetime | None = Field(default=None, sa_type=Moment)
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    digest: str = ""  # the digest it went out in

"""Deliveries (送达): what became of a message on each channel that it was given to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment

_UNDER_WAY = text("state IN ('waiting', 'claimed')")
_SENT = text("sent_at IS NOT NULL")


class DeliveryState(StrEnum):
    WAITING = "waiting"  # for its moment, or for another try
    CLAIMED = "claimed"  # a deliverer holds it until claimed_until
    SENT = "sent"
    FELL_BACK = "fell_back"  # given up here; the next channel has it
    FAILED = "failed"  # given up here, and there was no other channel


class Delivery(SQLModel, table=True):
    """One message on one channel, once: the constraint says so.

    A message has at most one delivery under way and at most one that was sent.
    """

    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        Index(
            "delivery_under_way",
            "channel",
            "next_at",
            postgresql_where=_UNDER_WAY,
            sqlite_where=_UNDER_WAY,
        ),
        Index("delivery_sent", "officer_id", "sent_at", postgresql_where=_SENT, sqlite_where=_SENT),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    message_id: int = Field(foreign_key="message.id")
    channel: str
    rank: int = 0  # 0: the first choice, 1: the first fallback, …
    officer_id: str
    state: str = DeliveryState.WAITING
    digest: str = ""  # the digest it goes out in; kept while that one may have arrived
    attempts: int = 0
    next_at: datetime = Field(sa_type=Moment)
    claimed_until: datetime | None = Field(default=None, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str = Field(default="", sa_type=Text)


class ChannelHealth(SQLModel, table=True):
    """How a channel does (渠道状态): its recent failures, and since when it counts as dead."""

    __tablename__ = "channel_health"

    channel: str = Field(primary_key=True)
    failures: list[str] = Field(default_factory=list, sa_type=Document)  # moments, ISO
    dead_since: datetime | None = Field(default=None, sa_type=Moment)
    retry_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str = Field(default="", sa_type=Text)
    last_sent_at: datetime | None = Field(default=None, sa_type=Moment)
    minute_at: datetime | None = Field(default=None, sa_type=Moment)  # the rate's current minute
    minute_count: int = 0  # digests begun in it

"""Recounts that are owed (待重新推算): what made them due, how far they are, who is at it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class Cause(StrEnum):
    OVERLAY = "overlay"  # an overlay was approved: every open clock is counted anew
    CALENDAR = "calendar"  # a notice was loaded: the same
    LADDERS = "ladders"  # open clocks change over to the ladders of the law as it stands


class OwedRecount(SQLModel, table=True):
    """One way through the book's open cases, from the moment it fell due. Done, it stays."""

    __tablename__ = "owed_recount"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    cause: str
    overlay_id: int | None = Field(default=None, foreign_key="law_overlay.id", sa_type=BigKey)
    ladders: str = ""  # the mark of the ladders to change over to; else empty
    reason: str = Field(sa_type=Text)  # as the fact of each case says it
    asked_by: str
    asked_at: datetime = Field(sa_type=Moment)
    reached: int = Field(default=0, sa_type=BigKey)  # the last case that was gone through
    lease_owner: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)

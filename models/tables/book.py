"""The book (案册): one database, one installation's cases, live or rehearsal for ever."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.tables.columns import Moment


class BookKind(StrEnum):
    LIVE = "live"  # 正式: the clock is the server's
    REHEARSAL = "rehearsal"  # 演练: the clock may be moved, and everything says so


class Book(SQLModel, table=True):
    """The one row that says what this database is. `kind` never changes."""

    id: int = Field(default=1, primary_key=True)
    kind: str
    created_at: datetime = Field(sa_type=Moment)
    # How far the rehearsal's clock is ahead of the server's; always 0 in a live book.
    ahead_seconds: int = Field(default=0, sa_type=BigInteger)
    profile: str = "national"

"""Requests (查询请求): what other systems were asked for a node, and whether they answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class RequestState(StrEnum):
    WAITING = "waiting"  # to be asked, or asked and not answered yet
    ANSWERED = "answered"
    DROPPED = "dropped"  # its node ended before an answer came
    GIVEN_UP = "given_up"  # asked as often as is sensible; somebody was told


class Request(SQLModel, table=True):
    """One question of one node to one system. `key` makes asking it again harmless."""

    __tablename__ = "adapter_request"
    __table_args__ = (
        Index(
            "adapter_request_next",
            "next_at",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(unique=True)
    interface: str
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int = Field(foreign_key="node.id")
    state: str = RequestState.WAITING
    made_at: datetime = Field(sa_type=Moment)
    next_at: datetime = Field(sa_type=Moment)  # when it is to be put, or put again
    tries: int = 0
    error: str = Field(default="", sa_type=Text)  # of the last call
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    answer: str = ""  # sha-256 of the file that answered it

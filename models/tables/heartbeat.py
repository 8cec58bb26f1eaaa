"""Heartbeats (心跳): that the patrol ran, and that the auditor found it in order."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import Document, Moment


class Heartbeat(SQLModel, table=True):
    """One row a duty (patrol, auditor). A withheld beat keeps its old moment and says why."""

    name: str = Field(primary_key=True)
    beat_at: datetime | None = Field(default=None, sa_type=Moment)  # last good beat
    tried_at: datetime = Field(sa_type=Moment)
    fault: str = Field(default="", sa_type=Text)
    figures: dict[str, object] = Field(default_factory=dict, sa_type=Document)

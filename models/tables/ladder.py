"""Versions of ladders (阶梯版本) that nodes of the book climb, kept when the first node opened."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import Moment


class LadderVersion(SQLModel, table=True):
    """One ladder as it once stood; a node under it climbs on, whatever the profile says now."""

    __tablename__ = "ladder_version"

    version: str = Field(primary_key=True)  # digest of the text
    ladder: str  # the ladder's id
    text: str = Field(sa_type=Text)  # the entry itself, as JSON
    kept_at: datetime = Field(sa_type=Moment)

"""Letters (文书): drafts the system writes as the automatic part of a node."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class Letter(SQLModel, table=True):
    """One draft. `key` makes drafting it again harmless. A draft is not the issued paper."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(unique=True)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int | None = Field(default=None, foreign_key="node.id")
    kind: str
    title: str
    body: str = Field(sa_type=Text)
    drafted_at: datetime = Field(sa_type=Moment)

"""Claims (触发记录): that a rung was fired on a node, at most once."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class Claim(SQLModel, table=True):
    """One rung fired, or passed over because a higher one was due. The constraint is the lock."""

    __tablename__ = "rung_claim"
    __table_args__ = (
        UniqueConstraint("node_id", "rung"),
        Index("claim_fired", "fired_at"),  # what a bulletin reads: the alerts of a period
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int
    node_id: int = Field(foreign_key="node.id")
    rung: str  # the rung's key; "#2" behind it in the clock's second round
    fired_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str  # fired, skipped
    overdue_days: int = 0  # days past the last day at that moment; negative: still to go
    item_id: int | None = None

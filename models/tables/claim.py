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
        # What a repetition counts: one person's claims of a level, the newest ones.
        Index("claim_of_owner", "owner_id", "level", "fired_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int
    node_id: int = Field(foreign_key="node.id")
    rung: str  # the rung's key; "~7" behind it: idle since fact 7; "#2": the clock's second round
    level: str = ""  # the key without its marks
    ladder: str = ""  # id of the ladder that was climbed
    owner_id: str | None = None  # who answered for the node at that moment
    fired_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str  # fired, skipped
    overdue_days: int = 0  # days past the last day at that moment; negative: still to go
    item_id: int | None = None

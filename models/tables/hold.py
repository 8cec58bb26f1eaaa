"""What holds a node's ladder back for a bounded time (暂缓升级)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class AlertHold(SQLModel, table=True):
    """One hold a node, the latest; it is over at `until` by itself.

    `due_at` names the clock that it is about: when the due moment moves it holds no longer. None:
    whatever the clock says.
    """

    __tablename__ = "alert_hold"

    node_id: int = Field(primary_key=True, sa_type=BigKey, foreign_key="node.id")
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    kind: str  # done_not_recorded, muted, objected, upheld, promised, handed_over, feed_stale
    since: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)  # first moment at which the ladder goes on
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    by: str
    reason: str = ""

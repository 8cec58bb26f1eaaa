"""Supervision items (督办事项): an open matter on one overdue node."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, Text, literal_column, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment
from rulebook.oversight.supervision import ItemState

# The law knows the states, the book keeps them.
__all__ = ["OPEN_ITEM", "UNANSWERED_ITEM", "ItemState", "SupervisionItem"]

_OPEN = "state NOT IN ('struck_off', 'superseded', 'lapsed', 'declined')"
# Word for word the condition of the partial index, which then serves the query.
OPEN_ITEM: ColumnElement[bool] = literal_column(f"supervision_item.{_OPEN}")
# The same of what nobody answered in time and no fresh clock runs for; its node may be done since.
_UNANSWERED = (
    "silent_since IS NOT NULL AND reply_due_at IS NULL"
    " AND state IN ('issued', 'receipted', 'returned', 'lapsed')"
)
UNANSWERED_ITEM: ColumnElement[bool] = literal_column(
    "supervision_item.silent_since IS NOT NULL AND supervision_item.reply_due_at IS NULL"
    " AND supervision_item.state IN ('issued', 'receipted', 'returned', 'lapsed')"
)


class SupervisionItem(SQLModel, table=True):
    """One act of supervision on one node and level; closed only by verification."""

    __tablename__ = "supervision_item"
    __table_args__ = (
        Index(
            "item_one_open",
            "node_id",
            "level",
            unique=True,
            postgresql_where=text(_OPEN),
            sqlite_where=text(_OPEN),
        ),
        Index(
            "item_reply_due",
            "reply_due_at",
            postgresql_where=text("reply_due_at IS NOT NULL"),
            sqlite_where=text("reply_due_at IS NOT NULL"),
        ),
        Index(
            "item_unanswered",
            "node_id",
            postgresql_where=text(_UNANSWERED),
            sqlite_where=text(_UNANSWERED),
        ),
        Index(
            "item_ended",
            "ended_at",
            "id",
            postgresql_where=text("ended_at IS NOT NULL"),
            sqlite_where=text("ended_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int = Field(foreign_key="node.id")
    level: str  # urge 催办, order 督办, interview 约谈
    rung: str
    state: str
    opened_at: datetime = Field(sa_type=Moment)
    issued_at: datetime | None = Field(default=None, sa_type=Moment)
    issued_by: str = ""  # an officer, or "ladder" for an automatic rung
    court_code: str | None = None  # the court above that has the matter; none: the case's own
    receipted_at: datetime | None = Field(default=None, sa_type=Moment)
    promised_on: date | None = None  # by when the node will be done, as promised on receipt
    reply_due_at: datetime | None = Field(default=None, sa_type=Moment)  # none: no clock runs
    reply_ground: str | None = None  # from what that was set; none: none is owed, or an older row
    reply_since: datetime | None = Field(default=None, sa_type=Moment)  # what it is counted from
    reply_set_by: int | None = None  # seq of the fact that set it; none: the ladder by itself
    replied_at: datetime | None = Field(default=None, sa_type=Moment)
    reply: str = Field(default="", sa_type=Text)
    reply_seq: int | None = None  # the fact that answered, with its evidence
    silent_since: datetime | None = Field(default=None, sa_type=Moment)  # first late for a reply
    returned: int = 0
    verified_by: str = ""
    verified_on: str = ""  # facts: a settled node; evidence: a paper
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_why: str = Field(default="", sa_type=Text)

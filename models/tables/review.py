"""Findings of scheduled reviews (核查事项), and the handover sheets of the duty desk (值班交接)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class ReviewState(StrEnum):
    OPEN = "open"  # a person has to look into it
    DONE = "done"  # a person concluded it
    SUPERSEDED = "superseded"  # it holds no more, or a higher mark took its place


class Review(SQLModel, table=True):
    """One finding of one kind of review. The constraint lets a run be repeated at any time."""

    __table_args__ = (
        UniqueConstraint("kind", "subject", "turn"),
        Index(
            "review_open",
            "kind",
            "court_code",
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    kind: str
    subject: str  # what it is about, unique within the kind
    turn: str  # which time: the mark that was crossed, or the period looked at
    case_id: int | None = Field(default=None, foreign_key="enforcement_case.id", index=True)
    court_code: str
    about: str = ""  # the subject in words fit for any message
    why: str = Field(sa_type=Text)
    figures: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    found_on: date
    found_at: datetime = Field(sa_type=Moment)
    state: str = ReviewState.OPEN
    role: str = ""  # which role has to look into it
    officer_id: str | None = None  # who was told first
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: str = ""  # an officer; "" when the matter itself went away
    outcome: str = ""
    reason: str = Field(default="", sa_type=Text)
    fact_seq: int | None = None  # the fact of the case that says so


class Handover(SQLModel, table=True):
    """One handover of the duty desk (值班交接). The sheet was frozen when it was handed over."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    court_code: str = Field(index=True)  # "": the whole installation
    since: datetime = Field(sa_type=Moment)  # where the one before it ended
    handed_at: datetime = Field(sa_type=Moment)
    handed_by: str
    handed_to: str
    taken_at: datetime | None = Field(default=None, sa_type=Moment)  # signed for by `handed_to`
    note: str = Field(default="", sa_type=Text)
    sheet: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    digest: str  # sha-256 of the sheet

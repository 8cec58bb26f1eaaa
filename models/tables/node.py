"""Nodes (节点): a rule at work on one case and one subject."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class NodeState(StrEnum):
    RUNNING = "running"  # the clock runs
    WAITING = "waiting"  # a minimum term, a party's period, an effect: the court cannot be late
    PAUSED = "paused"  # the clock stands on a lawful cause; it has no due moment
    SETTLED = "settled"  # the settling fact happened
    MOOT = "moot"  # the case ended or the opening fact was corrected away


class Node(SQLModel, table=True):
    """One mandated step of one case. Derived from facts; `key` makes deriving again harmless."""

    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        # What the patrol reads: only nodes that still have a rung to climb.
        Index(
            "node_next_rung",
            "next_rung_at",
            postgresql_where=text("next_rung_at IS NOT NULL"),
            sqlite_where=text("next_rung_at IS NOT NULL"),
        ),
        # With case and id, so that a court's are counted without a look at any row; with the state
        # too, since SQLite compares it although the index holds no other.
        Index(
            "node_running_due",
            "due_at",
            "id",
            "case_id",
            "state",
            postgresql_where=text("state = 'running'"),
            sqlite_where=text("state = 'running'"),
        ),
        # What is counted rule by rule: measures that run out, and how courts stand.
        Index(
            "node_running_rule",
            "rule_id",
            "due_at",
            "case_id",
            "enforced",
            "code",
            "state",
            postgresql_where=text("state = 'running'"),
            sqlite_where=text("state = 'running'"),
        ),
        # What a bulletin reads: nodes that ended, kept or not, by their last day.
        Index(
            "node_kept",
            "timeliness",
            "due_at",
            postgresql_where=text("timeliness <> ''"),
            sqlite_where=text("timeliness <> ''"),
        ),
        # Few stand still at a time, and lists and checks read them all.
        Index(
            "node_paused",
            "case_id",
            postgresql_where=text("state = 'paused'"),
            sqlite_where=text("state = 'paused'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id")
    key: str  # rule|subject|seq of the opening fact; of a series #1, #2 … behind it
    rule_id: str
    rule_version: str  # digest of the rule's text at the time of opening
    code: str  # official node code 001–040; "" for a step that is none of them
    subject_kind: str = "case"
    subject_ref: str = ""
    opened_by: int  # seq of the opening fact
    origin_at: datetime = Field(sa_type=Moment)
    due_on: date | None = None  # last day; none while paused
    due_at: datetime | None = Field(default=None, sa_type=Moment)  # first moment that is late
    provisional: bool = False
    calendar: str = ""
    state: str = NodeState.RUNNING
    settled_by: int | None = None
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    timeliness: str = ""  # in_time, late, late_or_unproven
    role: str = ""
    # The case's handler or nobody: the case vouches that the officer is registered.
    owner_id: str | None = Field(default=None, index=True)
    enforced: bool = True  # false: shown, never charged as a breach
    ladder: str = ""
    ladder_version: str = ""  # the ladder as it stood when the node opened; "": as it is now
    # The ladder as it stood when this clock was set: [[rung, ISO moment], …] in time order.
    schedule: list[Any] = Field(default_factory=list, sa_type=Document)
    round: int = 1  # counts up when a due moment moves after a rung has fired
    next_rung_at: datetime | None = Field(default=None, sa_type=Moment)

"""Interviews (约谈): with the handler and the leader, about an overdue node."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class InterviewState(StrEnum):
    CONVENED = "convened"  # notice drafted, waiting to be held
    HELD = "held"  # the record stands
    CANCELLED = "cancelled"  # the matter was settled before it was held
    NOT_HELD = "not_held"  # its time ran out; the next court took the matter up


class Interview(SQLModel, table=True):
    """One interview on one supervision item. The facts were frozen when it was convened."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    item_id: int = Field(foreign_key="supervision_item.id", unique=True)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    node_id: int = Field(foreign_key="node.id")
    state: str = InterviewState.CONVENED
    convened_at: datetime = Field(sa_type=Moment)
    set_for: datetime = Field(sa_type=Moment)  # the appointed moment
    moved: int = 0  # how often it was set anew: the sequence of its calendar invitation
    interviewer_id: str | None = Field(default=None, foreign_key="officer.id")
    # Staff numbers of those who were summoned, the interviewer apart.
    invited: list[str] = Field(default_factory=list, sa_type=Document)
    fact_sheet: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    held_at: datetime | None = Field(default=None, sa_type=Moment)
    attendees: list[str] = Field(default_factory=list, sa_type=Document)
    causes: str = Field(default="", sa_type=Text)
    recorded_by: str = ""
    flow_run_id: str | None = None
    # How far Prefect knows: the run was made / was told that the record stands.
    run_told: bool = False

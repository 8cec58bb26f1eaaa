"""What a write is answered (应答): the fact's place in the chain, and the nodes it changed."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field


class Change(BaseModel):
    """What befell a node."""

    what: str = Field(examples=["opened", "settled", "paused", "resumed", "moved", "moot"])
    detail: str


class ChangedNode(BaseModel):
    """A node as it stands after the fact."""

    key: str
    changes: list[Change]
    rule_id: str
    code: str = Field(description="official code of the node, such as 003")
    subject_kind: str
    subject_ref: str | None
    state: str
    origin_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    provisional: bool | None
    settled_by: int | None
    settled_at: datetime | None
    timeliness: str | None


class Remark(BaseModel):
    """The fact was taken, but somebody should look."""

    gate: str
    rule: str | None = Field(None, description="absent where it follows from none")
    article: str = Field(description="of the law; empty where good sense remarks")
    zh: str
    en: str


class Recorded(BaseModel):
    """A fact that stands; of a dry run, as it would stand."""

    case: str = Field(examples=["（2026）京0105执1234号"])
    seq: int = Field(description="its number in the case")
    hash: str = Field(description="its seal in the chain of the case's facts")
    recorded_at: datetime
    again: bool = Field(description="it stood already; nothing was added")
    remarks: list[Remark]
    nodes: list[ChangedNode]

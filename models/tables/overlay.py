"""Overlays of the law that a court makes on the board (规则叠加): proposed, then decided on."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class LawOverlay(SQLModel, table=True):
    """One proposal, as it was written and tried. Never edited: another one is made."""

    __tablename__ = "law_overlay"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    title: str
    text: str = Field(sa_type=Text)  # TOML, as a court's own profile writes it
    digest: str  # of the text
    law: str  # the version of the law upon which it was tried
    proposed_by: str
    proposed_at: datetime = Field(sa_type=Moment)
    reason: str = Field(default="", sa_type=Text)


class OverlayDecision(SQLModel, table=True):
    """What a second officer said of a proposal: once, and for ever."""

    __tablename__ = "overlay_decision"

    overlay_id: int = Field(primary_key=True, foreign_key="law_overlay.id", sa_type=BigKey)
    approved: bool
    decided_by: str
    decided_at: datetime = Field(sa_type=Moment)
    reason: str = Field(default="", sa_type=Text)

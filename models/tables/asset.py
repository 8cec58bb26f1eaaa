"""Subjects of a case (标的): the case itself, an asset, a clue, a receipt of money, a promise."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document


class Asset(SQLModel, table=True):
    """One piece of property (财产) in a case, known by the reference the court gives it."""

    __table_args__ = (UniqueConstraint("case_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id", index=True)
    ref: str
    kind: str = ""  # deposit, vehicle, immovable, movable, shares, …
    title: str = ""
    owner: str = ""
    details: dict[str, object] = Field(default_factory=dict, sa_type=Document)

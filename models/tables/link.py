"""Links between cases (关联案件): which case takes up which, as their own facts say."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey


class CaseLink(SQLModel, table=True):
    """One case names another. It follows from the facts and can be made anew from them."""

    __tablename__ = "case_link"
    __table_args__ = (UniqueConstraint("case_id", "fact_seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id")
    fact_seq: int  # the fact that names it
    other: str = Field(index=True)  # the case number named, whether the book has it or not
    role: str  # first: this case takes it up again; next: it takes this one up; reversal

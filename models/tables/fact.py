"""Facts (事实): append-only, hash-chained per case, each with two times."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class Fact(SQLModel, table=True):
    """Something that happened in a case. Never edited: a mistake is met by a correcting fact."""

    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        # What a bulletin reads: facts of a kind by the time of their entry, and corrections.
        Index("fact_kind_entry", "kind", "recorded_at"),
        Index(
            "fact_correcting",
            "case_id",
            postgresql_where=text("corrects IS NOT NULL"),
            sqlite_where=text("corrects IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id")
    seq: int  # 1, 2, 3 … within the case
    kind: str
    subject_kind: str = "case"
    subject_ref: str = ""
    occurred_at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)  # the server's clock; nobody may set it
    recorded_by: str
    payload: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    evidence: str = Field(default="", sa_type=Text)  # the paper's name or words
    evidence_hash: str = ""  # sha-256 of a stored file
    evidence_on: date | None = None  # the date the paper itself bears
    corrects: int | None = None  # seq of the fact this one corrects
    source: str = Field(default="desk")  # desk, import, task, api
    prev: str
    hash: str


class FactKey(SQLModel, table=True):
    """A sender's own key for a fact, so that sending it again adds nothing."""

    __tablename__ = "fact_key"

    key: str = Field(primary_key=True)
    fact_id: int = Field(sa_type=BigInteger, foreign_key="fact.id")

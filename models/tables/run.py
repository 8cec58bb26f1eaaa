"""The case's run (案件运行): what ties a case to its Prefect flow run."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import Moment


class CaseRun(SQLModel, table=True):
    """One row a case. `wanted` counts wakes asked for, `seen` the last one a pass has served."""

    __tablename__ = "case_run"
    __table_args__ = (
        Index(
            "case_run_pending",
            "case_id",
            postgresql_where=text("wanted > seen"),
            sqlite_where=text("wanted > seen"),
        ),
        Index(
            "case_run_lease",
            "lease_until",
            postgresql_where=text("lease_until IS NOT NULL"),
            sqlite_where=text("lease_until IS NOT NULL"),
        ),
    )

    case_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="enforcement_case.id")
    flow_run_id: str | None = Field(default=None, index=True)
    wanted: int = 1  # a new case wants its first pass
    seen: int = 0
    told: int = 0  # the last wake Prefect accepted
    told_at: datetime | None = Field(
        default=None, sa_type=Moment
    )  # when it did; an old one is told again
    sleeps_until: datetime | None = Field(default=None, sa_type=Moment)
    waits_for: str = ""
    lease_owner: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    passes: int = 0
    error: str = Field(default="", sa_type=Text)

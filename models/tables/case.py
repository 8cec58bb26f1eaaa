"""Enforcement cases (执行案件), keyed by case number (案号)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment, Yuan


class CaseState(StrEnum):
    RECEIVED = "received"  # application in, not yet filed
    OPEN = "open"  # 在办
    ROUND_ENDED = "round_ended"  # 终本: this round is over, the case is not
    CLOSED = "closed"  # 结案


class Case(SQLModel, table=True):
    """One enforcement case. Everything but the register's own columns follows from its facts."""

    __tablename__ = "enforcement_case"
    # With the id, by which the clocks of a court are found without a look at its cases.
    __table_args__ = (Index("case_of_court", "court_code", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    number: str = Field(unique=True)
    court_code: str = Field(foreign_key="court.code")
    kind: str = "first"  # first 首执, resumed 恢执
    cause: str = ""  # 案由
    claim: Decimal | None = Field(default=None, sa_type=Yuan)  # 申请执行标的额
    applicant: str = ""
    debtor: str = ""
    handler_id: str | None = Field(default=None, foreign_key="officer.id", index=True)
    state: str = CaseState.RECEIVED
    stage: str = ""
    filed_on: date | None = None
    closed_on: date | None = None
    facts: int = 0  # how many facts the chain holds
    head: str = ""  # hash of the last fact
    ground: str = ""  # on which its nodes were worked out (`models.recording.ground`)
    broken: str = Field(default="", sa_type=Text)  # why the last sweep could not serve this case
    missing_since: datetime | None = Field(default=None, sa_type=Moment)  # gone from the source

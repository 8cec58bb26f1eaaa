"""Bulletins (通报) as they were frozen, the lists behind them, and what a court switched on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class BulletinState(StrEnum):
    DRAFTED = "drafted"  # 草稿: waits for a person to issue it
    ISSUED = "issued"  # 已发: stands for ever; a mistake is met by an erratum (勘误)


class Bulletin(SQLModel, table=True):
    """One court's figures for one span, frozen with their cut-off, definitions and hash."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    number: str = Field(unique=True)  # 京0105-2026-10, an erratum 京0105-2026-10-E1
    court_code: str = Field(foreign_key="court.code", index=True)
    span: str  # 2026-10, 2026-Q4, 2026-H2, 2026
    corrects: str = ""  # the number of the bulletin that an erratum puts right
    state: str = BulletinState.DRAFTED
    cut_off: datetime = Field(sa_type=Moment)  # the moment the figures tell of
    known_at: datetime = Field(sa_type=Moment)  # what was recorded by then was known (数据截至)
    rulebook: str
    definitions: str  # version and digest
    report: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    sha256: str  # of the report in its one written form
    drafted_by: str = ""  # an officer, or "schedule"
    issued_at: datetime | None = Field(default=None, sa_type=Moment)
    issued_by: str = ""


class BulletinList(SQLModel, table=True):
    """The entries behind the figures of one bulletin, packed: read only when a list is opened."""

    __tablename__ = "bulletin_list"

    number: str = Field(primary_key=True)
    entries: bytes = Field(sa_type=LargeBinary)
    sha256: str  # of the packed bytes


class BulletinSwitch(SQLModel, table=True):
    """One turn of a switch (开关), with the officer and the reason; the last one holds."""

    __tablename__ = "bulletin_switch"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    court_code: str = Field(foreign_key="court.code", index=True)
    name: str  # rank
    is_on: bool
    reason: str = Field(sa_type=Text)
    turned_by: str
    turned_at: datetime = Field(sa_type=Moment)

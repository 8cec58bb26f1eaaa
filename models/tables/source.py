"""What an import brought (来源): each source row's digest, so a file read twice changes nothing."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


class ImportRun(SQLModel, table=True):
    """One import of one file."""

    __tablename__ = "import_run"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    file: str
    sha256: str
    started_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    missing: int = 0


class SourceRow(SQLModel, table=True):
    """One row of a source sheet by its own key; a vanished one is marked, never deleted."""

    __tablename__ = "source_row"

    sheet: str = Field(primary_key=True)  # courts, officers, cases, assets, facts
    key: str = Field(primary_key=True)
    digest: str
    seen_in: int = Field(foreign_key="import_run.id", index=True, sa_type=BigKey)
    missing_since: datetime | None = Field(default=None, sa_type=Moment)

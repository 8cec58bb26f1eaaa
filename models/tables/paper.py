"""Issued documents (已发文书): numbered without a gap, kept by hash, never edited."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class IssuedPaper(SQLModel, table=True):
    """One document as it was issued. A new version is a new row that names the one it replaces.

    Its number is the court's code, the word of its kind, the year and the serial. The files are
    kept under their sha-256.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (UniqueConstraint("court_code", "year", "word", "serial"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    number: str = Field(unique=True)  # 京0105执督〔2026〕7号
    court_code: str = Field(foreign_key="court.code")
    year: int
    word: str  # 执督 …
    serial: int
    kind: str
    title: str
    version: int = 1
    supersedes_id: int | None = Field(default=None, foreign_key="issued_paper.id", unique=True)
    case_id: int | None = Field(default=None, foreign_key="enforcement_case.id", index=True)
    node_id: int | None = Field(default=None, foreign_key="node.id")
    item_id: int | None = Field(default=None, foreign_key="supervision_item.id")
    issued_at: datetime = Field(sa_type=Moment)
    issued_by: str
    content: dict[str, object] = Field(default_factory=dict, sa_type=Document)
    # sha-256 of each file and of the template it was made from: {"docx": …, "html": …}
    files: dict[str, str] = Field(default_factory=dict, sa_type=Document)
    templates: dict[str, str] = Field(default_factory=dict, sa_type=Document)


class PaperSerial(SQLModel, table=True):
    """The last serial given to a word in a court and a year (文书编号)."""

    __tablename__ = "paper_serial"

    court_code: str = Field(primary_key=True, foreign_key="court.code")
    year: int = Field(primary_key=True)
    word: str = Field(primary_key=True)
    last: int

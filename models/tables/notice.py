"""Holiday notices (放假安排通知) that a book was given after it was founded."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import Document, Moment


class HolidayNotice(SQLModel, table=True):
    """One published version of a year's holidays, as it was loaded; never edited."""

    __tablename__ = "holiday_notice"

    id: int | None = Field(default=None, primary_key=True)
    year: int
    document: str
    number: str = ""
    published_on: date
    published_basis: str
    source: str = ""
    off: dict[str, str] = Field(default_factory=dict, sa_type=Document)  # ISO day → holiday
    work: dict[str, str] = Field(default_factory=dict, sa_type=Document)  # ISO day → holiday
    digest: str = Field(unique=True)  # of all the above: the same notice is loaded once
    loaded_at: datetime = Field(sa_type=Moment)
    loaded_by: str

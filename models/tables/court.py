"""Courts (法院) as a tree by table, never by the digits of their code."""

from sqlmodel import Field, SQLModel


class Court(SQLModel, table=True):
    """One court. `superior_code` names the court above it (上级法院); none for the highest."""

    code: str = Field(primary_key=True)  # 法院代字, e.g. 京0105
    name: str
    level: str  # basic 基层, intermediate 中院, high 高院, supreme 最高院
    superior_code: str | None = Field(default=None, foreign_key="court.code", index=True)

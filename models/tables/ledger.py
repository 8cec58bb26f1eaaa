"""The ledger of case money (案款总账) as it is kept, and its reconciliations with the bank."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment, Yuan


class LedgerEntry(SQLModel, table=True):
    """One side of a movement of money. Never edited: a correction enters the reverse of it.

    Amounts above zero leave an account and those below zero enter it, so that a case's entries sum
    to zero, and those of every fact.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("case_id", "entered_seq", "place"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    case_id: int = Field(foreign_key="enforcement_case.id")
    seq: int  # the fact that moved the money
    line: int  # which of that fact's postings
    account: str  # received, unidentified, payable, deferred, paid, refunded, deposited, costs …
    receipt: str
    payee: str = ""  # "": nobody is named yet
    amount: Decimal = Field(sa_type=Yuan)
    day: date  # on which the money moved
    reverses: bool = False  # takes back a posting that no longer follows from the facts
    entered_seq: int  # the fact upon which it was entered; a correction's own for a reversal
    place: int  # 1, 2, 3 … among what was entered upon that fact


class Reconciliation(SQLModel, table=True):
    """One comparison of a month's ledger with the bank's statement (月度对账)."""

    __table_args__ = (UniqueConstraint("month", "sha256", "entries"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    month: str  # 2026-09
    file: str
    sha256: str  # of the statement
    entries: int  # the last entry of the ledger that was looked at
    matched: int
    differing: int
    differences: list[dict[str, object]] = Field(default_factory=list, sa_type=Document)
    made_at: datetime = Field(sa_type=Moment)
    made_by: str = Field(default="", sa_type=Text)

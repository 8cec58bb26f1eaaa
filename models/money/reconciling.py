"""A month's reconciliation (月度对账): the ledger beside the bank's statement, kept as a record."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models import clock
from models.insertion import insertion, table_of
from models.money.movements import last_entry, movements
from models.tables.ledger import Reconciliation
from rulebook.money.figures import figures
from rulebook.money.reconciling import BankLine, Compared, Unlike, compare

_RECORD = table_of(Reconciliation)


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month."""

    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> Month:
        """From 2026-09; ValueError for anything else."""
        first = date.fromisoformat(f"{text}-01")
        return cls(first, first.replace(day=monthrange(first.year, first.month)[1]))

    def holds(self, day: date) -> bool:
        """Whether the day is one of its own."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a reconciliation found. `again`: the same was found, and recorded, before."""

    month: str
    lines: int  # of the statement, within the month
    elsewhere: int  # lines of other months, left aside
    found: Compared
    again: bool


def reconcile(
    session: Session, month: Month, lines: Sequence[BankLine], file: str, sha256: str, by: str
) -> Reconciled:
    """Compare a month, and record that it was compared; the ledger itself is not touched.

    The same statement against the same ledger is recorded once.
    """
    apart = figures().apart
    margin = timedelta(days=apart)
    own = [line for line in lines if month.holds(line.day)]
    moved = movements(session, month.first - margin, month.last + margin)
    found = compare(own, moved, apart, month.holds)
    row = {
        "month": str(month),
        "file": file,
        "sha256": sha256,
        "entries": last_entry(session),
        "matched": len(found.matched),
        "differing": len(found.differences),
        "differences": [_kept(one) for one in found.differences],
        "made_at": clock.now(session),
        "made_by": by,
    }
    statement = insertion(session, _RECORD).values(row)
    fresh = session.connection().execute(
        statement.on_conflict_do_nothing(index_elements=["month", "sha256", "entries"]).returning(
            _RECORD.c.id
        )
    )
    again = fresh.scalar() is None
    return Reconciled(str(month), len(own), len(lines) - len(own), found, again)


def recorded(session: Session) -> tuple[Reconciliation, ...]:
    """Every reconciliation of the book, in the order of making."""
    rows = session.execute(select(Reconciliation).order_by(_RECORD.c.id)).scalars()
    return tuple(rows)


def _kept(one: Unlike) -> dict[str, Any]:
    """One line of the difference list as it is kept."""
    row: dict[str, Any] = {"kind": str(one.kind)}
    if one.bank is not None:
        row["bank"] = {
            "row": one.bank.number,
            "day": one.bank.day.isoformat(),
            "amount": str(one.bank.amount),
            "reference": one.bank.reference,
            "case": one.bank.case,
        }
    if one.ledger is not None:
        row["ledger"] = {
            "case": one.ledger.case,
            "seq": one.ledger.seq,
            "receipt": one.ledger.receipt,
            "day": one.ledger.day.isoformat(),
            "amount": str(one.ledger.amount),
        }
    return row

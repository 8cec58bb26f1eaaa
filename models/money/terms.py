"""Terms of money (案款期限): for each receipt its nearest running clock, and what brought it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.insertion import among
from models.money.balances import CASE, LEDGER, Balance
from models.reading.counts import RUNNING
from models.tables.case import Case
from models.tables.node import Node
from rulebook.money.account import HELD, Account

_SUBJECT = "receipt"  # of the clocks of money
_CAME = (str(Account.RECEIVED), str(Account.TRANSFERRED))
_Receipt = tuple[str, str]  # case number and receipt


@dataclass(frozen=True, slots=True)
class Term:
    """A running clock of a receipt: its node's key, and its last day in time."""

    key: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """Of the receipts asked about: the clock that ends first, the fact (seq) of their arrival."""

    nearest: Mapping[_Receipt, Term]
    arrived: Mapping[tuple[str, str, date], int]

    def of(self, one: Balance) -> Term | None:
        """The nearest clock of what a balance still holds; None where none runs."""
        if Account(one.account) not in HELD:
            return None
        return self.nearest.get((one.case, one.receipt))

    def due_on(self, one: Balance) -> date | None:
        """Its last day; None where no clock runs."""
        term = self.of(one)
        return term.due_on if term else None

    def came_by(self, one: Balance) -> int | None:
        """The fact by which the money came in; None where no arrival is on record."""
        return self.arrived.get((one.case, one.receipt, one.arrived_on)) if one.arrived_on else None


def terms(session: Session, lines: Sequence[Balance]) -> Terms:
    """The terms of the receipts of these balances: two statements, however many they are."""
    nearest: dict[_Receipt, Term] = {}
    arrived: dict[tuple[str, str, date], int] = {}
    if cases := sorted({one.case for one in lines}):
        for number, receipt, key, due_on in session.execute(_clocks(session, cases)):
            nearest.setdefault((number, receipt), Term(key, due_on))
        for number, receipt, day, seq in session.connection().execute(_arrivals(session, cases)):
            arrived[number, receipt, day] = seq
    return Terms(nearest, arrived)


def _clocks(session: Session, cases: list[str]) -> Any:
    return (
        select(col(Case.number), col(Node.subject_ref), col(Node.key), col(Node.due_on))
        .join(Case, col(Case.id) == col(Node.case_id))
        .where(among(session, CASE.c.number, cases), RUNNING, col(Node.subject_kind) == _SUBJECT)
        .order_by(col(Node.due_at), col(Node.id))
    )


def _arrivals(session: Session, cases: list[str]) -> Any:
    key = (CASE.c.number, LEDGER.c.receipt, LEDGER.c.day)
    return (
        select(*key, func.min(LEDGER.c.seq))
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .where(
            among(session, CASE.c.number, cases),
            LEDGER.c.account.in_(_CAME),
            LEDGER.c.amount > 0,
        )
        .group_by(*key)
    )

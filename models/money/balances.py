"""Balances of case money (案款余额), read from the ledger's rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import Session

from models.reading.selection import ALL, Selection
from models.tables.schema import metadata
from rulebook.money.account import GIVING, HELD, Account

LEDGER = metadata.tables["ledger_entry"]
CASE = metadata.tables["enforcement_case"]
_GIVING = sorted(GIVING)


@dataclass(frozen=True, slots=True)
class Balance:
    """What one account of a receipt holds, in yuan; of what gives, all that it gave."""

    case: str
    receipt: str
    account: str
    payee: str
    amount: Decimal
    arrived_on: date | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry, as a case's ledger shows it."""

    seq: int
    day: date
    account: str
    receipt: str
    payee: str
    amount: Decimal
    reverses: bool


def balances(
    session: Session, case_id: int | None = None, chosen: Selection = ALL
) -> tuple[Balance, ...]:
    """Every balance that is not nothing: of one case, or what the chosen cases still hold.

    The longest held comes first.
    """
    arrived = arrivals()
    held = func.sum(_natural()).label("held")
    query = (
        select(
            CASE.c.number,
            LEDGER.c.receipt,
            LEDGER.c.account,
            LEDGER.c.payee,
            held,
            arrived.c.arrived_on,
        )
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .outerjoin(
            arrived,
            (arrived.c.case_id == LEDGER.c.case_id) & (arrived.c.receipt == LEDGER.c.receipt),
        )
        .group_by(
            CASE.c.number,
            LEDGER.c.receipt,
            LEDGER.c.account,
            LEDGER.c.payee,
            arrived.c.arrived_on,
        )
        .where(*chosen.of_cases())
        .having(held != 0)
        .order_by(arrived.c.arrived_on, CASE.c.number, LEDGER.c.receipt, LEDGER.c.account)
    )
    if case_id is None:
        query = query.where(LEDGER.c.account.in_([str(one) for one in HELD]))
    else:
        query = query.where(LEDGER.c.case_id == case_id)
    rows = session.connection().execute(query)
    return tuple(Balance(*row) for row in rows)


def entries(session: Session, case_id: int) -> tuple[EntryLine, ...]:
    """The ledger of one case in the order of entry."""
    names = ("seq", "day", "account", "receipt", "payee", "amount", "reverses")
    query = select(*(LEDGER.c[name] for name in names)).where(LEDGER.c.case_id == case_id)
    rows = session.connection().execute(query.order_by(LEDGER.c.entered_seq, LEDGER.c.place))
    return tuple(EntryLine(*row) for row in rows)


def arrivals() -> Any:
    """The first day on which each receipt came in, as a subquery; reversed arrivals are none."""
    came = LEDGER.c.account.in_([str(Account.RECEIVED), str(Account.TRANSFERRED)])
    days: Select[Any] = (
        select(LEDGER.c.case_id, LEDGER.c.receipt, LEDGER.c.day)
        .where(came)
        .group_by(LEDGER.c.case_id, LEDGER.c.receipt, LEDGER.c.day)
        .having(func.sum(LEDGER.c.amount) > 0)
    )
    each = days.subquery()
    return (
        select(each.c.case_id, each.c.receipt, func.min(each.c.day).label("arrived_on"))
        .group_by(each.c.case_id, each.c.receipt)
        .subquery()
    )


def _natural() -> Any:
    giving = LEDGER.c.account.in_([str(one) for one in _GIVING])
    return case((giving, LEDGER.c.amount), else_=-LEDGER.c.amount)

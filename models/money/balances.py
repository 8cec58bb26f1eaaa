"""Balances of case money (案款余额), read from the ledger's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session

from models.reading.selection import ALL, Selection
from models.tables.schema import metadata
from rulebook.money.account import GIVING, HELD, Account

LEDGER = metadata.tables["ledger_entry"]
CASE = metadata.tables["enforcement_case"]
_GIVING = sorted(GIVING)
# The longest held first.
ORDER = ("arrived_on", "number", "receipt", "account")


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
    session: Session, case_id: int | None = None, chosen: Selection = ALL, rows: int | None = None
) -> tuple[Balance, ...]:
    """Every balance that is not nothing: of one case, or what the chosen cases still hold.

    The longest held comes first; of the chosen cases' `rows` at most.
    """
    query = held(chosen) if case_id is None else _standing([LEDGER.c.case_id == case_id])
    order = (query.selected_columns[name] for name in ORDER)
    found = session.connection().execute(query.order_by(*order).limit(rows))
    return tuple(Balance(*row) for row in found)


def held(chosen: Selection) -> Select[Any]:
    """The balances that the chosen cases still hold, in no order; ledger and case are its tables.

    What is chosen is said of the entries, so that a court's are added up and no others.
    """
    return _standing(of_cases(chosen), [LEDGER.c.account.in_([str(one) for one in HELD])])


def of_cases(chosen: Selection) -> list[ColumnElement[bool]]:
    """The chosen cases as a condition on entries."""
    which = chosen.of_cases()
    return [LEDGER.c.case_id.in_(select(CASE.c.id).where(*which))] if which else []


def _standing(
    whose: Sequence[ColumnElement[bool]], which: Sequence[ColumnElement[bool]] = ()
) -> Select[Any]:
    """Balances of whose entries fit, with the day on which each receipt came in."""
    arrived = arrivals(whose)
    amount = func.sum(_natural()).label("held")
    key = (CASE.c.number, LEDGER.c.receipt, LEDGER.c.account, LEDGER.c.payee)
    return (
        select(*key, amount, arrived.c.arrived_on)
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .outerjoin(
            arrived,
            (arrived.c.case_id == LEDGER.c.case_id) & (arrived.c.receipt == LEDGER.c.receipt),
        )
        .group_by(*key, arrived.c.arrived_on)
        .where(*whose, *which)
        .having(amount != 0)
    )


def entries(session: Session, case_id: int) -> tuple[EntryLine, ...]:
    """The ledger of one case in the order of entry."""
    names = ("seq", "day", "account", "receipt", "payee", "amount", "reverses")
    query = select(*(LEDGER.c[name] for name in names)).where(LEDGER.c.case_id == case_id)
    rows = session.connection().execute(query.order_by(LEDGER.c.entered_seq, LEDGER.c.place))
    return tuple(EntryLine(*row) for row in rows)


def arrivals(whose: Sequence[ColumnElement[bool]] = ()) -> Any:
    """The first day on which each receipt came in, as a subquery; reversed arrivals are none."""
    came = LEDGER.c.account.in_([str(Account.RECEIVED), str(Account.TRANSFERRED)])
    days: Select[Any] = (
        select(LEDGER.c.case_id, LEDGER.c.receipt, LEDGER.c.day)
        .where(came, *whose)
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

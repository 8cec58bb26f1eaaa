"""Ageing (案款账龄): how long money has lain with the court, by account, step and handler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlmodel import Session

from models.money.balances import CASE, LEDGER, arrivals, of_cases
from models.money.suspense import KIND
from models.reading.selection import ALL, Selection
from models.tables.schema import metadata
from rulebook.money.account import HELD

SUSPENSE = "suspense"  # the kind of the file in which money waits for its case

_OFFICER = metadata.tables["officer"]


@dataclass(frozen=True, slots=True)
class Aged:
    """So many receipts of so much, of one handler, on one account, in one step."""

    handler: str  # staff number; "" for a case without one, such as a suspense file
    name: str
    account: str
    step: int  # 0 is the youngest
    receipts: int
    amount: Decimal
    suspended: bool = False  # it lies in a court's suspense file: nobody knows its case


def ageing(
    session: Session, as_of: date, days: Sequence[int], chosen: Selection = ALL
) -> tuple[Aged, ...]:
    """The money of the chosen cases that is neither paid nor gone, in one query.

    `days` are the steps: money that has lain up to the first of them is in step 0, longer than
    the last in the last.
    """
    whose = of_cases(chosen)
    held, arrived = _held(whose), arrivals(whose)
    step = _step(arrived.c.arrived_on, as_of, days).label("step")
    suspended = (CASE.c.kind == KIND).label("suspended")
    query = (
        select(
            func.coalesce(CASE.c.handler_id, "").label("handler"),
            func.coalesce(_OFFICER.c.name, "").label("name"),
            held.c.account,
            step,
            func.count(),
            func.sum(held.c.amount),
            suspended,
        )
        .join_from(held, CASE, CASE.c.id == held.c.case_id)
        .join(
            arrived,
            (arrived.c.case_id == held.c.case_id) & (arrived.c.receipt == held.c.receipt),
        )
        .outerjoin(_OFFICER, _OFFICER.c.id == CASE.c.handler_id)
        .group_by("handler", "name", held.c.account, "step", suspended)
        .order_by("handler", held.c.account, "step")
    )
    return tuple(Aged(*row) for row in session.connection().execute(query))


def _held(whose: Sequence[ColumnElement[bool]]) -> Any:
    total = -func.sum(LEDGER.c.amount)
    return (
        select(LEDGER.c.case_id, LEDGER.c.receipt, LEDGER.c.account, total.label("amount"))
        .where(LEDGER.c.account.in_([str(one) for one in HELD]), *whose)
        .group_by(LEDGER.c.case_id, LEDGER.c.receipt, LEDGER.c.account)
        .having(total > 0)
        .subquery()
    )


def _step(arrived_on: ColumnElement[Any], as_of: date, days: Sequence[int]) -> ColumnElement[int]:
    """Compared with days reckoned beforehand: each engine has its own arithmetic of dates."""
    whens = [
        (arrived_on >= as_of - timedelta(days=most), literal(place))
        for place, most in enumerate(days)
    ]
    return case(*whens, else_=literal(len(days)))

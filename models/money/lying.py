"""Money that lies with the court (在账案款): picked by state and age, counted, cut to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import repeat
from typing import Self

from sqlalchemy import func, select
from sqlmodel import Session

from models.money.balances import CASE, LEDGER, ORDER, Balance, held
from models.money.suspense import KIND
from models.reading.selection import Selection
from rulebook.money.account import HELD, Account
from rulebook.money.yuan import NOTHING


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of it. The days are those on which it came in: from one, and before another."""

    accounts: tuple[Account, ...] = HELD
    suspended: bool | None = None  # in a suspense file; None: in whatever file
    since: date | None = None
    before: date | None = None

    def aged(self, step: int, as_of: date, days: Sequence[int]) -> Self:
        """The same, of one step of age (see `ageing`); beyond the last step there is none."""
        steps = (as_of - timedelta(days=most) for most in days)
        marks = [date.max, *steps, *repeat(date.min, step + 1)]
        return type(self)(self.accounts, self.suspended, marks[step + 1], marks[step])


@dataclass(frozen=True, slots=True)
class Lying:
    """The balances that were picked, cut to a page; how many there are, and their sum in yuan."""

    lines: tuple[Balance, ...]
    count: int
    amount: Decimal


def lying(session: Session, chosen: Selection, wanted: Wanted, rows: int) -> Lying:
    """What the chosen cases hold of it, the longest held first: one statement."""
    picked = held(chosen).where(LEDGER.c.account.in_([str(one) for one in wanted.accounts]))
    if wanted.suspended is not None:
        kind = CASE.c.kind
        picked = picked.where(kind == KIND if wanted.suspended else kind != KIND)
    each = picked.subquery()
    found = select(each, func.count().over(), func.sum(each.c.held).over())
    if wanted.since is not None:
        found = found.where(each.c.arrived_on >= wanted.since)
    if wanted.before is not None:
        found = found.where(each.c.arrived_on < wanted.before)
    order = [each.c[name] for name in ORDER]
    lines = session.connection().execute(found.order_by(*order).limit(rows)).all()
    count, amount = lines[0][-2:] if lines else (0, NOTHING)
    return Lying(tuple(Balance(*line[:-2]) for line in lines), count, amount)

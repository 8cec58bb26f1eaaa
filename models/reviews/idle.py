"""Money that lies idle (案款沉淀): by days since it arrived, the crossing of each mark once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from models.money.balances import LEDGER, arrivals
from models.reviews.finding import CASE, WHOSE, Finding, Look, Whose
from rulebook.money.account import HELD, Account

# What is held back on a lawful ground has a clock of its own.
_MOVING = [str(account) for account in HELD if account is not Account.DEFERRED]


def money(look: Look) -> Iterator[Finding]:
    """Receipts with money that neither left nor was deferred, past one of the marks of days."""
    least = min(look.review.numbers("days"))
    for row in look.rows(_lying(look.today - timedelta(days=least))):
        days = (look.today - row.arrived_on).days
        mark = look.review.mark("days", days)
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}|{row.receipt}",
            turn=f"{mark}日",
            about=f"案款{row.receipt}满{mark}日",
            why=f"案款{row.receipt}自{row.arrived_on}到账已{days}日，未发放、退还、提存，也未经批准暂缓。",
            figures={
                "receipt": row.receipt,
                "arrived_on": row.arrived_on,
                "days": days,
                "amount": str(row.lies),
            },
        )


def _lying(arrived_by: Any) -> Select[Any]:
    arrived = arrivals()
    lies = -func.sum(LEDGER.c.amount)
    return (
        select(*WHOSE, LEDGER.c.receipt, lies.label("lies"), arrived.c.arrived_on)
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .join(
            arrived,
            (arrived.c.case_id == LEDGER.c.case_id) & (arrived.c.receipt == LEDGER.c.receipt),
        )
        .where(LEDGER.c.account.in_(_MOVING), arrived.c.arrived_on <= arrived_by)
        .group_by(*WHOSE, LEDGER.c.receipt, arrived.c.arrived_on)
        .having(lies > 0)
        .order_by(arrived.c.arrived_on, CASE.c.id, LEDGER.c.receipt)
    )

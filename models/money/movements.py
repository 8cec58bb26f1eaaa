"""What passed through the bank account (收付流水), fact by fact, as the ledger has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from models.insertion import among
from models.money.balances import CASE, LEDGER
from models.tables.schema import metadata
from rulebook.money.account import Account
from rulebook.money.reconciling import Movement

_FACT = metadata.tables["fact"]
# What came in less what left; between cases, and out of a deposit, nothing passes.
_THROUGH = [
    str(one)
    for one in (
        Account.RECEIVED,
        Account.PAID,
        Account.REFUNDED,
        Account.DEPOSITED,
        Account.COSTS,
    )
]


def movements(session: Session, start: date, end: date) -> list[Movement]:
    """Every movement from the first day to the last, both counted."""
    total = func.sum(LEDGER.c.amount)
    moved = (
        select(
            LEDGER.c.case_id, LEDGER.c.seq, LEDGER.c.receipt, LEDGER.c.day, total.label("amount")
        )
        .where(LEDGER.c.account.in_(_THROUGH), LEDGER.c.day.between(start, end))
        .group_by(LEDGER.c.case_id, LEDGER.c.seq, LEDGER.c.receipt, LEDGER.c.day)
        .having(total != 0)
        .subquery()
    )
    query = (
        select(moved, CASE.c.number, _FACT.c.payload)
        .join_from(moved, CASE, CASE.c.id == moved.c.case_id)
        .join(_FACT, (_FACT.c.case_id == moved.c.case_id) & (_FACT.c.seq == moved.c.seq))
        .order_by(moved.c.day, CASE.c.number, moved.c.seq)
    )
    connection = session.connection()
    rows = connection.execute(query).mappings().all()
    said = _corrected(session, sorted({row["case_id"] for row in rows}))
    return [_movement(row, said.get((row["case_id"], row["seq"]), {})) for row in rows]


def last_entry(session: Session) -> int:
    """The number of the ledger's last entry; 0 while it is empty."""
    return int(session.connection().execute(select(func.max(LEDGER.c.id))).scalar() or 0)


def _movement(row: Mapping[Any, Any], corrected: Mapping[str, object]) -> Movement:
    said = {**row["payload"], **corrected}
    name = said.get("payer") if row["amount"] > 0 else said.get("payee")
    return Movement(
        case=row["number"],
        receipt=row["receipt"],
        seq=row["seq"],
        day=row["day"],
        amount=row["amount"],
        name=str(name or ""),
        reference=str(said.get("reference") or ""),
    )


def _corrected(session: Session, cases: list[int]) -> dict[tuple[int, int], dict[str, object]]:
    """What corrections say anew of facts, the latest last."""
    found: dict[tuple[int, int], dict[str, object]] = {}
    if not cases:
        return found
    query = (
        select(_FACT.c.case_id, _FACT.c.corrects, _FACT.c.payload)
        .where(_FACT.c.kind == "correction", among(session, _FACT.c.case_id, cases))
        .order_by(_FACT.c.seq)
    )
    for case_id, seq, payload in session.connection().execute(query):
        found.setdefault((case_id, seq), {}).update(payload)
    return found

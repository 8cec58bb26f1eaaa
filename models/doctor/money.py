"""Checks of case money (执行案款): nothing lies idle, and the ledger adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Table, func, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, later, stands
from models.tables.schema import metadata

FAMILY = Family()

RECEIVED = "funds_received"
_AWAY = ("funds_paid", "funds_returned", "proceeds_deposited")
_DEFERRED, _RELEASED = "funds_deferred", ("funds_deferral_ended",)


@FAMILY.check(
    "money-idle",
    Level.WARNING,
    ("到账案款须及时发放、退还、提存或者依法暂缓", "received money moves on or is deferred"),
    (
        "请发放、退还或者提存；有正当理由的，请录入批准暂缓（funds_deferred）",
        "pay, return or deposit it; with a lawful reason record funds_deferred",
    ),
)
def _idle(visit: Visit) -> Iterator[Place]:
    since = visit.as_of - timedelta(days=visit.limits.money_idle_days)
    deferral = FACT.alias()
    held = select(deferral.c.id).where(
        deferral.c.case_id == FACT.c.case_id,
        deferral.c.subject_ref == FACT.c.subject_ref,
        deferral.c.kind == _DEFERRED,
        stands(deferral),
        ~later(deferral, _RELEASED),
    )
    query = (
        select(CASE.c.number, FACT.c.subject_ref, FACT.c.occurred_at)
        .join(FACT, FACT.c.case_id == CASE.c.id)
        .where(FACT.c.kind == RECEIVED, FACT.c.occurred_at <= since, stands(FACT))
        .where(~later(FACT, _AWAY), ~held.exists())
        .order_by(FACT.c.id)
    )
    for case, ref, at in visit.rows(query):
        zh = f"案款{ref}自{at:%Y-%m-%d}到账后未动"
        en = f"receipt {ref} has lain idle since {at:%Y-%m-%d}"
        yield Place(zh, en, case, ref)


@FAMILY.check(
    "ledger-not-zero",
    Level.ERROR,
    ("每项事实的借贷之和须为零", "the entries of every fact add up to nothing"),
    (
        "账由事实推出：请以 dueprocess audit verify 核链，再从备份恢复",
        "the ledger follows from the facts: verify the chain, then restore the book",
    ),
)
def _not_zero(visit: Visit) -> Iterator[Place]:
    ledger = _ledger()
    if ledger is None:
        return
    total = func.sum(ledger.c.amount)
    query = (
        select(CASE.c.number, total)
        .join(ledger, ledger.c.case_id == CASE.c.id)
        .group_by(CASE.c.id, CASE.c.number)
        .having(total != 0)
        .order_by(CASE.c.id)
    )
    for case, amount in visit.rows(query):
        yield Place(f"分录合计{amount}元", f"its entries add up to {amount} yuan", case)


def _ledger() -> Table | None:
    """The ledger, in a book that keeps one."""
    return metadata.tables.get("ledger_entry")

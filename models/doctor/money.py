"""Checks of case money (执行案款): nothing lies idle, every ledger adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE
from models.money.balances import LEDGER, arrivals
from rulebook.money.account import GIVING, HELD, Account

FAMILY = Family()

# What is held back on a lawful ground has a clock of its own.
_MOVING = [str(account) for account in HELD if account is not Account.DEFERRED]
_GIVING = [str(account) for account in sorted(GIVING)]
_FOLLOWS = (
    "分录由事实推出：请以 dueprocess audit verify 核链，再从备份恢复",
    "entries follow from facts: verify the chain with `dueprocess audit verify`, then restore",
)


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
    since = visit.as_of.date() - timedelta(days=visit.limits.money_idle_days)
    arrived = arrivals()
    lies = -func.sum(LEDGER.c.amount)
    query = (
        select(CASE.c.number, LEDGER.c.receipt, lies, arrived.c.arrived_on)
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .join(
            arrived,
            (arrived.c.case_id == LEDGER.c.case_id) & (arrived.c.receipt == LEDGER.c.receipt),
        )
        .where(LEDGER.c.account.in_(_MOVING), arrived.c.arrived_on <= since)
        .group_by(CASE.c.id, CASE.c.number, LEDGER.c.receipt, arrived.c.arrived_on)
        .having(lies > 0)
        .order_by(arrived.c.arrived_on, CASE.c.id, LEDGER.c.receipt)
    )
    for case, receipt, amount, on in visit.rows(query):
        zh = f"案款{receipt}自{on}到账，尚有{amount}元未动"
        en = f"{amount} yuan of receipt {receipt} have lain idle since {on}"
        yield Place(zh, en, case, receipt)


@FAMILY.check(
    "ledger-not-zero",
    Level.ERROR,
    ("每项事实的分录之和须为零", "the entries of every fact add up to nothing"),
    _FOLLOWS,
)
def _not_zero(visit: Visit) -> Iterator[Place]:
    total = func.sum(LEDGER.c.amount)
    query = (
        select(CASE.c.number, LEDGER.c.seq, total)
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .group_by(CASE.c.id, CASE.c.number, LEDGER.c.seq)
        .having(total != 0)
        .order_by(CASE.c.id, LEDGER.c.seq)
    )
    for case, seq, amount in visit.rows(query):
        zh = f"第{seq}项事实的分录合计{amount}元"
        yield Place(zh, f"the entries of fact {seq} add up to {amount} yuan", case)


@FAMILY.check(
    "ledger-negative",
    Level.ERROR,
    ("任何科目不得为负", "no account holds less than nothing"),
    _FOLLOWS,
)
def _negative(visit: Visit) -> Iterator[Place]:
    total = func.sum(LEDGER.c.amount)
    account = (LEDGER.c.receipt, LEDGER.c.account, LEDGER.c.payee)
    query = (
        select(CASE.c.number, *account, total)
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .where(LEDGER.c.account.not_in(_GIVING))
        .group_by(CASE.c.id, CASE.c.number, *account)
        .having(total > 0)
        .order_by(CASE.c.id)
    )
    for case, receipt, name, payee, amount in visit.rows(query):
        zh = f"{receipt}的{Account(name).zh}{payee}为负{amount}元"
        en = f"{name} of {receipt} is {amount} yuan below nothing"
        yield Place(zh, en, case, receipt)

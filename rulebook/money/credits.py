"""What was paid on the debts (清偿): receipts net of what was not for the creditor, and by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.case.replay import day_of
from rulebook.money.account import Account
from rulebook.money.ledger import Ledger, ledger
from rulebook.money.yuan import NOTHING, amount

# What lies here of a receipt did not pay the debt.
_ELSEWHERE = (
    Account.UNIDENTIFIED,
    Account.TRANSFERRED,
    Account.REFUNDED,
    Account.COSTS,
    Account.DEPOSITED,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A sum that reached the debts on a day; `way` says how, and so why on that day."""

    day: date
    amount: Decimal
    source: str  # the receipt, or who paid by hand
    way: str


def credited(facts: Sequence[FactView], as_of: date) -> tuple[Credit, ...]:
    """Every credit up to a day, in order (法释〔2014〕8号第3条).

    The day is that of performance, of the transfer or drawing, of the ruling's effect or of the
    end of realisation, as the fact says (`realised_on`), else the day of arrival.
    """
    until = [fact for fact in facts if day_of(fact.occurred_at) <= as_of]
    books = ledger(until)
    received: dict[str, list[Credit]] = {}
    direct = []
    for fact in until:
        if fact.kind == "funds_received":
            received.setdefault(fact.subject_ref, []).append(_received(fact))
        elif fact.kind == "debt_paid_directly":
            direct.append(_direct(fact))
    found = [one for ref, came in received.items() for one in _net(books, ref, came)]
    every = (one for one in (*found, *direct) if one.amount > 0 and one.day <= as_of)
    return tuple(sorted(every, key=lambda one: (one.day, one.source)))


def _received(fact: FactView) -> Credit:
    on, way = fact.payload.get("realised_on"), str(fact.payload.get("realised_by") or "到账")
    at = day(on) if on else day_of(fact.occurred_at)
    return Credit(at, amount(fact.payload) or NOTHING, fact.subject_ref, way)


def _direct(fact: FactView) -> Credit:
    on = fact.payload.get("paid_on")
    at = day(on) if on else day_of(fact.occurred_at)
    return Credit(at, amount(fact.payload) or NOTHING, "直接履行", "自动履行")


def _net(books: Ledger, ref: str, came: Iterable[Credit]) -> list[Credit]:
    """What was not for the creditor is taken off what came last."""
    off = sum(
        (
            abs(held)
            for place, held in books.balances.items()
            if place.receipt == ref
            and place.account in _ELSEWHERE
            and not (place.account is Account.TRANSFERRED and held > 0)
        ),
        NOTHING,
    )
    left = []
    for one in sorted(came, key=lambda one: one.day, reverse=True):
        part = min(off, one.amount)
        off -= part
        left.append(Credit(one.day, one.amount - part, one.source, one.way))
    return left

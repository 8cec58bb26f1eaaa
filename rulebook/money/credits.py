"""What was paid on the debts (清偿): receipts net of what was not for the creditor, and by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.case.replay import day_of
from rulebook.money.account import Account, Place
from rulebook.money.claims import plans
from rulebook.money.ledger import Ledger, ledger
from rulebook.money.yuan import NOTHING, amount

# What lies here of a receipt did not pay the debt.
_ELSEWHERE = (
    Account.UNIDENTIFIED,
    Account.REFUNDED,
    Account.COSTS,
    Account.DEPOSITED,
)
# What reached the debts without passing the court's account, and what the creditor gave up.
APART = {
    "debt_paid_directly": ("直接履行", "自动履行"),
    "claim_waived": ("申请执行人", "放弃"),
}


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
    books, others = ledger(until), participants(until)
    received: dict[str, list[Credit]] = {}
    direct = []
    for fact in until:
        if fact.kind == "funds_received":
            received.setdefault(fact.subject_ref, []).append(_received(fact))
        elif fact.kind in APART:
            direct.append(_direct(fact, *APART[fact.kind]))
    found = [one for ref, came in received.items() for one in _net(books, ref, came, others)]
    found = _by_plan(until, found, others)
    every = (one for one in (*found, *direct) if one.amount > 0 and one.day <= as_of)
    return tuple(sorted(every, key=lambda one: (one.day, one.source)))


def _received(fact: FactView) -> Credit:
    on, way = fact.payload.get("realised_on"), str(fact.payload.get("realised_by") or "到账")
    at = day(on) if on else day_of(fact.occurred_at)
    return Credit(at, amount(fact.payload) or NOTHING, fact.subject_ref, way)


def _direct(fact: FactView, source: str, way: str) -> Credit:
    on = fact.payload.get("paid_on")
    at = day(on) if on else day_of(fact.occurred_at)
    return Credit(at, amount(fact.payload) or NOTHING, source, way)


def _net(books: Ledger, ref: str, came: Iterable[Credit], others: Collection[str]) -> list[Credit]:
    """What was not for the applicant is taken off what came last."""
    places = books.balances.items()
    gone = (abs(held) for place, held in places if _off(place, ref, others, held))
    off = sum(gone, NOTHING)
    left = []
    for one in sorted(came, key=lambda one: one.day, reverse=True):
        part = min(off, one.amount)
        off -= part
        left.append(replace(one, amount=one.amount - part))
    return left


def _off(place: Place, ref: str, others: Collection[str], held: Decimal) -> bool:
    if place.receipt != ref or place.account is Account.RECEIVED:
        return False
    if place.account is Account.TRANSFERRED:
        return held < 0  # it left for another case; above zero it came from the suspense file
    return place.account in _ELSEWHERE or place.payee in others


def _by_plan(
    facts: Sequence[FactView], found: list[Credit], others: Collection[str]
) -> list[Credit]:
    """No more of a plan's receipts than it gives the applicant, paid out already or not."""
    for one in plans(facts):
        left = sum((part for who, part in one.shares.items() if who not in others), NOTHING)
        capped = []
        for credit in sorted(found, key=lambda credit: credit.day):
            part = min(credit.amount, left) if credit.source in one.receipts else credit.amount
            left -= part if credit.source in one.receipts else 0
            capped.append(replace(credit, amount=part))
        found = capped
    return found


def participants(facts: Iterable[FactView]) -> set[str]:
    """Creditors who take part with titles of their own."""
    taking = (fact for fact in facts if fact.kind == "participation_applied")
    return {str(fact.payload.get("creditor") or "") for fact in taking} - {""}

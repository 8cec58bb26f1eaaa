"""Settlements and their instalments (和解与分期): what is due, paid, missed or called off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.case.payload import day
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

_AGREED, _PAID, _OFF = "instalment_agreed", "instalment_paid", "instalment_cancelled"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One agreed payment: when it falls due, how much of it (yuan) has come, whether it stands."""

    ref: str
    agreement: str
    due_on: date
    amount: Decimal
    paid: Decimal
    off: bool

    @property
    def open(self) -> Decimal:
        """What is still to be paid of it."""
        return Decimal(0) if self.off else max(self.amount - self.paid, Decimal(0))


def instalments(facts: tuple[FactView, ...], agreement: str = "") -> list[Instalment]:
    """The instalments of an agreement, or of all, from facts that stand; by day and number."""
    agreed = {f.subject_ref: f for f in facts if f.kind == _AGREED and _of(f, agreement)}
    paid: dict[str, Decimal] = {}
    for fact in facts:
        if fact.kind == _PAID:
            sum_ = paid.get(fact.subject_ref, Decimal(0)) + _yuan(fact)
            paid[fact.subject_ref] = sum_
    off = {fact.subject_ref for fact in facts if fact.kind == _OFF}
    found = [
        Instalment(
            ref=ref,
            agreement=str(fact.payload.get("agreement")),
            due_on=day(fact.payload["due_on"]),
            amount=_yuan(fact),
            paid=paid.get(ref, Decimal(0)),
            off=ref in off,
        )
        for ref, fact in agreed.items()
    ]
    return sorted(found, key=lambda one: (one.due_on, one.ref))


def breach_shown(question: Question, check: Check) -> Iterator[Lack]:
    """An agreed day passed unpaid, or the debtor's refusal beforehand is on paper."""
    fact = question.fact
    if fact.payload.get("anticipatory") is True:
        if not fact.evidence.strip():
            yield Lack("；预期违约须附依据", "; refusal beforehand needs its paper")
        return
    today = day_of(fact.occurred_at)
    each = _so_far(question, fact.subject_ref)
    missed = [one for one in each if one.open and one.due_on < today]
    if missed or (not each and _over(question, today)):
        return
    coming = min((one.due_on for one in each if one.open), default=None)
    if coming:
        yield Lack(f"；最近一期{coming}尚未届期", f"; the next falls due on {coming}")
    else:
        yield Lack("；没有到期未付的款项", "; nothing that fell due is unpaid")


def paid(question: Question, check: Check) -> Iterator[Lack]:
    """Each instalment of the settlement was paid in full."""
    for one in _so_far(question, question.fact.subject_ref):
        if one.open:
            yield Lack(f"；{one.ref}尚欠{one.open}元", f"; {one.ref} lacks {one.open} yuan")


def off(question: Question, check: Check) -> Iterator[Lack]:
    """No instalment's clock runs on: each was paid or called off."""
    left = [one.ref for one in _so_far(question, "") if one.open]
    if left:
        yield Lack(f"；{'、'.join(left)}未付也未作废", f"; open: {', '.join(left)}")


def _so_far(question: Question, agreement: str) -> list[Instalment]:
    at = question.fact.occurred_at
    return instalments(tuple(f for f in question.stands if f.occurred_at <= at), agreement)


def _over(question: Question, today: date) -> bool:
    """Whether the settlement's last day, as agreed without instalments, has passed."""
    reached = question.so_far(("settlement_reached",))
    return bool(reached) and day(reached[-1].payload["performed_by"]) < today


def _of(fact: FactView, agreement: str) -> bool:
    return not agreement or fact.payload.get("agreement") == agreement


def _yuan(fact: FactView) -> Decimal:
    return Decimal(str(fact.payload.get("amount") or 0))

"""The money track's gate (案款闸门): what bars a movement of money, what is remarked on."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.gates.question import Question
from rulebook.law.gate import Refusal
from rulebook.money import balances, debts, finality, payee, planning
from rulebook.money.claims import PLANNED

_DEBT = "debt_confirmed"


def refusals(question: Question) -> Iterator[Refusal]:
    """Why the fact may not be taken; at once nothing when it is not about money."""
    kind = question.fact.kind
    if kind == PLANNED:
        yield from planning.refusals(question)
    elif kind == _DEBT:
        yield from debts.refusals(question)
    elif balances.moves_money(question):
        yield from payee.refusals(question)
        yield from finality.refusals(question)
        yield from balances.refusals(question, balances.after(question))


def remarks(question: Question) -> Iterator[Refusal]:
    """What is taken but said of it."""
    if question.fact.kind in payee.PAYING:
        yield from payee.remarks(question)

"""Reversal (执行回转): what the former applicant must give back, with interest where late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.case.replay import day_of
from rulebook.money.credits import Credit
from rulebook.money.debts import Debt
from rulebook.money.figures import figures
from rulebook.money.yuan import amount

RETURN = "执行回转"
_RULED, _PERFORMED = "reversal_ruled", "reversal_performed"


class Return(NamedTuple):
    """The money to be returned, as a debt, and what was returned of it."""

    debt: Debt
    credits: tuple[Credit, ...]


def returning(facts: Sequence[FactView], as_of: date) -> Return | None:
    """The return that the last ruling orders; ``None`` where none orders money returned by then.

    A return recorded without an amount is the whole of it (法释〔2014〕8号第6条).
    """
    until = [fact for fact in facts if day_of(fact.occurred_at) <= as_of]
    rulings = [fact for fact in until if fact.kind == _RULED and amount(fact.payload)]
    if not rulings:
        return None
    said = rulings[-1].payload
    whole = amount(said)
    assert whole is not None
    debt = Debt(RETURN, whole, day(said["return_by"]), order=next(iter(figures().orders)))
    back = (fact for fact in until if fact.kind == _PERFORMED)
    returned = (
        Credit(day_of(fact.occurred_at), amount(fact.payload) or whole, RETURN, "返还")
        for fact in back
    )
    return Return(debt, tuple(returned))

"""What measures are weighed against (尚欠债权额): the case's own figure, else a measure's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.money.owing import owing
from rulebook.property.figure import yuan

_CONTROLLED = "asset_controlled"


def owed(facts: Sequence[FactView], as_of: date) -> Decimal | None:
    """Yuan still owed with interest and costs on a day (`rulebook.money.owing`).

    Where no fact says what is owed, the last measure that named a claim is believed; ``None``
    where none did. `facts` stand and are in order of occurrence.
    """
    known = owing(facts, as_of)
    if known is not None:
        return known.whole
    said = [yuan(fact.payload, "claim") for fact in facts if fact.kind == _CONTROLLED]
    return next((one for one in reversed(said) if one), None)

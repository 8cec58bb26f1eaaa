"""What is owed (尚欠债权额): claim, interest and costs as last stated, less what was paid since."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.property.figure import NOTHING, yuan

_STATED = "claim_stated"
_PARTS = ("claim", "interest", "costs")
_PAID = "funds_paid"
_CONTROLLED = "asset_controlled"


def owed(facts: Iterable[FactView]) -> Decimal | None:
    """Yuan still owed with interest and costs; ``None`` where no fact says it.

    The last statement counts, less what was paid out since; where there is none, what the last
    measure said is owed. `facts` stand and are in order of occurrence.
    """
    stated: Decimal | None = None
    said: Decimal | None = None
    for fact in facts:
        if fact.kind == _STATED:
            stated = sum((yuan(fact.payload, part) or NOTHING for part in _PARTS), NOTHING)
        elif fact.kind == _PAID and stated is not None:
            stated = max(stated - (yuan(fact.payload, "amount") or NOTHING), NOTHING)
        elif fact.kind == _CONTROLLED:
            said = yuan(fact.payload, "claim") or said
    return said if stated is None else stated

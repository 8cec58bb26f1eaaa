"""Figures (数额) that facts name: yuan as Decimal, days as dates, silence as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from rulebook.case.payload import day

NOTHING = Decimal(0)


def yuan(payload: Mapping[str, object], name: str) -> Decimal | None:
    """The amount said under that name; ``None`` where none was said."""
    said = payload.get(name)
    if said is None or said == "":
        return None
    try:
        return Decimal(str(said))
    except InvalidOperation:
        return None


def on(payload: Mapping[str, object], name: str) -> date | None:
    """The day said under that name; ``None`` where none was said."""
    said = payload.get(name)
    return None if said is None or said == "" else day(said)

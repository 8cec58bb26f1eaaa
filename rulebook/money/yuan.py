"""Amounts (金额) in Decimal yuan, read from what facts say and rounded to the fen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

FEN = Decimal("0.01")
NOTHING = Decimal(0)


def amount(payload: Mapping[str, object], name: str = "amount") -> Decimal | None:
    """The amount that a fact says under this name; ``None`` where it says none."""
    return read(payload.get(name))


def read(value: object) -> Decimal | None:
    """A figure as Decimal; ``None`` for what is no finite number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def rounded(exact: Decimal) -> Decimal:
    """To the fen, half of one upwards."""
    return exact.quantize(FEN, ROUND_HALF_UP)


def shown(figure: Decimal) -> str:
    """As a clerk writes it: two decimals, thousands apart."""
    return f"{figure:,.2f}"

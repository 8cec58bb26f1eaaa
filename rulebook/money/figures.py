"""Figures of the money track (案款数据), read from data: rates, orders, classes, ageing steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import tomli

_FILE = Path(__file__).parents[1] / "data" / "money.toml"


@dataclass(frozen=True, slots=True)
class CreditorClass:
    """A class of creditors (债权顺位): paid one after the other, or all by proportion."""

    name: str
    proportional: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What the money track counts by."""

    ageing: tuple[int, ...]  # days since arrival at which a new bucket begins
    doubled_rate: Decimal  # of the doubled part, a day
    doubled_from: date  # first day reckoned by that rate
    year_days: tuple[int, ...]  # by which a year's rate may be divided; the first if unsaid
    number: str  # of the interpretation on interest
    orders: Mapping[str, tuple[str, ...]]  # name → general, principal, doubled in some order
    classes: tuple[CreditorClass, ...]  # highest first
    distribution: str  # article
    apart: int  # days between the bank's entry and the ledger's


@cache
def figures() -> Figures:
    """The figures as they are shipped."""
    data = tomli.loads(_FILE.read_text(encoding="utf-8"))
    interest, distribution = data["interest"], data["distribution"]
    return Figures(
        ageing=tuple(data["ageing"]["days"]),
        doubled_rate=Decimal(interest["doubled_rate"]),
        doubled_from=interest["effective_from"],
        year_days=tuple(interest["year_days"]),
        number=interest["number"],
        orders={name: tuple(kinds) for name, kinds in interest["orders"].items()},
        classes=tuple(
            CreditorClass(one["name"], one["way"] == "proportional")
            for one in distribution["class"]
        ),
        distribution=distribution["article"],
        apart=data["reconciliation"]["days"],
    )

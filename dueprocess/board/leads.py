"""Where the dates of a list lead (日期去向): last days to their derivation, others to facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from models.money.balances import Balance
from models.money.terms import Terms
from models.reading.expiries import Expiry

Leads = Mapping[str, Callable[[Any], str]]  # by the heading of a column; "": nowhere


def why(case: str, key: str) -> str:
    """The derivation of a clock's last day."""
    return f"/cases/{quote(case)}/why?node={quote(key)}"


def last_day(case: str, seq: int) -> str:
    """The derivation of the last day that a fact names (登记的届满日)."""
    return f"/cases/{quote(case)}/last-day?fact={seq}"


def fact(case: str, seq: int) -> str:
    """A fact on its case's page."""
    return f"/cases/{quote(case)}#f{seq}"


def _of_clock(row: Any) -> str:
    """Of a running clock, or of the node that an item stands on."""
    key = getattr(row, "key", "") or getattr(row, "node_key", "")
    return why(row.case, key) if key else ""


def _of_fact(row: Any) -> str:
    return fact(row.case, row.seq) if getattr(row, "seq", None) else ""


def _of_measure(row: Expiry) -> str:
    return last_day(row.case, row.named_by)


CLOCKS: Leads = {"届满日": _of_clock, "发生": _of_fact, "录入": _of_fact}
MEASURES: Leads = {"届满日": _of_measure, "最迟续行": _of_clock}


def of_money(terms: Terms) -> Leads:
    """Of balances: to the clock that ends first, and to the fact that brought the money."""

    def term(row: Balance) -> str:
        found = terms.of(row)
        return why(row.case, found.key) if found else ""

    def arrival(row: Balance) -> str:
        seq = terms.came_by(row)
        return fact(row.case, seq) if seq else ""

    return {"最近期限": term, "到账": arrival}

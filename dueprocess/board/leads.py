"""Where the dates of a list lead (日期去向): last days to their derivation, others to facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from models.money.balances import Balance
from models.money.terms import Terms
from models.reading.expiries import Expiry

REPLY, RECEIPT, PROMISE, HOLD, INTERVIEW = "reply", "receipt", "promise", "hold", "interview"

Leads = Mapping[str, Callable[[Any], str]]  # by the heading of a column; "": nowhere


def why(case: str, key: str) -> str:
    """The derivation of a clock's last day."""
    return f"/cases/{quote(case)}/why?node={quote(key)}"


def last_day(case: str, seq: int, field: str = "") -> str:
    """The derivation of the last day that a fact names (登记的届满日), or of another day of it."""
    of = f"&field={quote(field)}" if field else ""
    return f"/cases/{quote(case)}/last-day?fact={seq}{of}"


def own_day(case: str, seq: int) -> str:
    """The day on which a fact happened, with what is counted from it."""
    return f"/cases/{quote(case)}/day?fact={seq}"


def limit(item: int, which: str = "") -> str:
    """The derivation of a limit of a supervision item, of its reply, its signing …; or of all."""
    return f"/items/{item}/limits#{which}" if which else f"/items/{item}/limits"


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


def _of_interview(row: Any) -> str:
    return limit(row.item, INTERVIEW) if getattr(row, "item", None) else ""


def _of_reply(row: Any) -> str:
    return limit(row.id, REPLY) if getattr(row, "reply_due_at", None) else ""


CLOCKS: Leads = {
    "届满日": _of_clock,
    "计划查询": _of_clock,
    "自": _of_clock,
    "暂停自": _of_clock,
    "办结日": _of_clock,
    "约定时间": _of_interview,
    "答复": _of_reply,
    "发生": _of_fact,
    "录入": _of_fact,
}
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

"""Where the days of a finding lead (核查事项日期去向): to the clock or the fact behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dueprocess.board import leads
from dueprocess.board.lastday import brought, naming
from models.reading.card import CaseCard
from models.tables.case import CaseState
from rulebook.law.lawbook import Lawbook

_OF_CLOCKS = ("due_on", "renew_by")  # last days of clocks
_NAMED = ("expires_on", "until")  # days that a fact names
_PLANNED = "planned_on"  # before the last day of the same finding


def lead(name: str, figures: Mapping[str, Any], card: CaseCard, law: Lawbook) -> str:
    """The derivation of a figure that says a day; "" for any other, and where none is found."""
    day = _day(figures.get("due_on" if name == _PLANNED else name))
    if day is None:
        return ""
    if name in _OF_CLOCKS or name == _PLANNED:
        return _clock(card, day)
    if name in _NAMED:
        found = naming(card, day, law)
        return leads.last_day(card.number, *found) if found else ""
    seq = brought(card, law, CaseState.OPEN, day) if name == "filed_on" else None
    return leads.own_day(card.number, seq) if seq else ""


def main(figures: Mapping[str, Any], card: CaseCard, law: Lawbook) -> str:
    """The derivation of the day that a finding is about; "" where it is about none."""
    found = (lead(name, figures, card, law) for name in (*_NAMED, *_OF_CLOCKS, "filed_on"))
    return next(filter(None, found), "")


def _clock(card: CaseCard, day: date) -> str:
    """The node that ends on that day, one that runs before one that has ended."""
    ending = [one for one in card.nodes if one.due_on == day]
    ending.sort(key=lambda one: one.state != "running")
    return leads.why(card.number, ending[0].key) if ending else ""


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None

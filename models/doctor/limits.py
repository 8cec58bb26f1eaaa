"""The doctor's spans (体检尺度): data, so that no number of days stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many days the doctor speaks; see `limits.toml` for each."""

    money_idle_days: int
    handler_inactive_days: int
    unassigned_days: int
    paper_draft_days: int
    bulletin_draft_days: int
    next_year_from_month: int


@cache
def limits() -> Limits:
    """The limits that ship with the doctor."""
    text = (Path(__file__).parent / "limits.toml").read_text("utf-8")
    return Limits(**tomli.loads(text))

"""Money that has lain for longer than the last step of age (久存案款), counted for a tile."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.money.ageing import ageing
from models.money.movements import last_entry
from models.reading.selection import Selection
from rulebook.money.figures import figures

_REMEMBERED = 256  # counts
_Key = tuple[str, int, datetime, Selection]
_counts: dict[_Key, int] = {}


def long_held(session: Session, as_of: datetime, chosen: Selection) -> int:
    """Receipts of the chosen cases that are that old.

    Adding up a ledger takes long beside the rest of a page, so a count is remembered for the hour,
    or until the next entry.
    """
    steps = figures().ageing
    hour = as_of.replace(minute=0, second=0, microsecond=0)
    key = (str(session.get_bind()), last_entry(session), hour, chosen)
    if key not in _counts:
        while len(_counts) >= _REMEMBERED:
            _counts.pop(next(iter(_counts)))
        aged = ageing(session, as_of.date(), steps, chosen)
        _counts[key] = sum(one.receipts for one in aged if one.step == len(steps))
    return _counts[key]

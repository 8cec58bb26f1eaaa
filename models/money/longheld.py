"""Money by its age as it stood lately (久存案款): for a tile and the wall, which look often."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.money.ageing import Aged, ageing
from models.money.movements import last_entry
from models.reading.selection import Selection
from rulebook.money.figures import figures

_REMEMBERED = 256  # selections
_Key = tuple[str, int, datetime, Selection]
_known: dict[_Key, tuple[Aged, ...]] = {}


def long_held(session: Session, as_of: datetime, chosen: Selection) -> int:
    """Receipts of the chosen cases that have lain for longer than the last step of age."""
    last = len(figures().ageing)
    return sum(one.receipts for one in aged_lately(session, as_of, chosen) if one.step == last)


def aged_lately(session: Session, as_of: datetime, chosen: Selection) -> tuple[Aged, ...]:
    """The money of the chosen cases by age (see `ageing`).

    Adding up a ledger takes long beside the rest of a page, so it is remembered for the hour, or
    until the next entry.
    """
    hour = as_of.replace(minute=0, second=0, microsecond=0)
    key = (str(session.get_bind()), last_entry(session), hour, chosen)
    if key not in _known:
        while len(_known) >= _REMEMBERED:
            _known.pop(next(iter(_known)))
        _known[key] = ageing(session, as_of.date(), figures().ageing, chosen)
    return _known[key]

"""One review done (核查办理): found and told, drawn as a sample, or listed for Monday."""

from __future__ import annotations

from datetime import datetime

from models.reviews import running
from models.reviews.kinds import FINDERS
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


def run(store: Store, law: Lawbook, calendar: Calendar, kind: str, as_of: datetime) -> str:
    """Do one kind of review at `as_of` (aware); one line of what came of it. `UnknownReview`."""
    running.kind_of(law, kind)
    if kind in FINDERS:
        return str(running.run(store, law, calendar, kind, as_of))
    raise running.UnknownReview(kind, FINDERS)

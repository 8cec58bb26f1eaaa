"""A part of the book gone through for a trial (分段试算): so many open cases a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from models.reading.extent import Extent
from models.recounting.moves import among, open_cases
from models.recounting.trial import Trial
from models.store import Store
from models.tables.case import Case
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

MOST = 2_000  # open cases that one request goes through


@dataclass(slots=True)
class Portion:
    """A trial of some of the open cases. `behind`: the case to go on behind; None at the end."""

    trial: Trial
    cases: int = 0
    behind: int | None = None

    def figures(self) -> dict[str, object]:
        """The sums as plain data, and how far they reach."""
        return self.trial.figures() | {"cases_read": self.cases, "next_after": self.behind}


def portion(
    store: Store, law: Lawbook, calendar: Calendar, as_of: datetime, extent: Extent, after: int = 0
) -> Portion:
    """Try this law and calendar on the open cases behind one of them, `MOST` and no more.

    All of them are counted; single clocks are shown only of cases within the extent.
    """
    found = Portion(Trial())
    for ids in open_cases(store, after):
        if found.cases >= MOST:
            break
        shown = _within(store, ids, extent)
        found.trial.add(among(store, ids, law, calendar), as_of, calendar, law.lights, shown)
        found.cases, found.behind = found.cases + len(ids), ids[-1]
    else:
        found.behind = None
    return found


def _within(store: Store, ids: Sequence[int], extent: Extent) -> set[int]:
    with store.reading() as session:
        query = select(Case.id).where(col(Case.id).in_(ids), extent.holds())
        return {one for one in session.exec(query) if one is not None}

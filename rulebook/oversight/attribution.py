"""Whose an overdue is (超期责任归属): each handler answers for the days on which it was theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Tenure:
    """From when on an officer handled a case."""

    officer: str  # staff number
    since: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long one officer had a node that was overdue, in calendar and in working days."""

    officer: str
    since: datetime
    until: datetime
    days: int
    working_days: int
    current: bool  # the node is overdue still, and theirs


def attribute(
    due_at: datetime,
    ended_at: datetime | None,
    tenures: Sequence[Tenure],
    as_of: datetime,
    calendar: Calendar,
) -> tuple[Stretch, ...]:
    """The overdue of one node by whoever had it, oldest first.

    Counted from the first late moment `due_at` to `ended_at`, or to `as_of` while it lasts. A
    change of handler moves nothing back: the days before it stay with the one before. What was
    overdue before anybody had the case is nobody's.
    """
    end = ended_at or as_of
    turns = [*tenures, Tenure("", end)]
    found = []
    for mine, following in pairwise(turns):
        since, until = max(due_at, mine.since), min(end, following.since)
        if since < until and mine.officer:
            last = until == end
            found.append(_stretch(mine.officer, since, until, last, calendar))
    return tuple(replace(one, current=one.current and ended_at is None) for one in _joined(found))


def _stretch(
    officer: str, since: datetime, until: datetime, last: bool, calendar: Calendar
) -> Stretch:
    """The day of a handing-over is the new one's; the last day of all is counted."""
    before, upto = since.astimezone(SHANGHAI).date() - ONE_DAY, until.astimezone(SHANGHAI).date()
    upto -= timedelta() if last else ONE_DAY
    working = calendar.working_days_between(before, upto)
    return Stretch(officer, since, until, (upto - before).days, working, last)


def _joined(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """One officer named twice in a row had it all along."""
    held: Stretch | None = None
    for one in stretches:
        if held is not None and held.officer == one.officer:
            held = Stretch(
                one.officer,
                held.since,
                one.until,
                held.days + one.days,
                held.working_days + one.working_days,
                one.current,
            )
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held

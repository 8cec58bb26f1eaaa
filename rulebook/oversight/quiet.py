"""When people may be told (免打扰): in working hours, no first word on the eve of days off."""

from __future__ import annotations

from datetime import date, datetime

from rulebook.law.ladder import Ladder
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI


def speaks_at(ladder: Ladder, as_of: datetime, calendar: Calendar, first: bool = False) -> datetime:
    """The moment (aware) at which an alert raised at `as_of` may reach people.

    From the ladder's hour of a working day until its `quiet_from`; a rung fires at that hour, but
    a reply clock runs out at midnight, and a patrol that was away comes back at any hour. On the
    last working day before days off a node's first alert waits from `eve_from` on: nobody is
    called back from the weekend for a first word.
    """
    local = as_of.astimezone(SHANGHAI)
    day = local.date()
    if calendar.is_working(day) and _closed(ladder, local, calendar, first):
        day += ONE_DAY
    opens = datetime.combine(calendar.next_working(day), ladder.at, SHANGHAI)
    return max(opens, as_of)


def _closed(ladder: Ladder, local: datetime, calendar: Calendar, first: bool) -> bool:
    """Whether the working day is over for alerts."""
    hour = local.time()
    if ladder.quiet_from is not None and hour >= ladder.quiet_from:
        return True
    eve = ladder.eve_from is not None and hour >= ladder.eve_from
    return first and eve and _before_rest(local.date(), calendar)


def _before_rest(day: date, calendar: Calendar) -> bool:
    return not calendar.is_working(day + ONE_DAY)

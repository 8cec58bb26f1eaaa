"""What a figure counts (清单项): one case, node, matter, pause or payment, in one population."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from rulebook.time.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` on and before `cut_off` (both aware): what a bulletin looks at.

    Everything is told as it stood at `cut_off` (截止时刻), by what is known when it is computed.
    """

    start: datetime
    cut_off: datetime

    def holds(self, at: datetime | None) -> bool:
        """Whether something happened within it."""
        return at is not None and self.start <= at < self.cut_off


class Entry(NamedTuple):
    """One line of the list behind a figure.

    `days` and `working` are calendar and working days after every lawful pause and extension (净),
    `gross` calendar days without them (毛). `times` stands for so many alike that have no line.
    """

    what: str  # the population
    court: str
    case: int = 0  # id of the case; 0: none
    ref: str = ""  # key of the node, number of the item, of the receipt, of the fact
    code: str = ""  # official node code or letter of the stage; cause, level or kind elsewhere
    who: str = ""  # approver, recorder
    days: int | None = None
    working: int | None = None
    gross: int | None = None
    times: int = 1


def days_apart(since: datetime, until: datetime) -> int:
    """Calendar days from one moment's day to the other's, Asia/Shanghai."""
    return (until.astimezone(SHANGHAI).date() - since.astimezone(SHANGHAI).date()).days

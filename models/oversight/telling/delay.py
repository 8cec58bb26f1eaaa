"""How a node stands against its last day, in the words that every message uses."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from rulebook.case.clock import turn_of
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

# A reference is shown only when it cannot be a name, a plate or an identity number.
_SAFE_REF = re.compile(r"[A-Za-z0-9-]{1,16}")


class Delay(NamedTuple):
    """True days of one node at one moment: calendar and working days past the last day.

    Negative: still to go. `late` decides, because a clock of hours may be late on its last day.
    """

    due_on: date
    days: int
    working_days: int
    late: bool

    @property
    def text(self) -> str:
        """超期3日（2个工作日）, 今日届满, 距届满3日（2个工作日）."""
        span = f"{abs(self.days)}日（{abs(self.working_days)}个工作日）"
        if self.late:
            return f"超期{span}" if self.days else "已于今日届满"
        return f"距届满{span}" if self.days else "今日届满"


# The rungs of a morning stand before few last days, and each is asked about several times.
@lru_cache(maxsize=4_096)
def delay(due_on: date, due_at: datetime, as_of: datetime, calendar: Calendar) -> Delay:
    """The delay of a clock at `as_of` (aware); `due_at` is the first moment that is late."""
    today = as_of.astimezone(SHANGHAI).date()
    return Delay(
        due_on,
        (today - due_on).days,
        calendar.working_days_between(due_on, today),
        as_of >= due_at,
    )


def node_name(law: Lawbook, rule_id: str, node_key: str, subject_ref: str = "") -> str:
    """The node as a message names it: 003 发出执行通知书. Raises KeyError for an unknown rule.

    A step that bears no official code goes by its stage's letter, a time of a series by its number.
    """
    name, _ = inwords.title(law.rules[rule_id], turn_of(node_key))
    return f"{name}（{subject_ref}）" if _SAFE_REF.fullmatch(subject_ref) else name

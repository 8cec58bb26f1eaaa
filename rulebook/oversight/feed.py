"""The feed (上级数据): how old the data of the platform above are, and whether a ladder waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rulebook.law.supervising import FeedTerms
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import Term
from rulebook.time.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Feed:
    """The data of the platform above (上级平台数据) at one moment, as the last import left them."""

    last: datetime  # when the last import ended
    age: int  # working days since then, today counted and the day of the import not
    stale: bool
    holds_from: int

    @property
    def zh(self) -> str:
        """In words: how old, and what follows."""
        since = f"上级平台数据 {self.last.astimezone(SHANGHAI):%m-%d %H:%M} 导入"
        if not self.stale:
            return since
        return f"{since}，{self.age}个工作日未更新：第{self.holds_from}级起暂缓"

    @property
    def en(self) -> str:
        """The same in English."""
        since = f"last import {self.last.astimezone(SHANGHAI):%m-%d %H:%M}"
        if not self.stale:
            return since
        return f"{since}, {self.age} working days old: level {self.holds_from} and above wait"


def feed(terms: FeedTerms, last: datetime, as_of: datetime, calendar: Calendar) -> Feed:
    """How fresh the data are at `as_of`; both aware. Stale once the term's last day is over."""
    over = due(last, Term(terms.stale_after), calendar).at
    today, day = as_of.astimezone(SHANGHAI).date(), last.astimezone(SHANGHAI).date()
    age = calendar.working_days_between(day, max(day, today))
    return Feed(last, age, as_of >= over, terms.holds_from)

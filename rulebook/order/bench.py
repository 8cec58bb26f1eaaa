"""By what is judged (判定依据): the law and its model, the calendar, and up to which moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rulebook.law.lawbook import Lawbook
from rulebook.order.model import Model
from rulebook.order.weighing import Weighing
from rulebook.time.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Bench:
    """What every judgement of one replay stands on."""

    law: Lawbook
    model: Model
    weights: Weighing
    calendar: Calendar
    as_of: datetime

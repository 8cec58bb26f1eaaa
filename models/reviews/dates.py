"""Days in SQL and back (日期换算): each engine has its own arithmetic of moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, cast, func

from rulebook.case.payload import moment
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.period import Period, Term, Unit
from rulebook.time.zone import SHANGHAI

_EAST = "+8 hours"  # SQLite keeps moments in UTC


def day_in_shanghai(column: ColumnElement[Any], engine: str) -> ColumnElement[Any]:
    """The day of a stored moment in Shanghai, comparable with a column of days."""
    if engine == "sqlite":
        return func.date(column, _EAST)
    return cast(func.timezone("Asia/Shanghai", column), Date)


def days_between(
    later: ColumnElement[Any], earlier: ColumnElement[Any], engine: str
) -> ColumnElement[int]:
    """Natural days from one stored moment to another, by their days in Shanghai."""
    last, first = day_in_shanghai(later, engine), day_in_shanghai(earlier, engine)
    if engine == "sqlite":
        return cast(func.julianday(last) - func.julianday(first), Integer)
    return cast(last - first, Integer)


def days_ago(as_of: datetime, days: int) -> datetime:
    """Midnight in Shanghai so many days before the day of `as_of`."""
    today = as_of.astimezone(SHANGHAI).date()
    return datetime.combine(today - timedelta(days=days), time(), SHANGHAI)


def months_ago(day: date, months: int, calendar: Calendar) -> date:
    """The corresponding day so many months before, else that month's last."""
    term = Term(Period(months, Unit.MONTH), backward=True)
    return counting.due(moment(day), term, calendar).raw

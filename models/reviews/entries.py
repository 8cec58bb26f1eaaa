"""Spikes of late entries (疑似补录): week by week, of each person and of each court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, select

from models.reviews.dates import days_ago, days_between
from models.reviews.finding import CASE, FACT, Finding, Look, Whose

_Week = tuple[int, int]  # facts entered, of them late
_Weeks = Mapping[int, _Week]  # weeks ago → what was entered


def late_entry_spike(look: Look) -> Iterator[Finding]:
    """Persons and courts whose late entries of the last week stand out from the weeks before."""
    persons: dict[tuple[str, str], dict[int, _Week]] = defaultdict(dict)
    courts: dict[str, dict[int, _Week]] = defaultdict(dict)
    for row in look.rows(_entered(look)):
        persons[row.recorded_by, row.court_code][row.week] = (row.entered, row.late)
        entered, late = courts[row.court_code].get(row.week, (0, 0))
        courts[row.court_code][row.week] = (entered + row.entered, late + row.late)
    for (person, court), weeks in persons.items():
        yield from _spike(look, f"officer:{person}|{court}", person, court, weeks)
    for court, weeks in courts.items():
        yield from _spike(look, f"court:{court}", f"法院{court}", court, weeks)


def _spike(look: Look, subject: str, name: str, court: str, weeks: _Weeks) -> Iterator[Finding]:
    before = look.review.number("before")
    earlier = [late for week, (_, late) in weeks.items() if week > 0]
    now, usual = weeks.get(0, (0, 0))[1], sum(earlier) / before
    if len(earlier) < look.review.number("earlier") or now < look.review.number("least"):
        return
    if now < look.review.number("times") * usual:
        return
    near, left = _inspection(look.today, look.review.named("inspections"))
    yield Finding(
        whose=Whose(court),
        subject=subject,
        turn=f"{look.today:%G-W%V}",
        about=f"{name} 补录增多",
        why=f"近{look.review.number('window')}日迟录{now}条（此前每周平均{usual:.1f}条），"
        f"距{near}检查日{left}日。线索，请抽查依据。",
        figures={
            "late": now,
            "entered": weeks[0][0],
            "usual": round(usual, 1),
            "inspection": near,
            "days_to_inspection": left,
        },
    )


def _inspection(today: date, days: tuple[str, ...]) -> tuple[date, int]:
    """The next of the year's inspection days, and how many days it is away."""
    coming = [
        date.fromisoformat(f"{year}-{day}") for year in (today.year, today.year + 1) for day in days
    ]
    near = min(day for day in coming if day >= today)
    return near, (near - today).days


def _entered(look: Look) -> Select[Any]:
    """Facts entered by hand, by person, court and week; the last week is number 0."""
    lag = days_between(FACT.c.recorded_at, FACT.c.occurred_at, look.engine)
    late = func.sum(case((lag >= look.review.number("lag"), 1), else_=0))
    week = _week(look).label("week")
    oldest = _begins(look, look.review.number("before"))
    return (
        select(
            FACT.c.recorded_by,
            CASE.c.court_code,
            week,
            func.count().label("entered"),
            cast(late, Integer).label("late"),
        )
        .join_from(FACT, CASE, CASE.c.id == FACT.c.case_id)
        .where(FACT.c.recorded_at >= oldest, FACT.c.source != "import")
        .group_by(FACT.c.recorded_by, CASE.c.court_code, week)
        .order_by(FACT.c.recorded_by, CASE.c.court_code)
    )


def _week(look: Look) -> ColumnElement[int]:
    """Compared with moments reckoned beforehand: each engine has its own arithmetic of dates."""
    before = look.review.number("before")
    whens = [(FACT.c.recorded_at >= _begins(look, week), week) for week in range(before)]
    return case(*whens, else_=before)


def _begins(look: Look, week: int) -> datetime:
    """Midnight at which the week so many weeks ago began; the last one ends with today."""
    span = look.review.number("window")
    return days_ago(look.as_of, span * (week + 1) - 1)

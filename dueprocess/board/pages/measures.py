"""Measures (查封到期): an expiry calendar by registry, and what runs out next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.leads import MEASURES
from dueprocess.board.page import page
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists.expiries import expiries as listing
from models.reading.expiries import Expiry, expiries
from rulebook.figures.span import later
from rulebook.law.lawbook import Lawbook
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

router = APIRouter()
ROWS = 300
REVIEW = "measures-expiring"  # names the marks of days
MONTHS = 6  # of the calendar


class Chosen(Filters):
    """The filters of a list, and one cell of the calendar."""

    registry: str = Field("", max_length=80)
    column: int | None = Field(None, ge=0, le=20)


@dataclass(frozen=True, slots=True)
class Column:
    """Expiries from after one day until another."""

    after: date
    until: date
    zh: str
    en: str

    def holds(self, one: Expiry) -> bool:
        """Whether the measure runs out then."""
        return self.after < one.expires_on <= self.until


@router.get("/measures")
def measures(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """Registry by registry how many measures run out when; below, which."""
    extent, today = visit.extent("list"), visit.desk.now().date()
    columns = _columns(visit.desk.law, today)
    found = _found(visit, chosen, "list", columns)
    with visit.desk.store.reading() as session:
        may_choose = options(session, extent)
    lines = _picked(found, chosen, columns)
    return page(
        visit,
        "measures.html",
        chosen=chosen,
        columns=columns,
        rows=_calendar(found, columns),
        table=table(listing(lines[:ROWS], visit.marking(), today), MEASURES),
        found=len(lines),
        most=ROWS,
        options=may_choose,
        nodes={},
    )


@router.get("/measures.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """The list as it was filtered, as a workbook."""
    today = visit.desk.now().date()
    columns = _columns(visit.desk.law, today)
    lines = _picked(_found(visit, chosen, "export", columns), chosen, columns)
    visit.note("export")
    return workbook(visit.desk, listing(lines[:MOST], visit.marking("export"), today))


def _found(visit: Visit, chosen: Chosen, act: str, columns: list[Column]) -> tuple[Expiry, ...]:
    desk, extent = visit.desk, visit.extent(act)
    until = datetime.combine(columns[-1].until + ONE_DAY, time(), SHANGHAI)
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        return expiries(session, desk.law, until, picked, MOST)


def _columns(law: Lawbook, today: date) -> list[Column]:
    """What ran out, the marks of days that the review has, then month by month."""
    found = [Column(date.min, today - ONE_DAY, "已届满", "run out")]
    for days in sorted(law.reviews[REVIEW].numbers("days")):
        until = today + timedelta(days=days)
        found.append(Column(found[-1].until, until, f"{days}日内", f"within {days} days"))
    for month in range(1, MONTHS + 1):
        until = later(today.replace(day=1), month) - ONE_DAY
        if until > found[-1].until:
            found.append(Column(found[-1].until, until, f"至{until:%Y-%m-%d}", f"to {until}"))
    return found


def _calendar(found: Iterable[Expiry], columns: list[Column]) -> list[tuple[str, list[int]]]:
    """For each registry how many run out in each column."""
    counted: dict[str, Counter[int]] = {}
    for one in found:
        place = next((at for at, column in enumerate(columns) if column.holds(one)), None)
        if place is not None:
            counted.setdefault(one.registry, Counter())[place] += 1
    return [
        (registry, [counted[registry][at] for at in range(len(columns))])
        for registry in sorted(counted)
    ]


def _picked(found: Iterable[Expiry], chosen: Chosen, columns: list[Column]) -> list[Expiry]:
    lines = [one for one in found if chosen.registry in ("", one.registry)]
    if chosen.column is None or chosen.column >= len(columns):
        return lines
    return [one for one in lines if columns[chosen.column].holds(one)]

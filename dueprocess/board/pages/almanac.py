"""The calendar (日历): holidays, make-up days, the notices behind them, what is provisional."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session, col, select

from dueprocess import holidays
from dueprocess.board import almanac
from dueprocess.board.page import page
from dueprocess.board.parts import Part, shown, take_away
from dueprocess.board.sheet import MOST
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists import listings
from models.almanac import calendar_of
from models.reading.picture import due_lines
from models.reading.selection import Selection, resolved
from models.tables.node import Node
from models.tables.notice import HolidayNotice
from rulebook.time.zone import SHANGHAI

router = APIRouter()
ROWS = 200
Year = Annotated[int | None, Query(ge=almanac.FIRST, le=almanac.LAST)]


@router.get("/calendar")
def calendar(visit: Somebody, year: Year = None) -> Response:
    """A year by its months, the versions of its notices, and the dates that may still move."""
    desk, now = visit.desk, visit.desk.now()
    wanted = year or now.year
    with desk.store.reading() as session:
        counted = calendar_of(session, desk.law)
        loaded = _loaded(session)
    return page(
        visit,
        "calendar.html",
        year=wanted,
        first=almanac.FIRST,
        last=almanac.LAST,
        months=almanac.year(counted, wanted),
        today=now.date(),
        covered=holidays.look(counted, wanted).covered,
        notices=[one for one in counted.notices if one.year == wanted],
        loaded=loaded,
        closures=sorted((day, why) for day, why in desk.law.closures.items() if day.year == wanted),
        parts=shown(visit, _parts(visit, "list", ROWS), ROWS),
    )


@router.get("/calendar.xlsx")
def workbook(visit: Somebody, part: Annotated[str, Query(max_length=40)]) -> Response:
    """The provisional dates."""
    return take_away(visit, _parts(visit, "export", MOST), part)


def _parts(visit: Visit, act: str, rows: int) -> list[Part]:
    """Running clocks whose last day lies where no notice is published yet, the nearest first."""
    desk, extent, now = visit.desk, visit.extent(act), visit.desk.now()
    far = datetime.max.replace(tzinfo=SHANGHAI)
    with desk.store.reading() as session:
        seen = resolved(session, Selection(within=extent))
        which = (col(Node.provisional).is_(True), *seen.of_clocks())
        found = due_lines(session, far, which, rows)
    listing = listings.clocks("provisional", "暂定 PROVISIONAL", found, visit.marking(act), now)
    return [Part("provisional", ("暂定的届满日", "Provisional dates"), listing)]


def _loaded(session: Session) -> dict[tuple[int, str], HolidayNotice]:
    """Notices that this book was given, by year and paper; the others shipped with the system."""
    found = session.exec(select(HolidayNotice))
    return {(one.year, one.number or one.document): one for one in found}

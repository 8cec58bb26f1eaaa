"""Data quality (数据质量): missing, entered late, suspected; the doctor's findings."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session, select

from dueprocess.board.page import page
from dueprocess.board.parts import Part, shown, take_away
from dueprocess.board.sheet import MOST
from dueprocess.board.visit import Somebody, Visit
from dueprocess.board.words import EN
from dueprocess.views.lists import quality as listings
from dueprocess.worklists import Asked, Kind, worklist
from models.doctor.check import Finding
from models.doctor.doctor import examine
from models.insertion import among, table_of
from models.reading.extent import Extent
from models.reading.missing import missing_rows, vanished
from models.reading.reviews import ReviewLine, reviews
from models.reading.selection import Selection, resolved
from models.reading.tiles import SPIKE
from models.tables.case import Case
from rulebook.access.matrix import Scope

router = APIRouter()
ROWS = 200
Wanted = Annotated[str, Query(max_length=40)]


@router.get("/quality")
def quality(visit: Somebody) -> Response:
    """The lists; the doctor is asked on a page of its own, since it reads the whole book."""
    found = parts(visit, "list", ROWS)
    with visit.desk.store.reading() as session:
        sheets = missing_rows(session) if visit.extent("list").scope >= Scope.COURT else {}
    return page(
        visit,
        "quality.html",
        parts=shown(visit, found, ROWS),
        sheets=sheets,
        examined=False,
        address="/quality.xlsx",
    )


@router.get("/quality/doctor")
def doctor(visit: Somebody) -> Response:
    """The doctor's findings now, in the cases the visitor may see."""
    found = examined(visit, "list", ROWS)
    return page(
        visit,
        "quality.html",
        parts=shown(visit, found, ROWS),
        sheets={},
        examined=True,
        address="/quality/doctor.xlsx",
    )


@router.get("/quality.xlsx")
def workbook(visit: Somebody, part: Wanted) -> Response:
    """One of the lists."""
    return take_away(visit, parts(visit, "export", MOST), part)


@router.get("/quality/doctor.xlsx")
def doctors_workbook(visit: Somebody, part: Wanted) -> Response:
    """The doctor's findings."""
    return take_away(visit, examined(visit, "export", MOST), part)


def parts(visit: Visit, act: str, rows: int) -> list[Part]:
    """What the data themselves tell: of so many rows each at most."""
    desk, extent, speech = visit.desk, visit.extent(act), visit.marking(act).speech
    with desk.store.reading() as session:
        picked = resolved(session, Selection(within=extent))
        asked = Asked(desk, session, picked, desk.now(), None, rows, speech)
        late = worklist(Kind.LATE_ENTRY, asked)
        gone = listings.vanished(vanished(session, picked, rows), speech)
        spikes = listings.spikes(_spikes(session, extent, rows))
    return [
        Part("spikes", ("疑似补录", "Suspected back-dating"), spikes),
        Part("late", ("迟录", "Entered late"), late),
        Part("missing", ("来源中已不见的案件", "Cases missing in the source"), gone),
    ]


def _spikes(session: Session, extent: Extent, rows: int) -> tuple[ReviewLine, ...]:
    """Open findings about the courts within reach; a person's own habits are for the court."""
    if extent.scope < Scope.COURT:
        return ()
    courts = set(session.execute(extent.courts()).scalars())
    return tuple(one for one in reviews(session, SPIKE, rows=rows) if one.court in courts)


def examined(visit: Visit, act: str, rows: int) -> list[Part]:
    """What the doctor finds now in the cases within reach; it reads the whole book."""
    desk, extent = visit.desk, visit.extent(act)
    found = examine(desk.store, desk.law, desk.calendar)
    with desk.store.reading() as session:
        seen = _seen(session, extent, {one.case for one in found if one.case})
    mine = [one for one in found if one.case in seen or _of_all(one, extent)]
    listing = listings.findings(mine[:rows], visit.words.language == EN)
    return [Part("doctor", ("体检所见", "Findings of the doctor"), listing)]


def _seen(session: Session, extent: Extent, numbers: set[str]) -> set[str]:
    which = among(session, table_of(Case).c.number, numbers)
    return set(session.exec(select(Case.number).where(which, extent.holds())))


def _of_all(one: Finding, extent: Extent) -> bool:
    """A finding about the book itself, for those who look after a court."""
    return not one.case and not one.officer and extent.scope >= Scope.COURT

"""Finding a case (检索) by a number typed loosely, a party or a handler."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from dueprocess.board.courtnames import called
from dueprocess.board.lamps import state
from dueprocess.board.page import page
from dueprocess.board.sheet import MOST as SHEET
from dueprocess.board.sheet import workbook
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.reading.searching import LONGEST, MOST, Found, search
from models.reading.selection import Selection, resolved

router = APIRouter()


@router.get("/search")
def find(visit: Somebody, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The cases found; the one found opens at once."""
    found = _found(visit, q, MOST)
    if len(found) == 1:
        return RedirectResponse(f"/cases/{quote(found[0].number)}", 303)
    shown = [(one, state(one.state, visit.words)) for one in found]
    with visit.desk.store.reading() as session:
        court = called(session, {one.court for one in found})
    return page(visit, "search.html", typed=q, found=shown, most=MOST, court=court)


@router.get("/search.xlsx")
def take_away(visit: Somebody, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """What was found as a workbook, all of it."""
    visit.extent("export")
    found = _found(visit, q, SHEET)
    visit.note("export")
    columns = (
        Column("案号", lambda row: row.number),
        Column("状态", lambda row: state(row.state, visit.words)),
        Column("案由", lambda row: row.cause),
        Column("承办人", lambda row: row.handler),
        Column("申请执行人", lambda row: row.applicant),
        Column("被执行人", lambda row: row.debtor),
        Column("法院", lambda row: row.court),
    )
    listing = Listing("search", "查找 SEARCH", found, columns, lambda _: Weight.NOTE, 2)
    return workbook(visit.desk, listing)


def _found(visit: Visit, typed: str, rows: int) -> list[Found]:
    extent = visit.extent("read")
    with visit.desk.store.reading() as session:
        return search(session, typed, resolved(session, Selection(within=extent)), rows)

"""Finding a case (检索) by a number typed loosely, a party or a handler."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from dueprocess.board.lamps import state
from dueprocess.board.page import page
from dueprocess.board.visit import Somebody
from models.reading.searching import LONGEST, MOST, search
from models.reading.selection import Selection, resolved

router = APIRouter()


@router.get("/search")
def find(visit: Somebody, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The cases found; the one found opens at once."""
    extent = visit.extent("read")
    with visit.desk.store.reading() as session:
        found = search(session, q, resolved(session, Selection(within=extent)))
    if len(found) == 1:
        return RedirectResponse(f"/cases/{quote(found[0].number)}", 303)
    shown = [(one, state(one.state, visit.words)) for one in found]
    return page(visit, "search.html", typed=q, found=shown, most=MOST)

"""The other lists (清单): the desk's own, as a page and as a workbook."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.leads import CLOCKS, of_money
from dueprocess.board.matters import matters
from dueprocess.board.page import page
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists.listing import Listing
from dueprocess.worklists import Asked, Kind, worklist
from models.money.terms import terms

router = APIRouter()
ROWS = 500


class ListFilters(Filters):
    """The filters of a list, and how many days it looks ahead or back; else its own reach."""

    within: int | None = Field(None, ge=0, le=3660)


@router.get("/lists/{kind}")
def listed(visit: Somebody, kind: Kind, chosen: Annotated[ListFilters, Query()]) -> Response:
    """One list of the desk, of the cases the visitor may see."""
    extent = visit.extent("list")
    found = _listing(visit, kind, chosen, "list", ROWS)
    with visit.desk.store.reading() as session:
        may_choose = options(session, extent)
        leads = of_money(terms(session, found.rows)) if kind is Kind.FUNDS else CLOCKS
    marking = visit.marking()
    return page(
        visit,
        "list.html",
        kind=kind,
        kinds=list(Kind),
        chosen=chosen,
        title=found.title,
        table=table(found, leads),
        most=ROWS,
        options=may_choose,
        nodes=visit.desk.law.nodes,
        matters=matters(marking, visit.words) if kind is Kind.ITEMS else None,
    )


@router.get("/lists/{kind}/workbook")
def take_away(visit: Somebody, kind: Kind, chosen: Annotated[ListFilters, Query()]) -> Response:
    """The same list as a workbook, exactly as it was filtered."""
    found = _listing(visit, kind, chosen, "export", MOST)
    visit.note("export")
    return workbook(visit.desk, found)


def _listing(visit: Visit, kind: Kind, chosen: ListFilters, act: str, rows: int) -> Listing:
    desk, extent = visit.desk, visit.extent(act)
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        speech = visit.marking(act).speech
        asked = Asked(desk, session, picked, desk.now(), chosen.within, rows, speech)
        return worklist(kind, asked)

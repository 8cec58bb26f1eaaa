"""The pool of ended rounds (终本池): queries that are due, hits and requests to decide on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.page import page
from dueprocess.board.parts import Part, shown, take_away
from dueprocess.board.sheet import MOST
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists import rounds
from models.ending.queries import coming, decisions

router = APIRouter()
ROWS = 300


class Wanted(Filters):
    """The filters, and which list to take away."""

    part: str = ""


@router.get("/pool")
def pool(visit: Somebody, chosen: Annotated[Filters, Query()]) -> Response:
    """Queries whose window has opened, then resumptions that wait for a decision."""
    found = parts(visit, chosen, "list", ROWS)
    with visit.desk.store.reading() as session:
        may_choose = options(session, visit.extent("list"))
    return page(
        visit,
        "pool.html",
        chosen=chosen,
        parts=shown(visit, found, ROWS),
        options=may_choose,
        nodes={},
    )


@router.get("/pool.xlsx")
def workbook(visit: Somebody, chosen: Annotated[Wanted, Query()]) -> Response:
    """One of the lists, as it was filtered."""
    return take_away(visit, parts(visit, chosen, "export", MOST), chosen.part)


def parts(visit: Visit, chosen: Filters, act: str, rows: int) -> list[Part]:
    """What is to be decided and what is to be queried, of so many rows each at most."""
    desk, extent, now = visit.desk, visit.extent(act), visit.desk.now()
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        due = coming(session, desk.law, desk.calendar, now, picked)[:rows]
        waiting = decisions(session, picked)[:rows]
    to_decide = rounds.decisions(waiting, visit.marking(act), now)
    return [
        Part("decisions", ("命中与申请，待决定是否恢复", "Hits and requests to decide"), to_decide),
        Part("queries", ("应当查询", "Queries due"), rounds.queries(due, now.date())),
    ]

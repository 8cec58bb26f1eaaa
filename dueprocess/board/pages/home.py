"""The first page (首页): what breaches next, in my court and below."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from dueprocess.board.batch import offered
from dueprocess.board.beats import duty
from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.matters import matters
from dueprocess.board.page import page
from dueprocess.board.rows import rows, step_of
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.visit import Somebody
from dueprocess.views.lists.listing import Column
from dueprocess.views.lists.listings import clocks
from dueprocess.worklists import reach
from models import clock
from models.access import audit
from models.money.longheld import long_held
from models.reading.breaching import breaching
from models.reading.proposals import waiting
from models.reading.tiles import tiles
from rulebook.money.figures import figures

router = APIRouter()
ROWS = 100  # of a page; the workbook has them all


@router.get("/")
def home(visit: Somebody, chosen: Annotated[Filters, Query()]) -> Response:
    """Overdue, today, this week, the nearest first."""
    desk, extent = visit.desk, visit.extent("list")
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        now = clock.now(session)
        counted = tiles(session, desk.law, desk.calendar, now, picked, reach().ten_lines_within)
        found = breaching(session, now, chosen.when, picked, ROWS, desk.calendar)
        old = long_held(session, now, picked)
        may_choose = options(session, extent)
    marking = visit.marking()
    return page(
        visit,
        "home.html",
        chosen=chosen,
        tiles=counted,
        sections=rows(found, marking, visit.words, now),
        shown=len(found.lines),
        most=ROWS,
        options=may_choose,
        nodes=desk.law.nodes,
        matters=matters(marking, visit.words),
        acts=offered(visit),
        old=old,
        last_step=str(len(figures().ageing)),
        renewals_within=str(reach().ten_lines_within),
        duties=lambda name: duty(name, visit.words),
    )


@router.get("/home.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Filters, Query()]) -> Response:
    """The same rows as a workbook, exactly as they were filtered."""
    desk, extent = visit.desk, visit.extent("export")
    with desk.store.reading() as session:
        now = clock.now(session)
        picked = selection(session, chosen, extent)
        found = breaching(session, now, chosen.when, picked, MOST, desk.calendar)
    marking = visit.marking("export")
    only = waiting(found.matters)
    listing = clocks("home", "届满 BREACHING", found.lines, marking, now, only)
    step = step_of(found, marking)
    next_step = Column("下一步", lambda line: step(line)[0])
    listing = replace(listing, columns=(*listing.columns, next_step))
    visit.note("export", outcome=audit.DONE)
    return workbook(desk, listing)

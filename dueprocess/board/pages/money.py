"""Money (案款): what lies with the court, in which state and for how long; the reconciliations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session

from dueprocess.board import purse
from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.leads import of_money
from dueprocess.board.page import page
from dueprocess.board.purse import Pot
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Somebody
from dueprocess.views.case.funds import spans
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.lists import listings
from dueprocess.views.lists.listing import Listing
from dueprocess.views.lists.reconciliations import reconciliations
from models.money.ageing import ageing
from models.money.balances import Balance
from models.money.lying import Lying, lying
from models.money.reconciling import recorded
from models.money.terms import Terms, terms
from models.reading.selection import Selection
from rulebook.money.figures import figures

router = APIRouter()
ROWS = 300
RECONCILED = 12  # reconciliations shown, the newest first


class Chosen(Filters):
    """The filters of a list, the state of the money and its step of age."""

    pot: Pot | None = None
    step: int | None = Field(None, ge=0, le=9)


@router.get("/money")
def money(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """Counts and sums by state and age, each opening its list below."""
    desk, extent, steps = visit.desk, visit.extent("list"), figures().ageing
    today = desk.now().date()
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        aged = ageing(session, today, steps, picked)
        found = _lying(session, picked, chosen, today, ROWS)
        running = terms(session, found.lines)
        checked = recorded(session)[::-1]
        may_choose = options(session, extent)
    return page(
        visit,
        "money.html",
        chosen=chosen,
        spans=spans(steps),
        heaps=purse.heaps(aged, len(steps) + 1),
        names=purse.NAMES,
        table=table(_listing(found.lines, running, today, visit.words), of_money(running)),
        found=found.count,
        most=ROWS,
        checked=table(reconciliations(checked[:RECONCILED])),
        times=len(checked),
        shown=RECONCILED,
        options=may_choose,
        nodes={},
    )


@router.get("/money.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """The list as it was filtered, as a workbook."""
    desk, extent, today = visit.desk, visit.extent("export"), visit.desk.now().date()
    with desk.store.reading() as session:
        picked = selection(session, chosen, extent)
        found = _lying(session, picked, chosen, today, MOST)
        running = terms(session, found.lines)
    visit.note("export")
    return workbook(desk, _listing(found.lines, running, today))


@router.get("/money/reconciled.xlsx")
def take_reconciled(visit: Somebody) -> Response:
    """The reconciliations with the bank as a workbook, the newest first."""
    visit.extent("export")
    with visit.desk.store.reading() as session:
        found = recorded(session)[::-1]
    visit.note("export")
    return workbook(visit.desk, reconciliations(found[:MOST]))


def _lying(session: Session, picked: Selection, chosen: Chosen, today: date, rows: int) -> Lying:
    """The balances of the state and step asked for, the longest held first."""
    wanted = purse.wanted(chosen.pot)
    if chosen.step is not None:
        wanted = wanted.aged(chosen.step, today, figures().ageing)
    return lying(session, picked, wanted, rows)


def _listing(
    lines: Sequence[Balance], running: Terms, today: date, speech: Speech = CHINESE
) -> Listing:
    return listings.funds(lines, running, today, figures().ageing[-1], speech)

"""Money (案款): what lies with the court, in which state and for how long; the reconciliations."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session, select

from dueprocess.board import purse
from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.page import page
from dueprocess.board.purse import Pot
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Somebody
from dueprocess.views.case.funds import spans
from dueprocess.views.lists import listings
from dueprocess.views.lists.listing import Listing
from models.money.ageing import ageing
from models.money.balances import Balance, balances
from models.money.reconciling import recorded
from models.money.suspense import KIND
from models.reading.selection import Selection
from models.tables.case import Case
from rulebook.money.figures import figures

router = APIRouter()
ROWS = 300
RECONCILED = 6  # reconciliations shown, the newest first


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
        lines = _lines(session, picked, chosen, today)
        checked = recorded(session)[:RECONCILED]
        may_choose = options(session, extent)
    return page(
        visit,
        "money.html",
        chosen=chosen,
        spans=spans(steps),
        heaps=purse.heaps(aged, len(steps) + 1),
        names=purse.NAMES,
        table=table(_listing(lines[:ROWS], today)),
        found=len(lines),
        most=ROWS,
        checked=checked,
        options=may_choose,
        nodes={},
    )


@router.get("/money.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """The list as it was filtered, as a workbook."""
    desk, extent, today = visit.desk, visit.extent("export"), visit.desk.now().date()
    with desk.store.reading() as session:
        lines = _lines(session, selection(session, chosen, extent), chosen, today)
    visit.note("export")
    return workbook(desk, _listing(lines[:MOST], today))


def _lines(session: Session, picked: Selection, chosen: Chosen, today: date) -> list[Balance]:
    """The balances of the state and step asked for, the longest held first."""
    suspense = frozenset(session.exec(select(Case.number).where(Case.kind == KIND)))
    found = purse.chosen(balances(session, chosen=picked), suspense, chosen.pot)
    if chosen.step is None:
        return found
    steps = figures().ageing
    return [
        one
        for one in found
        if one.arrived_on and purse.step_of((today - one.arrived_on).days, steps) == chosen.step
    ]


def _listing(lines: list[Balance], today: date) -> Listing:
    return listings.funds(lines, today, figures().ageing[-1])

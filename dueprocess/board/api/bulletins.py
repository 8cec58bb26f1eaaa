"""Bulletins (通报) for programs: those that were frozen, and one with its figures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import CursorUnreadable, Page, Turned, cursor, place
from dueprocess.board.api.problems import READING
from dueprocess.board.pages.bulletins import expect
from models.tables.bulletin import Bulletin
from rulebook.access.matrix import Scope

router = APIRouter(responses=READING)


class Frozen(BaseModel):
    """One bulletin in the register."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    court_code: str
    span: str
    corrects: str
    state: str
    cut_off: datetime
    known_at: datetime
    sha256: str
    issued_at: datetime | None
    issued_by: str


class Full(Frozen):
    """One bulletin with its figures, as they were frozen."""

    report: dict[str, Any]


@router.get("/bulletins")
def listed(visit: Caller, chosen: Annotated[Turned, Query()]) -> Page[Frozen]:
    """Every bulletin and erratum of the courts in reach, in the order of their making."""
    extent = visit.extent("list")
    found: list[Bulletin] = []
    if extent.scope >= Scope.COURT:
        key = col(Bulletin.id)
        which = select(Bulletin).where(col(Bulletin.court_code).in_(extent.courts()))
        which = which.where(key > _last(chosen.cursor)).order_by(key).limit(chosen.rows)
        with visit.desk.store.reading() as session:
            found = list(session.exec(which))
    rows = [Frozen.model_validate(one) for one in found]
    more = len(found) == chosen.rows
    last = cursor(found[-1].id or 0) if more else None
    return Page(as_of=visit.desk.now(), rows=rows, cursor=last)


@router.get("/bulletins/{number}")
def one(visit: Caller, number: Annotated[str, Path(max_length=200)]) -> Full:
    """One bulletin: figures, cut-off, hash."""
    visit.expect_scope("list")
    found = expect(visit, number)
    visit.note("list")
    return Full.model_validate(found)


def _last(text: str) -> int:
    if not text:
        return 0
    match place(text):
        case (int(last),):
            return last
        case _:
            raise CursorUnreadable

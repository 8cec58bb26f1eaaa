"""The duty desk (值班交接) for programs: its sheet, past sheets, handed over and signed for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import Page, Turned, newest_first, number_of
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Name, Said, Text
from dueprocess.board.api.writing import Done, Write, Writing, together
from dueprocess.board.pages.handover import desk_of, made_of
from models import clock
from models.access import audit
from models.reading.handover import Handing
from models.reviews import handing as desks
from models.tables.columns import LARGEST_ID
from models.tables.review import Handover

router = APIRouter(responses=READING)
ACT = "list"  # as on the board: whoever sees all of the court
Court = Annotated[
    str, Query(max_length=40, description="code of the court; *: the whole book; none: one's own")
]


class Handed(BaseModel):
    """One handover."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    court_code: str = Field(description="empty: the whole book")
    since: datetime
    handed_at: datetime
    handed_by: str
    handed_to: str
    taken_at: datetime | None = Field(description="signed for by whom it was handed to")
    note: str
    digest: str = Field(description="sha-256 of the frozen sheet")


class Sheet(BaseModel):
    """A desk's sheet, as it stands or as it was frozen."""

    sheet: Handing
    handover: Handed | None = Field(description="the last one; of a frozen sheet its own")


class Chosen(Turned):
    """Of which desk."""

    court: str = Field("", max_length=40, description="see /handover")


class HandedOver(Said):
    """交班: the sheet is frozen with it."""

    court: Name = Field("", description="see GET /handover", examples=["京0105"])
    to: Name = Field(min_length=1, description="staff number of whoever takes the desk")
    note: Text = Field("", description="incidents, in words")


class Taking(Said):
    """接班签收: by the one officer to whom the desk was handed."""

    court: Name = Field("", description="see GET /handover", examples=["京0105"])


@router.get("/handover")
def standing(visit: Caller, court: Court = "") -> Sheet:
    """The sheet since the desk last changed hands, and in whose hands it is."""
    desk = desk_of(visit, court)
    visit.note(ACT)
    return Sheet(sheet=desk.found, handover=_handed(desk.last) if desk.last else None)


@router.get("/handovers")
def listed(visit: Caller, chosen: Annotated[Chosen, Query()]) -> Page[Handed]:
    """Past handovers of one desk, the newest first."""
    desk = desk_of(visit, chosen.court)
    with visit.desk.store.reading() as session:
        before = number_of(chosen.cursor) or LARGEST_ID
        found = desks.past(session, desk.found.court, chosen.rows, before)
    rows = [_handed(one) for one in found]
    return newest_first(rows, lambda one: one.id, chosen, visit.desk.now())


@router.get("/handovers/{number}")
def one(visit: Caller, number: Annotated[int, Path(ge=1, le=LARGEST_ID)]) -> Sheet:
    """One past sheet as it was frozen."""
    made = made_of(visit, number)
    visit.note(ACT)
    return Sheet(sheet=desks.frozen(made), handover=_handed(made))


_WRITES: dict[str, Any] = {"status_code": 201, "response_model": Handed, "responses": WRITING}


@router.post("/handover", **_WRITES)
def hand(writing: Write, said: HandedOver) -> Response:
    """Hand the desk over, which freezes its sheet."""
    law, code, by = writing.visit.desk.law, _desk(writing, said.court), _by(writing)
    return _done(
        writing,
        lambda session, at: desks.hand_over_within(session, law, code, by, said.to, at, said.note),
    )


@router.post("/handover/take", **_WRITES)
def take(writing: Write, said: Taking) -> Response:
    """Sign for the desk."""
    code, by = _desk(writing, said.court), _by(writing)
    return _done(writing, lambda session, at: desks.take_within(session, code, by, at))


def _done(writing: Writing, do: Callable[[Session, datetime], Handover]) -> Response:
    visit = writing.visit

    def act(session: Session, at: datetime) -> Done:
        found = do(session, at)
        told = f"handover {found.id}"
        audit.note(session, visit.visitor, ACT, clock.system_now(), detail=told)
        return _handed(found).model_dump(mode="json"), None

    return together(writing, act)


def _desk(writing: Writing, court: str) -> str:
    """The desk's court, if the caller reaches all of it and the token writes."""
    writing.visit.expect_scope(writing.visit.desk.rights.rest)
    return desk_of(writing.visit, court).found.court


def _by(writing: Writing) -> str:
    assert writing.visit.asker is not None
    return writing.visit.asker.officer


def _handed(made: Handover) -> Handed:
    return Handed.model_validate(made)

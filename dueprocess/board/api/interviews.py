"""Interviews (约谈) for programs: listed, set for a time, recorded with their promises."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from dueprocess.board.api.answers import Recorded
from dueprocess.board.api.caller import Caller
from dueprocess.board.api.items import Acted, Item, act, expect_item
from dueprocess.board.api.paging import Page, Paged, cut
from dueprocess.board.api.paging import said as at_place
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Day, Moment, Said, Text, day, moment
from dueprocess.board.api.writing import Done, Write, expect_act, note_within, together
from dueprocess.board.filters import selection
from dueprocess.board.visit import Hidden
from dueprocess.cli.supervision.interview import NoInterview, set_for_of
from dueprocess.views.case.following import answered
from models.reading.items import InterviewLine, interview, interviews
from models.tables.columns import LARGEST_ID
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import ItemState
from tasks.interviewing import Minutes, Pledge, hold_within

router = APIRouter(responses=READING)
Interview = Annotated[int, Path(ge=1, le=LARGEST_ID, description="number of the interview")]


class Chosen(Paged):
    """The filters of the interviews."""

    every: bool = Field(False, description="the held and cancelled ones too")


class Scheduled(Acted):
    """约谈时间: a proposed interview is convened, a convened one set for another time."""

    set_for: Moment | None = Field(None, examples=["2026-03-12T14:30"])
    place: Text = Field("", examples=["第三会议室"])
    reason: Text = Field("", description="why, when it was set before")


class Promise(Said):
    """承诺: what will be done by which day; it becomes a clock of the case."""

    due_on: Day = Field(examples=["2026-03-20"])
    text: Text = Field(min_length=1, examples=["发出执行通知书"])


class Minuted(Said):
    """约谈记录: signed by the officer of the token."""

    held_at: Moment = Field(examples=["2026-03-12T14:30"])
    attendees: list[Text] = Field(min_length=1, max_length=50, examples=[["沈演一", "吴演局"]])
    causes: Text = Field(min_length=1, examples=["送达地址不明，未及时公告"])
    promises: list[Promise] = Field([], max_length=50)
    place: Text = Field("", description="unless as convened")


class Held(BaseModel):
    """The facts of a record: the interview's own first, then one for each promise."""

    facts: list[Recorded]


@router.get("/interviews")
def listed(visit: Caller, chosen: Annotated[Chosen, Query()]) -> Page[InterviewLine]:
    """Interviews still to be held within reach, the nearest appointment first."""
    desk, extent = visit.desk, visit.extent("list")
    with desk.store.reading() as session:
        found = interviews(session, chosen.every, selection(session, chosen, extent))
    return cut(found, lambda one: (at_place(one.set_for), one.id), chosen, desk.now())


@router.get("/interviews/{number}")
def one(visit: Caller, number: Interview) -> InterviewLine:
    """One interview: the facts frozen for it, and its record with the promises."""
    visit.expect_scope("read")
    with visit.desk.store.reading() as session:
        found = interview(session, number)
        if found is None:
            raise Hidden
        visit.expect_case(session, found.case)
    visit.note("read", found.case)
    return found


_WRITES: dict[str, Any] = {"status_code": 201, "responses": WRITING}


@router.post("/items/{number}/interview", response_model=Recorded, **_WRITES)
def schedule(writing: Write, number: Item, said: Scheduled) -> Response:
    """Convene the proposed interview of an item, or set it for another time."""
    found = expect_item(writing.visit, number)
    if found.level.partition("#")[0] != INTERVIEW:
        raise NoInterview(number, found.level)
    proposed = found.state == ItemState.PROPOSED
    kind = "interview_convened" if proposed else "interview_rescheduled"
    when = moment(said.set_for).isoformat() if said.set_for else ""
    if not proposed and said.place and not when:
        when = set_for_of(writing.visit.desk, number)  # another place, the same time
    words = {"set_for": when, "place": said.place, "reason": said.reason}
    return act(writing, number, kind, said, words)


@router.post("/interviews/{number}/record", response_model=Held, **_WRITES)
def keep(writing: Write, number: Interview, said: Minuted) -> Response:
    """Write the record, all of it or nothing; each promise opens a clock."""
    desk, kind = writing.visit.desk, "interview_held"
    with desk.store.reading() as session:
        found = interview(session, number)
    if found is None:
        raise Hidden
    case, minutes = expect_act(writing, found.case, kind), _minutes(writing, said)

    def do(session: Session, _at: datetime) -> Done:
        made = hold_within(session, desk.store, desk.law, desk.calendar, number, minutes)
        note_within(session, writing, case, kind)
        return {"facts": [answered(one) for one in made]}, made[0].case_id

    return together(writing, do)


def _minutes(writing: Write, said: Minuted) -> Minutes:
    asker = writing.visit.asker
    assert asker is not None
    return Minutes(
        held_at=moment(said.held_at),
        attendees=tuple(said.attendees),
        causes=said.causes,
        promises=tuple(Pledge(day(one.due_on), one.text) for one in said.promises),
        recorded_by=asker.officer,
        place=said.place,
    )

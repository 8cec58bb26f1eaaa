"""Overlays of the law (规则叠加) for programs: tried, proposed, approved or declined."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.background import BackgroundTask

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import Page, Turned, cut
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Name, Said, Text, expect_plain
from dueprocess.board.api.writing import Done, Write, Writing, previewed, together
from dueprocess.board.pages.overlays import (
    APPROVE,
    LONGEST,
    PROPOSE,
    Behind,
    Tried,
    compared,
    expect,
    law_with,
    recount,
    tried_out,
)
from models import clock, overlays
from models.access import audit
from models.overlays import Proposal, Standing
from models.recounting.moves import Move
from models.tables.columns import LARGEST_ID

router = APIRouter(responses=READING)
Number = Annotated[int, Path(ge=1, le=LARGEST_ID, description="number of the overlay")]


class Overlay(BaseModel):
    """One overlay, and what was decided on it."""

    number: int
    title: str
    text: str = Field(description="TOML, as a court's own profile writes it")
    reason: str
    law: str = Field(description="version of the law on which it was tried")
    proposed_by: str
    proposed_at: datetime
    approved: bool | None = Field(description="null: it waits for a second officer")
    decided_by: str
    decided_at: datetime | None
    decision: str


class Proposed(Said):
    """规则叠加: it can add and tighten, and never loosen the law."""

    title: Name = Field(min_length=1, examples=["本院送达期限收紧"])
    text: str = Field(min_length=1, max_length=LONGEST)
    reason: Text = ""


class Decided(Said):
    """决定: by somebody else than whoever proposed it."""

    reason: Text = ""


@router.get("/overlays")
def listed(visit: Caller, chosen: Annotated[Turned, Query()]) -> Page[Overlay]:
    """All overlays of the book, in the order of their making."""
    visit.extent("list")
    with visit.desk.store.reading() as session:
        found = [_told(one) for one in overlays.overlays(session)]
    return cut(found, lambda one: (one.number,), chosen, visit.desk.now())


@router.get("/overlays/{number}")
def one(visit: Caller, number: Number) -> Overlay:
    """One overlay."""
    visit.extent("list")
    with visit.desk.store.reading() as session:
        return _told(overlays.overlay(session, number))


_WRITES: dict[str, Any] = {"status_code": 201, "response_model": Overlay, "responses": WRITING}


@router.post("/overlays", **_WRITES)
def propose(writing: Write, said: Proposed, after: Behind = 0) -> Response:
    """Propose an overlay; with `dry_run` what it changes of the law and of the open clocks.

    A dry run goes through 2,000 open cases; `next_after` says where to go on with `after`.
    """
    visit, desk = writing.visit, writing.visit.desk
    visit.expect_scope(PROPOSE)
    expect(visit, PROPOSE)
    expect_plain(said.text)
    if writing.dry_run:
        found = compared(desk, said.text)
        return previewed(_foretold(tried_out(desk, found, visit.extent(PROPOSE), after)))
    law_with(desk, said.text)
    assert visit.asker is not None
    proposal = Proposal(said.title, said.text, said.reason, visit.asker.officer)

    def do(session: Session, at: datetime) -> Done:
        number = overlays.propose(session, proposal, desk.law, at)
        detail = f"overlay {number}"
        audit.note(session, visit.visitor, PROPOSE, clock.system_now(), detail=detail)
        return _told(overlays.overlay(session, number)).model_dump(mode="json"), None

    return together(writing, do)


@router.post("/overlays/{number}/approve", **_WRITES)
def approve(writing: Write, number: Number, said: Decided, after: Behind = 0) -> Response:
    """Approve it: in force at once, and every open clock is counted anew as a fact of its case.

    With `dry_run` how it would stand, and what the approval would do now to the law and to the
    open clocks: as the dry run of a proposal tells it, 2,000 open cases a request.
    """
    visit, desk = writing.visit, writing.visit.desk
    answer = _decide(writing, number, said, approves=True)
    if not writing.dry_run:
        answer.background = BackgroundTask(recount, desk)
        return answer
    with desk.store.reading() as session:
        text = overlays.overlay(session, number).overlay.text
    found = compared(desk, text, overlays.name_of(number))
    tried = tried_out(desk, found, visit.extent(APPROVE), after)
    return previewed(json.loads(bytes(answer.body)) | _foretold(tried))


@router.post("/overlays/{number}/decline", **_WRITES)
def decline(writing: Write, number: Number, said: Decided) -> Response:
    """Decline it."""
    return _decide(writing, number, said, approves=False)


def _decide(writing: Writing, number: int, said: Decided, *, approves: bool) -> Response:
    visit, desk = writing.visit, writing.visit.desk
    visit.expect_scope(APPROVE)
    expect(visit, APPROVE)
    assert visit.asker is not None
    by, extent = visit.asker.officer, visit.extent(APPROVE)
    with desk.store.reading() as session:
        text = overlays.overlay(session, number).overlay.text
    if approves:
        law_with(desk, text)  # an overlay whose law no longer loads would stop the house

    def do(session: Session, at: datetime) -> Done:
        overlays.expect_reach(session, extent)
        overlays.decide(session, number, approves, by, said.reason, desk.law, at)
        detail = f"overlay {number} {'approved' if approves else 'declined'}"
        audit.note(session, visit.visitor, APPROVE, clock.system_now(), detail=detail)
        return _told(overlays.overlay(session, number)).model_dump(mode="json"), None

    return together(writing, do)


def _foretold(tried: Tried) -> dict[str, object]:
    """What an overlay would do; single clocks only of cases within the officer's reach."""
    assert tried.part is not None
    trial = tried.part.trial
    shown = {"first": trial.first, "overdue": trial.late}
    named = {word: [_move(one) for one in found] for word, found in shown.items()}
    return {"law": tried.apart, "clocks": tried.part.figures() | named}


def _move(move: Move) -> dict[str, object]:
    before = move.before
    return {
        "case": move.case,
        "node": move.node,
        "rule": move.rule_id,
        "before": before.due_on if before else None,
        "after": move.after.due_on,
        "state": move.after.state,
    }


def _told(found: Standing) -> Overlay:
    one, decided = found.overlay, found.decision
    return Overlay(
        number=one.id or 0,
        title=one.title,
        text=one.text,
        reason=one.reason,
        law=one.law,
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        approved=decided.approved if decided else None,
        decided_by=decided.decided_by if decided else "",
        decided_at=decided.decided_at if decided else None,
        decision=decided.reason if decided else "",
    )

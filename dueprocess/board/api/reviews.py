"""Findings of the reviews (核查) for programs: listed, looked at, concluded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session

from dueprocess.board.api.caller import Caller, Program
from dueprocess.board.api.paging import Page, Turned, cut
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Day, Said, Text, day
from dueprocess.board.api.writing import Done, Write, expect_act, note_within, together
from dueprocess.board.checksheet import NO, YES, answers, asked
from dueprocess.board.pages.reviews import expect
from dueprocess.board.sheet import MOST
from models import clock
from models.access import audit
from models.reading.reviews import ReviewLine, review, reviews
from models.reviews.concluding import Conclusion, conclude_within
from models.tables.columns import LARGEST_ID

router = APIRouter(responses=READING)
ACT, CONCLUDED = "review", "review_concluded"
Number = Annotated[int, Path(ge=1, le=LARGEST_ID, description="number of the finding")]


class Chosen(Turned):
    """Which findings."""

    kind: str = Field("", max_length=80, description="kind of review; empty: every one")
    every: bool = Field(False, description="the ended ones too")


class Check(Said):
    """One answer of a drawn case's check sheet."""

    fulfilled: bool
    remark: Text = ""


class Concluded(Said):
    """核查结论: of a case it becomes a fact of the case."""

    outcome: Text = Field(min_length=1, examples=["未发现问题", "限期整改"])
    reason: Text = ""
    findings: list[Text] = Field([], max_length=50)
    rectify_by: Day | None = Field(None, description="with 限期整改, and with nothing else")
    evidence: Text = Field("", description="the paper's name")
    checks: list[Check] = Field(
        [], max_length=100, description="of a drawn case: every item of `asks`, in its order"
    )


class Finding(Said):
    """One finding, and what its check sheet asks."""

    finding: ReviewLine
    asks: list[str]


@router.get("/reviews")
def listed(visit: Caller, chosen: Annotated[Chosen, Query()]) -> Page[ReviewLine]:
    """Findings within reach, the earliest first."""
    with visit.desk.store.reading() as session:
        extent = visit.extent(ACT)
        found = reviews(session, chosen.kind, every=chosen.every, rows=MOST, within=extent)
    return cut(found, lambda one: (one.id,), chosen, visit.desk.now())


@router.get("/reviews/{number}")
def one(visit: Caller, number: Number) -> Finding:
    """One finding with its figures; of a drawn case what its check sheet asks."""
    found = expect(visit, number)
    visit.note("read", found.case)
    return Finding(finding=found, asks=list(asked(found, visit.desk.law)))


@router.post(
    "/reviews/{number}/conclude", status_code=201, response_model=Finding, responses=WRITING
)
def settle(writing: Write, number: Number, said: Concluded) -> Response:
    """Conclude a finding; with `dry_run` only told how it would stand."""
    visit, desk = writing.visit, writing.visit.desk
    found = expect(visit, number)
    if found.case:  # a finding on no case is in reach, and that is enough
        expect_act(writing, found.case, CONCLUDED)
    told = _conclusion(visit, found, said)

    def do(session: Session, at: datetime) -> Done:
        conclude_within(session, desk.law, desk.calendar, number, told, at)
        if found.case:
            note_within(session, writing, found.case, CONCLUDED)
        else:
            now = clock.system_now()
            audit.note(session, visit.visitor, ACT, now, detail=f"review {number}")
        made = review(session, number)
        return {"finding": asdict(made) if made else None, "asks": []}, None

    return together(writing, do)


def _conclusion(visit: Program, found: ReviewLine, said: Concluded) -> Conclusion:
    sheet = {"outcome": said.outcome}
    for number, check in enumerate(said.checks, start=1):
        sheet[f"check_{number}"] = YES if check.fulfilled else NO
        sheet[f"remark_{number}"] = check.remark
    assert visit.asker is not None
    return Conclusion(
        outcome=said.outcome,
        by=visit.asker.officer,
        reason=said.reason,
        findings=(*answers(asked(found, visit.desk.law), sheet), *filter(None, said.findings)),
        rectify_by=day(said.rectify_by) if said.rectify_by else None,
        evidence=said.evidence,
    )

"""Changes of a clock (期限变更) for programs: stopped, resumed or extended, each by its fact."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from dueprocess.board.api.answers import Recorded
from dueprocess.board.api.cases import Number, Subject
from dueprocess.board.api.problems import WRITING
from dueprocess.board.api.wording import Day, Moment, Name, Said, Text, day, details, moment
from dueprocess.board.api.writing import Write, Writing, enter
from dueprocess.cli.case.clock import cause_of, node_of, standing_on
from dueprocess.cli.case.record import read_subject
from models.recording.arrival import Arrival
from rulebook.case.replay import EXTENSION
from rulebook.time.period import Period

router = APIRouter(responses=WRITING)
_WRITES: dict[str, Any] = {"status_code": 201, "response_model": Recorded}
_MOST = 1000  # of any unit: more is a slip, and no calendar reaches so far


class PeriodAstray(ValueError):
    """A period is longer than anything."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no extension: write 1:month, 10:working_day")


class Changed(Said):
    """What every change says."""

    node: Name = Field(description="node key, rule id or official code", examples=["case-6m"])
    on: Moment | None = Field(None, description="when it happened; else the book's now")
    paper: Text = Field("", description="the paper's name", examples=["中止裁定书"])
    paper_on: Day | None = Field(None, description="the date that the paper itself bears")
    subject: Subject | None = Field(None, description="where the cause is one asset's, say")
    details: dict[str, Any] = Field({}, description="the fact's other fields", max_length=100)


class Paused(Changed):
    """暂停: on a lawful cause of this clock, approved by somebody who is not the handler."""

    cause: Name = Field(description="id or Chinese name of the cause", examples=["suspension"])
    approved_by: Name = Field(description="staff number", examples=["D001"])


class Extended(Changed):
    """延长: asked for before the clock ran out."""

    period: Name = Field(description="how much more, as NUMBER:UNIT with day, working_day, month …")
    approved_by: Name = Field(description="staff number", examples=["D001"])
    approver_role: Name = Field("", examples=["president"])
    asked_on: Day = Field(examples=["2026-03-10"])


@router.post("/cases/{number}/clocks/pause", **_WRITES)
def pause(writing: Write, number: Number, said: Paused) -> Response:
    """Stop a clock; with `dry_run` its new date is only told."""
    desk, case = writing.visit.desk, _case(writing, number)
    _, node = node_of(desk, case, said.node)
    kind = cause_of(desk.law, node, said.cause).starts[0]
    more = {"approver": said.approved_by}
    return enter(writing, _fact(writing, case, kind, said, more), timed=said.on is not None)


@router.post("/cases/{number}/clocks/resume", **_WRITES)
def resume(writing: Write, number: Number, said: Changed) -> Response:
    """End the cause on which a clock stands; the clock runs on by itself."""
    desk, case = writing.visit.desk, _case(writing, number)
    known, node = node_of(desk, case, said.node)
    cause, about = standing_on(desk, known, node)
    fact = _fact(writing, case, cause.ends[0], said, {}, about)
    return enter(writing, fact, timed=said.on is not None)


@router.post("/cases/{number}/clocks/extend", **_WRITES)
def extend(writing: Write, number: Number, said: Extended) -> Response:
    """Give a clock more time, as somebody approved it."""
    more, case = Period.parse(said.period), _case(writing, number)
    if more.number > _MOST:
        raise PeriodAstray(said.period)
    _, node = node_of(writing.visit.desk, case, said.node)
    words = {
        "rule": node.rule_id,
        "number": more.number,
        "unit": more.unit.value,
        "approver": said.approved_by,
        "asked_on": day(said.asked_on).isoformat(),
        "approver_role": said.approver_role or None,
    }
    about = "" if node.subject_kind == "case" else f"{node.subject_kind}:{node.subject_ref}"
    fact = _fact(writing, case, EXTENSION, said, words, about)
    return enter(writing, fact, timed=said.on is not None)


def _case(writing: Writing, number: str) -> str:
    with writing.visit.desk.store.reading() as session:
        return writing.visit.expect_case(session, number)


def _fact(
    writing: Writing,
    case: str,
    kind: str,
    said: Changed,
    more: dict[str, Any],
    about: str = "",
) -> Arrival:
    desk, asker = writing.visit.desk, writing.visit.asker
    assert asker is not None
    subject = (said.subject.kind, said.subject.ref) if said.subject else None
    kind_, ref = subject or read_subject(about, desk.law.facts[kind])
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=moment(said.on) if said.on else desk.now(),
        subject_kind=kind_,
        subject_ref=ref,
        payload=details(desk.law, kind, {**said.details, **more}),
        evidence=said.paper,
        evidence_on=day(said.paper_on) if said.paper_on else None,
        by=asker.officer,
        source="api",
    )

"""A case for programs (案件): its sheet, the derivation of its dates, and facts recorded in it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import Response
from pydantic import Field

from dueprocess.board.api.answers import Recorded
from dueprocess.board.api.caller import Caller
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Day, Moment, Name, Said, Text, day, details, moment
from dueprocess.board.api.writing import Write, enter
from dueprocess.board.lastday import FIELD, LastDay, last_day, own_day
from dueprocess.board.pages.papers import Draft, expect
from dueprocess.board.visit import Hidden
from dueprocess.cli.frame.terminal import as_object
from models.errors import UnknownKind
from models.reading.card import CaseCard, card, file_of
from models.reading.letters import LetterSheet
from models.recording.arrival import Arrival
from rulebook.case.explanation import explain

router = APIRouter(responses=READING)
LARGEST_SEQ = 2**31 - 1  # what a column holds
Number = Annotated[
    str,
    Path(
        max_length=200,
        description="case number as anybody types it",
        examples=["(2026)京0105执1234号"],
    ),
]


Fact = Annotated[int, Query(ge=1, le=LARGEST_SEQ, description="number of the fact")]


class Subject(Said):
    """What a fact is about, when it is not the case itself."""

    kind: Name = Field(examples=["asset"])
    ref: Name = Field(examples=["房产1"])


class FactSaid(Said):
    """A fact as a program says it; the server's clock says when it was recorded."""

    kind: Name = Field(description="see `dueprocess facts`", examples=["execution_notice_issued"])
    on: Moment | None = Field(None, description="when it happened; else the book's now")
    subject: Subject | None = Field(None, description="none: the case, or what the kind is about")
    details: dict[str, Any] = Field({}, description="the kind's own fields", max_length=100)
    evidence: Text = Field("", description="the paper's name", examples=["执行通知书"])
    evidence_on: Day | None = Field(None, description="the date that the paper itself bears")
    corrects: int | None = Field(
        None, ge=1, le=LARGEST_SEQ, description="number of the fact put right"
    )


_NOTICE = {
    "summary": "An execution notice",
    "value": {
        "kind": "execution_notice_issued",
        "on": "2026-03-11T10:00",
        "evidence": "执行通知书",
        "evidence_on": "2026-03-11",
    },
}
_PAID = {
    "summary": "Money paid out of a receipt",
    "value": {
        "kind": "funds_paid",
        "on": "2026-03-01",
        "subject": {"kind": "receipt", "ref": "款1"},
        "details": {"amount": "2000", "payee": "甲公司", "payee_paper": "委托书"},
    },
}


@router.get("/cases/{number}")
def case(visit: Caller, number: Number) -> CaseCard:
    """One case with its nodes, facts, items and drafts."""
    visit.expect_scope("read")
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
    visit.note("read", found.number)
    return found


@router.get("/cases/{number}/why")
def why(
    visit: Caller,
    number: Number,
    node: Annotated[str, Query(max_length=400, description="key of the node")],
) -> dict[str, Any]:
    """Why the date of one node is what it is: fact, period, what was not counted, article."""
    visit.expect_scope("read")
    desk = visit.desk
    with desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
        facts = file_of(session, found.id)
    if node not in {one.key for one in found.nodes}:
        raise Hidden
    visit.note("read", found.number)
    answer: dict[str, Any] = as_object(explain(node, facts, desk.law, desk.calendar))
    return answer


@router.get("/cases/{number}/last-day")
def registered(
    visit: Caller,
    number: Number,
    fact: Fact,
    field: Annotated[
        str, Query(max_length=80, description="the detail of the fact that says the day")
    ] = FIELD,
) -> LastDay:
    """A day that a fact names, such as a seizure's last: its paper, what is counted from it."""
    visit.expect_scope("read")
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
    answer = last_day(found, fact, visit.desk.law, field)
    visit.note("read", found.number)
    return answer


@router.get("/cases/{number}/day")
def happened(visit: Caller, number: Number, fact: Fact) -> LastDay:
    """The day on which a fact happened, such as the filing: what is counted from it."""
    visit.expect_scope("read")
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
    answer = own_day(found, fact, visit.desk.law)
    visit.note("read", found.number)
    return answer


@router.get("/cases/{number}/drafts/{draft}")
def drafted(visit: Caller, number: Number, draft: Draft) -> LetterSheet:
    """One draft of the case as it stands; a draft is not the issued paper."""
    visit.expect_scope("read")
    with visit.desk.store.reading() as session:
        return expect(visit, session, number, draft)[1]


@router.post("/cases/{number}/facts", status_code=201, response_model=Recorded, responses=WRITING)
def record(
    writing: Write,
    number: Number,
    said: Annotated[FactSaid, Body(openapi_examples={"notice": _NOTICE, "paid": _PAID})],
) -> Response:
    """Record a fact of the case. What a gate refuses is answered 409 with the article.

    Acts of supervision are facts too: any kind goes in here, under the act that it belongs to.
    """
    return enter(writing, _arrival(writing, number, said), timed=said.on is not None)


def _arrival(writing: Write, number: str, said: FactSaid) -> Arrival:
    desk, asker = writing.visit.desk, writing.visit.asker
    assert asker is not None
    kind = desk.law.facts.get(said.kind)
    if kind is None:
        raise UnknownKind(said.kind, desk.law.facts)
    about = said.subject
    return Arrival(
        case=number,
        kind=said.kind,
        occurred_at=moment(said.on) if said.on else desk.now(),
        subject_kind=about.kind if about else kind.subject,
        subject_ref=about.ref if about else "",
        payload=details(desk.law, said.kind, said.details),
        evidence=said.evidence,
        evidence_on=day(said.evidence_on) if said.evidence_on else None,
        corrects=said.corrects,
        by=asker.officer,
        source="api",
    )

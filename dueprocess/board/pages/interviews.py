"""Interviews (约谈): which are proposed, set, due to be held; one with its facts and its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import RedirectResponse, Response
from rich.text import Text
from sqlmodel import Session
from starlette.background import BackgroundTask

from dueprocess.board.doing import expect_may, mistake, note, refusal
from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.lamps import lamp, state
from dueprocess.board.page import page
from dueprocess.board.pages.act import Sent
from dueprocess.board.rows import title
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.visit import FIELD, Hidden, Somebody, Visit
from dueprocess.cli.case.record import tell_run
from dueprocess.cli.frame import moments
from dueprocess.views.lists.interviews import convening
from dueprocess.views.supervision import factsheet
from models.errors import FactRefused
from models.reading.card import CaseNode, card
from models.reading.items import InterviewLine, OpenItem, interview, interviews, items
from models.reading.people import named
from models.tables.columns import LARGEST_ID
from models.tables.interview import InterviewState
from notifications.papers import about as drafts_about
from notifications.summons import CALENDAR, of_interview
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import ItemState
from tasks.interviewing import Minutes, Pledge, hold

router = APIRouter()
ROWS = 500
PROMISES = 4  # rows of the record's form
_HELD = "interview_held"
_DAYS = ("起算", "届满")  # lines of the fact sheet that say when the clock began and ends
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@router.get("/interviews")
def listed(visit: Somebody, chosen: Annotated[Filters, Query()]) -> Response:
    """Proposed, due to be held, set for later; asked for by state, those that are over."""
    desk, extent = visit.desk, visit.extent("list")
    now, marking = desk.now(), visit.marking()
    with desk.store.reading() as session:
        proposed, found = _found(visit, session, chosen, "list")
        may_choose = options(session, extent)
    words, (due, later, over) = visit.words, _parted(found, now)
    parts = ((words("到时待约谈"), due), (words("已通知"), later), (words("已结束"), over[:ROWS]))
    return page(
        visit,
        "interviews.html",
        chosen=chosen,
        proposed=proposed,
        parts=[(name, lines) for name, lines in parts if lines],
        states=[(one.value, state(one.value, words)) for one in InterviewState],
        said=lambda name: state(name, words),
        named=lambda one: title(desk.law, one.rule_id, one.code, one.node_key, words),
        owner=lambda one: marking.owner(one.owner, one.rule_id),
        who=lambda one: words("、").join(marking.deciders(one.ladder, one.level)),
        options=may_choose,
        nodes=desk.law.nodes,
    )


@router.get("/interviews.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Filters, Query()]) -> Response:
    """The same interviews as a workbook, exactly as they were filtered."""
    desk = visit.desk
    with desk.store.reading() as session:
        proposed, found = _found(visit, session, chosen, "export")
    visit.note("export")
    rows: list[OpenItem | InterviewLine] = [
        *proposed,
        *(one for part in _parted(found, desk.now()) for one in part),
    ]
    return workbook(desk, convening(rows[:MOST], visit.marking("export")))


@router.get("/interviews/{number}")
def one(visit: Somebody, number: Number) -> Response:
    """The facts frozen for it; its record with the promises' clocks, or the form of the record."""
    found = _expect(visit, number)
    visit.note("read", found.case)
    return _page(visit, found, {})


@router.get("/interviews/{number}/invitation.ics")
def invite(visit: Somebody, number: Number) -> Response:
    """The invitation as a calendar takes it; sent again it replaces itself."""
    found = _expect(visit, number)
    with visit.desk.store.reading() as session:
        invitation = of_interview(session, number)
    if invitation is None:
        raise Hidden
    visit.note("read", found.case)
    headers = {"Content-Disposition": f'attachment; filename="interview-{number}.ics"'}
    return Response(invitation.text, media_type=CALENDAR, headers=headers)


@router.post("/interviews/{number}/record")
def keep(visit: Somebody, number: Number, said: Sent) -> Response:
    """Write the record: held, attended by, causes; each promise becomes a clock of the case."""
    visit.expect_own(said.get(FIELD))
    desk, found = visit.desk, _expect(visit, number)
    expect_may(visit, _HELD, found.case)
    try:
        made = hold(desk.store, desk.law, desk.calendar, number, _minutes(visit, said))
    except (FactRefused, ValueError) as error:
        return _page(visit, found, said, *mistake(visit, error))
    note(visit, _HELD, found.case)
    waking = BackgroundTask(tell_run, desk, made[0].case_id)
    return RedirectResponse(f"/interviews/{number}", 303, background=waking)


def _found(
    visit: Visit, session: Session, chosen: Filters, act: str
) -> tuple[list[OpenItem], list[InterviewLine]]:
    """What is proposed, and the interviews of the state that was asked for, else those open."""
    nodes = chosen.model_copy(update={"state": "", "level": ""})
    picked = selection(session, nodes, visit.extent(act))
    found = list(interviews(session, bool(chosen.state), picked))
    if chosen.state:
        return [], [one for one in found if one.state == chosen.state]
    open_ = items(session, chosen=picked)
    proposed = [
        one
        for one in open_
        if one.level.partition("#")[0] == INTERVIEW and one.state == ItemState.PROPOSED
    ]
    return proposed, found


def _expect(visit: Visit, number: int) -> InterviewLine:
    with visit.desk.store.reading() as session:
        found = interview(session, number)
        if found is None:
            raise Hidden
        visit.expect_case(session, found.case)
    return found


def _minutes(visit: Visit, said: Mapping[str, str]) -> Minutes:
    """The record as the form says it, signed by the visitor."""
    assert visit.asker is not None
    pairs = [
        (said.get(f"due_on_{n}", "").strip(), said.get(f"text_{n}", "").strip())
        for n in range(1, PROMISES + 1)
    ]
    return Minutes(
        held_at=moments.moment(said.get("held_at", "").strip()),
        attendees=tuple(filter(None, map(str.strip, said.get("attendees", "").split("\n")))),
        causes=said.get("causes", "").strip(),
        promises=tuple(
            Pledge(moments.day(day), text.strip()) for day, text in pairs if day or text.strip()
        ),
        recorded_by=visit.asker.officer,
        place=said.get("place", ""),
    )


def _parted(found: Sequence[InterviewLine], now: datetime) -> tuple[list[InterviewLine], ...]:
    """Whose hour has come, those set for later, those that are over, the newest of these first."""
    ahead = [one for one in found if one.state == InterviewState.CONVENED]
    over = [one for one in found if one.state != InterviewState.CONVENED]
    due = [one for one in ahead if one.set_for <= now]
    return due, [one for one in ahead if one.set_for > now], over[::-1]


def _page(
    visit: Visit, found: InterviewLine, said: Mapping[str, str], wrong: str = "", status: int = 200
) -> Response:
    desk, words = visit.desk, visit.words
    marking = visit.marking()
    with desk.store.reading() as session:
        sheet = card(session, found.case)
        people = named(session, [str(found.fact_sheet.get("handler", ""))])
    kept = [
        (node, lamp(marking, node, sheet.as_of, words, node.timeliness), _promised(found, node))
        for node in sheet.nodes
        if node.subject_kind == "promise" and node.subject_ref.startswith(f"{found.id}-")
    ]
    open_ = found.state == InterviewState.CONVENED
    return page(
        visit,
        "interview.html",
        status,
        talk=found,
        state=state(found.state, words),
        name=title(desk.law, found.rule_id, found.code, found.node_key, words),
        facts=[(_one(name, words.language), *rest) for name, *rest in _facts(found, people)],
        kept=kept,
        letters=drafts_about(sheet.letters, found.item, found.id),
        run=_run(desk.settings.prefect_api, found.flow_run),
        form=open_ and refusal(visit, _HELD, found.case) is None,
        said=said,
        wrong=wrong,
        promises=PROMISES,
    )


def _promised(found: InterviewLine, node: CaseNode) -> str:
    """What the promise on that node says; its subject ends in its number."""
    at = int(node.subject_ref.rpartition("-")[2]) - 1
    return str(found.promises[at]["text"]) if 0 <= at < len(found.promises) else ""


def _facts(found: InterviewLine, people: Mapping[str, str]) -> list[tuple[str, list[str], bool]]:
    """The frozen lines, a name before its staff number; and whether each is a day of the clock."""
    rows: list[tuple[str, Text]] = list(factsheet.entries(found.fact_sheet))
    said = [(name, text.plain.split("\n"), name.startswith(_DAYS)) for name, text in rows]
    return [
        (name, [*filter(None, map(people.get, lines)), *lines], day) for name, lines, day in said
    ]


def _one(name: str, language: str) -> str:
    zh, _, en = name.partition(" ")
    return en if language == "en" else zh


def _run(api: str, flow_run: str) -> str:
    return f"{api.removesuffix('/api')}/runs/flow-run/{flow_run}" if flow_run else ""

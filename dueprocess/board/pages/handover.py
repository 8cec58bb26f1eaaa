"""The duty desk (值班交接): what happened since it changed hands, handed over and signed for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi import Path as PathOf
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, col, select

from dueprocess.board.doing import mistake
from dueprocess.board.duty import health, lead, sections
from dueprocess.board.page import page
from dueprocess.board.pages.act import Sent
from dueprocess.board.pages.bulletins import DOCX
from dueprocess.board.sheet import XLSX
from dueprocess.board.visit import FIELD, Hidden, Somebody, Visit
from dueprocess.views.supervision import handing
from models import clock
from models.access import audit
from models.reading.extent import looked_up
from models.reading.handover import DUTY, MOST, Handing, sheet
from models.reading.people import named
from models.reviews import handing as desks
from models.tables.columns import LARGEST_ID
from models.tables.court import Court
from models.tables.officer import Officer
from models.tables.review import Handover
from notifications.names import court_name
from notifications.workbook import write
from rulebook.access.matrix import Scope

router = APIRouter()
ACT = "list"
WHOLE = "*"  # the desk of the whole installation, as an address says it
FORMS = {"xlsx": XLSX, "docx": DOCX, "html": "text/html"}
PAST = 30  # handovers of a page
InCourt = Annotated[str, Query(max_length=40)]
Before = Annotated[int, Query(ge=1, le=LARGEST_ID)]
Number = Annotated[int, PathOf(ge=1, le=LARGEST_ID)]


@dataclass(frozen=True, slots=True)
class Desk:
    """One duty desk as it stands: its sheet so far, and in whose hands it is."""

    court: str  # as an address says it
    found: Handing
    last: Handover | None
    officers: list[tuple[str, str]]  # who may take it
    choices: list[tuple[str, str]]  # the desks within reach
    past: list[Handover]  # the newest first
    named: dict[str, str]  # of whoever handed one of them over or took it

    @property
    def waits(self) -> bool:
        """Whether it was handed over and not signed for."""
        return self.last is not None and self.last.taken_at is None

    def held_by(self, officer: str) -> bool:
        """Whether that officer may hand it on."""
        return not self.waits and (self.last is None or self.last.handed_to == officer)


@router.get("/handover")
def shown(visit: Somebody, court: InCourt = "", before: Before = LARGEST_ID) -> Response:
    """The sheet since the last handover, the act that is the visitor's, and the past sheets."""
    desk = desk_of(visit, court, before)
    visit.note(ACT)
    return _page(visit, desk)


@router.get("/handover/sheet.{form}")
def take_away(visit: Somebody, form: str, court: InCourt = "") -> Response:
    """The sheet so far as a workbook, or as the court's own form."""
    visit.extent("export")
    if form not in FORMS:
        raise Hidden
    found = desk_of(visit, court).found
    visit.note("export")
    return _sent(visit, _written(visit, found, form), form)


@router.get("/handover/{number}")
def handed(visit: Somebody, number: Number) -> Response:
    """A past sheet as it was frozen when the desk was handed over."""
    made = made_of(visit, number)
    found = desks.frozen(made)
    with visit.desk.store.reading() as session:
        named = _named(session, [made])
        court = court_name(session, made.court_code)
    visit.note(ACT)
    return page(
        visit,
        "handed.html",
        made=made,
        found=found,
        named=named,
        court=court or visit.words("全部法院"),
        parts=sections(found, visit.words),
        health=list(health(found, visit.words)),
        most=MOST,
        lead=lead,
        forms=list(FORMS),
    )


@router.get("/handover/{number}/sheet.{form}")
def handed_away(visit: Somebody, number: Number, form: str) -> Response:
    """A past sheet as a workbook, or as the court's own form with both names."""
    visit.extent("export")
    made = made_of(visit, number)
    if form not in FORMS:
        raise Hidden
    visit.note("export")
    return _sent(visit, _written(visit, desks.frozen(made), form, made), form, made)


@router.post("/handover")
def act(visit: Somebody, said: Sent) -> Response:
    """Hand the desk over, which freezes the sheet; or sign for it."""
    visit.expect_own(said.get(FIELD))
    court = said.get("court", "")
    desk, own = desk_of(visit, court), visit.desk
    assert visit.asker is not None
    by, code = visit.asker.officer, desk.found.court
    try:
        if said.get("step") == "take":
            made = desks.take(own.store, code, by, own.now())
        else:
            to, note = said.get("to", ""), said.get("note", "").strip()
            made = desks.hand_over(own.store, own.law, code, by, to, own.now(), note)
    except (ValueError, LookupError) as error:
        told, status = mistake(visit, error)
        return _page(visit, desk, told, status)
    with own.store.writing() as session:
        audit.note(session, visit.visitor, ACT, clock.system_now(), detail=f"handover {made.id}")
    return RedirectResponse(f"/handover?court={quote(desk.court)}", 303)


def _page(visit: Visit, desk: Desk, wrong: str = "", status: int = 200) -> Response:
    assert visit.asker is not None
    return page(
        visit,
        "handover.html",
        status,
        desk=desk,
        parts=sections(desk.found, visit.words),
        health=list(health(desk.found, visit.words)),
        back=visit.desk.law.reviews[DUTY].number("first_days"),
        officer=visit.asker.officer,
        most=MOST,
        lead=lead,
        page_of=PAST,
        forms=list(FORMS),
        wrong=wrong,
    )


def desk_of(visit: Visit, court: str, before: int = LARGEST_ID) -> Desk:
    """The desk that was asked for, if the visitor reaches all of it; `Hidden` else."""
    own, now = visit.desk, visit.desk.now()
    with own.store.reading() as session:
        extent = looked_up(session, visit.extent(ACT))
        named = select(Court.code, Court.name).where(col(Court.code).in_(extent.courts()))
        choices = [(code, name) for code, name in session.exec(named.order_by(Court.code))]
        if extent.whole:
            choices.insert(0, (WHOLE, visit.words("全部法院")))
        wanted = court or (WHOLE if extent.whole and desks.last(session) else extent.court)
        if extent.scope < Scope.COURT or wanted not in {code for code, _ in choices}:
            visit.note(ACT, outcome=audit.REFUSED)
            raise Hidden
        code = "" if wanted == WHOLE else wanted
        past = desks.past(session, code, PAST, before)
        return Desk(
            court=wanted,
            found=sheet(session, own.law, now, desks.begins(session, own.law, now, code), code),
            last=desks.last(session, code),
            officers=_officers(session, extent.court),
            choices=choices,
            past=past,
            named=_named(session, past),
        )


def made_of(visit: Visit, number: int) -> Handover:
    """A past handover, if the visitor reaches all of its desk; `Hidden` else."""
    with visit.desk.store.reading() as session:
        extent = looked_up(session, visit.extent(ACT))
        found = desks.one(session, number)
    if found is None:
        raise Hidden
    within = found.court_code in extent.named if found.court_code else extent.whole
    if extent.scope < Scope.COURT or not within:
        visit.note(ACT, outcome=audit.REFUSED)
        raise Hidden
    return found


def _named(session: Session, past: list[Handover]) -> dict[str, str]:
    """Officers of these handovers by number and name."""
    numbers = {who for one in past for who in (one.handed_by, one.handed_to)}
    return {number: f"{name}{number}" for number, name in named(session, numbers).items()}


def _officers(session: Session, court: str) -> list[tuple[str, str]]:
    people = select(Officer.id, Officer.name).where(Officer.court_code == court)
    return [(number, name) for number, name in session.exec(people.order_by(Officer.id))]


def _written(visit: Visit, found: Handing, form: str, made: Handover | None = None) -> bytes:
    if form != "xlsx":
        return handing.document(visit.desk, found, made, form)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        write(path, handing.tables(found, visit.desk.rehearsal))
        return path.read_bytes()


def _sent(visit: Visit, content: bytes, form: str, made: Handover | None = None) -> Response:
    mark = "【演练】" if visit.desk.rehearsal else ""
    number, at = (f"第{made.id}号", made.handed_at) if made else ("", visit.desk.now())
    name = quote(f"{mark}值班交接表{number}-{at:%Y%m%d-%H%M}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=FORMS[form], headers=headers)

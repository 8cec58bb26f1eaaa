"""Overlays of the law (规则叠加): written, tried, proposed, approved by a second officer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from dueprocess.board.page import page
from dueprocess.board.sheet import workbook
from dueprocess.board.visit import FIELD, Somebody, Visit
from dueprocess.desk import Desk
from dueprocess.views.law.difference import NAMES
from dueprocess.views.lists.overlays import overlays as listing
from models import almanac, clock, overlays
from models.access import audit
from models.access.asking import NotPermitted
from models.overlays import Proposal, Standing
from models.reading.extent import Extent
from models.recounting.portion import Portion, portion
from models.recounting.trial import FEW
from models.tables.columns import LARGEST_ID
from rulebook.access.deciding import About, may
from rulebook.law.lawbook import Lawbook
from rulebook.loading.amending import PARTS, amended
from rulebook.loading.difference import Difference, difference
from rulebook.loading.faults import LawFaults
from tasks.recounting import go_on

router = APIRouter()
PROPOSE, APPROVE = "overlay", "approve_overlay"
LONGEST = 50_000  # signs of an overlay
Token = Annotated[str, Form(alias=FIELD)]
Text = Annotated[str, Form(max_length=LONGEST)]
Line = Annotated[str, Form(max_length=200)]
Behind = Annotated[int, Query(ge=0, le=LARGEST_ID, description="go on behind this case")]


@dataclass(frozen=True, slots=True)
class Tried:
    """What an overlay would do: to the law, and, where that was asked, to the open clocks."""

    law: Lawbook
    apart: dict[str, Difference]
    part: Portion | None


@router.get("/overlays")
def every(visit: Somebody) -> Response:
    """All overlays with what became of them, and the editor."""
    visit.extent("list")
    return _editor(visit, {})


@router.get("/overlays.xlsx")
def take_away(visit: Somebody) -> Response:
    """All overlays as a workbook, their texts among them."""
    visit.extent("export")
    with visit.desk.store.reading() as session:
        found = overlays.overlays(session)
    visit.note("export")
    return workbook(visit.desk, listing(found))


@router.post("/overlays")
def write(
    visit: Somebody,
    title: Line = "",
    text: Text = "",
    reason: Line = "",
    step: Annotated[str, Form()] = "try",
    after: Annotated[int, Form(ge=0, le=LARGEST_ID)] = 0,
    form_token: Token = "",
) -> Response:
    """Try an overlay over the live book, or propose it; a fault changes nothing."""
    visit.expect_own(form_token)
    expect(visit, PROPOSE)
    said = {"title": title.strip(), "text": text, "reason": reason.strip()}
    if not said["title"] or not text.strip():
        return _editor(visit, said, 400, faults=["请填写标题和内容 give a title and a text"])
    try:
        tried = compared(visit.desk, text)
        if step != "propose":
            tried = tried_out(visit.desk, tried, visit.extent(PROPOSE), after)
    except LawFaults as error:
        return _editor(visit, said, 400, faults=str(error).splitlines())
    if step != "propose":
        return _editor(visit, said, tried=tried)
    assert visit.asker is not None
    proposal = Proposal(said["title"], text, said["reason"], visit.asker.officer)
    with visit.desk.store.writing() as session:
        now = clock.now(session)
        number = overlays.propose(session, proposal, visit.desk.law, now)
        audit.note(session, visit.visitor, PROPOSE, clock.system_now(), "", f"overlay {number}")
    return RedirectResponse(f"/overlays/{number}", 303)


@router.get("/overlays/{number}")
def one(visit: Somebody, number: int, trial: bool = False, after: Behind = 0) -> Response:
    """One overlay: its text, what it changes, and the decision; with `trial` its dry run now."""
    visit.extent("list")
    return _one(visit, number, trial=trial, after=after)


@router.post("/overlays/{number}")
def decide(
    visit: Somebody,
    number: int,
    word: Annotated[str, Form()],
    reason: Line = "",
    form_token: Token = "",
) -> Response:
    """Approve or decline, by somebody else than whoever proposed it. Approved, it is in force."""
    visit.expect_own(form_token)
    expect(visit, APPROVE)
    assert visit.asker is not None
    desk, approves, by = visit.desk, word == "approve", visit.asker.officer
    try:
        if approves:
            with desk.store.reading() as session:
                text = overlays.overlay(session, number).overlay.text
            law_with(desk, text)  # an overlay whose law no longer loads would stop the house
        with desk.store.writing() as session:
            overlays.expect_reach(session, visit.extent(APPROVE))
            now = clock.now(session)
            overlays.decide(session, number, approves, by, reason.strip(), desk.law, now)
            said = f"overlay {number} {'approved' if approves else 'declined'}"
            audit.note(session, visit.visitor, APPROVE, clock.system_now(), "", said)
    except (overlays.OwnOverlay, overlays.BeyondReach) as error:
        visit.note(APPROVE, outcome=audit.REFUSED)
        return _one(visit, number, 403, str(error))
    except (overlays.OverlayDecided, overlays.LawMoved, LawFaults) as error:
        return _one(visit, number, 409, str(error))
    after = BackgroundTask(recount, desk) if approves else None
    return RedirectResponse(f"/overlays/{number}", 303, background=after)


def recount(desk: Desk) -> None:
    """Move the open clocks to where the law has them now, each as a fact of its case.

    Ended before its end, the patrol goes on with it.
    """
    go_on(desk.store, desk.standing, None)


def expect(visit: Visit, act: str) -> None:
    """`NotPermitted`, with its audit line, for whoever has no right to the act anywhere."""
    assert visit.asker is not None
    if not visit.may(act):
        wanted = visit.desk.rights.act(act)
        refused = may(visit.asker, wanted, About(()), visit.desk.law.roles)
        assert refused is not None
        visit.note(act, outcome=audit.REFUSED)
        raise NotPermitted(refused)


def law_with(desk: Desk, text: str, name: str = "overlay-new") -> Lawbook:
    """The law with the overlay. Raises `LawFaults`."""
    over = (*desk.overlays, (name, text))
    return amended(desk.book.profile, desk.settings.rulebook, over)


def compared(desk: Desk, text: str, name: str = "overlay-new") -> Tried:
    """The law with the overlay and what sets it apart. Raises `LawFaults`."""
    law = law_with(desk, text, name)
    return Tried(law, dict(difference(desk.law, law)), None)


def tried_out(desk: Desk, found: Tried, extent: Extent, after: int = 0) -> Tried:
    """The same with its dry run over the open cases behind one of them, so many at a time.

    Clocks are counted by the calendar that the overlay leads to; single ones are shown only of
    cases within the extent.
    """
    with desk.store.reading() as session:
        calendar = almanac.calendar_of(session, found.law)
    part = portion(desk.store, found.law, calendar, desk.now(), extent, after)
    return replace(found, part=part)


def _editor(visit: Visit, said: dict[str, str], status: int = 200, **shown: Any) -> Response:
    with visit.desk.store.reading() as session:
        found = overlays.overlays(session)
    around = {"tried": None, "faults": (), "said": said, "found": found, "parts": PARTS, "few": FEW}
    return page(visit, "overlays.html", status, **{**around, "names": NAMES, **shown})


def _one(
    visit: Visit,
    number: int,
    status: int = 200,
    wrong: str = "",
    *,
    trial: bool = False,
    after: int = 0,
) -> Response:
    with visit.desk.store.reading() as session:
        found: Standing = overlays.overlay(session, number)
    tried, faults = None, []
    if found.decision is None:
        try:
            overlays.expect_law(found.overlay, visit.desk.law)
            name = overlays.name_of(number)
            tried = compared(visit.desk, found.overlay.text, name)
            if trial:
                tried = tried_out(visit.desk, tried, visit.extent("list"), after)
        except (LawFaults, overlays.LawMoved) as error:
            faults = str(error).splitlines()
    shown = {"tried": tried, "faults": faults, "wrong": wrong, "names": NAMES, "few": FEW}
    assert visit.asker is not None
    own = visit.asker.officer == found.overlay.proposed_by
    return page(visit, "overlay.html", status, one=found, own=own, **shown)

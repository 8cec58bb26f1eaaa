"""Acting on a case (办理): what is offered, a form, what would follow, and then the fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from dueprocess.board.actform import aids, matter
from dueprocess.board.clockform import APPROVER, CLOCK, change, unmoved
from dueprocess.board.doing import expect_may, mistake, note
from dueprocess.board.drafting import DETAIL, arrival, derived, effects, kind_of
from dueprocess.board.offers import OPENED, URGING, name, offers
from dueprocess.board.page import page
from dueprocess.board.visit import FIELD, Somebody, Visit
from dueprocess.board.words import choice
from dueprocess.cli.case.record import tell_run
from dueprocess.cli.supervision.deciding import URGE
from models.access import secrets
from models.access.asking import about
from models.errors import FactRefused
from models.reading.card import card
from models.record import foreseen, record
from models.recording.arrival import Arrival
from models.recording.recorded import Recorded
from models.tables.columns import LARGEST_ID
from rulebook.law.factkind import FactKind

router = APIRouter()
_HERE = ("kind", "subject", "ref", CLOCK, f"{DETAIL}rule")  # what of a form its address says


async def sent(request: Request) -> Mapping[str, str]:
    """The texts of a form whose fields depend on the fact."""
    form = await request.form()
    return {name: written(value) for name, value in form.items() if isinstance(value, str)}


def written(text: str) -> str:
    """A text as it was typed: browsers send the end of a line as two signs."""
    return text.replace("\r\n", "\n")


Sent = Annotated[Mapping[str, str], Depends(sent)]


@router.get("/cases/{number}/acts")
def offered(
    visit: Somebody,
    number: str,
    node: Annotated[str, Query(max_length=400)] = "",
    item: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    """What the visitor may do about the case, one node or one item of it."""
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
        where = about(session, found.number)
    assert where is not None
    visit.note("read", found.number)
    listed = offers(visit, where, found, node, item)
    on = matter(visit, found, node, item)
    return page(visit, "acts.html", number=found.number, offers=listed, matter=on)


@router.get("/cases/{number}/act")
def ask(request: Request, visit: Somebody, number: str) -> Response:
    """The form of one act."""
    said = dict(request.query_params)
    wanted, kind = _expect(visit, number, said)
    visit.note("read", wanted)
    return _form(visit, wanted, kind, said)


@router.post("/cases/{number}/act")
def act(visit: Somebody, number: str, said: Sent) -> Response:
    """First what would follow; sent again from there, the fact is recorded.

    A form that is sent twice records one fact: it bears a key of its own.
    """
    visit.expect_own(said.get(FIELD))
    wanted, kind = _expect(visit, number, said)
    desk = visit.desk
    try:
        fact = arrival(visit, wanted, said)
        if said.get("step") != "record" or said.get(CLOCK):
            ahead = foreseen(desk.store, fact, desk.law, desk.calendar)
            if said.get(CLOCK) and not ahead.moves(said[CLOCK]):
                return _form(visit, wanted, kind, said, 409, wrong=unmoved(visit.words))
            if said.get("step") != "record":
                return _preview(visit, wanted, kind, said, fact, ahead)
        made = record(desk.store, fact, desk.law, desk.calendar)
    except FactRefused as error:
        return _form(visit, wanted, kind, said, 409, refusals=error.refusals)
    except (ValueError, LookupError) as error:
        told, status = mistake(visit, error)
        return _form(visit, wanted, kind, said, status, wrong=told)
    note(visit, kind.id, wanted)
    # The fact stands; the case's run is woken behind the answer, or by the patrol.
    waking = BackgroundTask(tell_run, desk, made.case_id)
    return RedirectResponse(f"/cases/{quote(wanted)}#f{made.seq}", 303, background=waking)


def _expect(visit: Visit, number: str, said: Mapping[str, str]) -> tuple[str, FactKind]:
    """The case and the kind of fact, if the visitor may do it; `Hidden` or `NotPermitted` else."""
    desk, kind = visit.desk, kind_of(visit, said)
    with desk.store.reading() as session:
        wanted = visit.expect_case(session, number)
    expect_may(visit, kind.id, wanted)
    return wanted, kind


def _preview(
    visit: Visit,
    case: str,
    kind: FactKind,
    said: Mapping[str, str],
    fact: Arrival,
    ahead: Recorded,
) -> Response:
    """The form again, with what would follow; it bears the key under which it is recorded once."""
    marking = visit.marking()
    shown: dict[str, Any] = {
        "effects": effects(ahead, marking, visit.words),
        "remarks": ahead.remarks,
        "derived": derived(visit, fact, ahead),
    }
    once = {**said, "once": secrets.new_token()}
    return _form(visit, case, kind, once, ahead=ahead, **shown)


def _form(
    visit: Visit,
    case: str,
    kind: FactKind,
    said: Mapping[str, str],
    status: int = 200,
    **shown: Any,
) -> Response:
    around: dict[str, Any] = {
        "effects": None,
        "remarks": (),
        "derived": {},
        "refusals": (),
        "wrong": "",
        "detail": DETAIL,
    }
    around |= _about(visit, case, kind, said, shown.pop("ahead", None))
    urging = kind.id == OPENED and said.get(f"{DETAIL}level") == URGE
    title = visit.words.of(URGING) if urging else name(kind, visit.words)
    fields = visit.desk.law.fields_of(kind.id)
    about_ = {"number": case, "kind": kind, "title": title, "fields": fields, "said": said}
    around["called"] = choice
    around["subject"] = visit.marking().subject(kind.subject)
    return page(visit, "act.html", status, **{**around, **about_, **shown})


def _about(
    visit: Visit, case: str, kind: FactKind, said: Mapping[str, str], ahead: Recorded | None
) -> dict[str, Any]:
    """What the form is about: the clock that it would change, else its item or node; its aids."""
    clock, ref = said.get(CLOCK, ""), said.get("ref", "").strip()
    item = int(ref) if kind.subject == "item" and ref.isascii() and ref.isdigit() else None
    with visit.desk.store.reading() as session:
        sheet, where = card(session, case), about(session, case)
        assert where is not None
        approver = said.get(f"{DETAIL}{APPROVER}", "").strip()
        return {
            "change": change(visit, session, sheet, clock, ahead, approver) if clock else None,
            "matter": matter(visit, sheet, ref if kind.subject == "node" else "", item),
            "aids": aids(visit, session, sheet, kind, clock, where.courts),
            "here": urlencode({name: said[name] for name in _HERE if said.get(name)}),
        }

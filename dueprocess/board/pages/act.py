"""Acting on a case (办理): what is offered, a form, what would follow, and then the fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from dueprocess.board.drafting import DETAIL, arrival, effects, kind_of
from dueprocess.board.offers import name, offers
from dueprocess.board.page import page
from dueprocess.board.visit import FIELD, Hidden, Somebody, Visit
from dueprocess.cli.case.record import tell_run
from dueprocess.cli.frame.mistake import is_ours
from dueprocess.views.frame.marking import Marking
from models import clock
from models.access import audit, secrets
from models.access.asking import NotPermitted, about
from models.errors import FactRefused
from models.reading.card import card
from models.record import foreseen, record
from rulebook.access.deciding import may
from rulebook.law.factkind import FactKind

router = APIRouter()


async def sent(request: Request) -> Mapping[str, str]:
    """The texts of a form whose fields depend on the fact."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Sent = Annotated[Mapping[str, str], Depends(sent)]


@router.get("/cases/{number}/acts")
def offered(
    visit: Somebody,
    number: str,
    node: Annotated[str, Query(max_length=400)] = "",
    item: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> Response:
    """What the visitor may do about the case, one node or one item of it."""
    with visit.desk.store.reading() as session:
        found = card(session, visit.expect_case(session, number))
        where = about(session, found.number)
    assert where is not None
    listed = offers(visit, where, found, node, item)
    return page(visit, "acts.html", number=found.number, offers=listed)


@router.get("/cases/{number}/act")
def ask(request: Request, visit: Somebody, number: str) -> Response:
    """The form of one act."""
    said = dict(request.query_params)
    wanted, kind = _expect(visit, number, said)
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
        if said.get("step") != "record":
            ahead = foreseen(desk.store, fact, desk.law, desk.calendar)
            marking = Marking(desk.law, desk.calendar)
            shown: dict[str, Any] = {
                "effects": effects(ahead, marking, visit.words),
                "remarks": ahead.remarks,
            }
            return _form(visit, wanted, kind, {**said, "once": secrets.new_token()}, **shown)
        made = record(desk.store, fact, desk.law, desk.calendar)
    except FactRefused as error:
        return _form(visit, wanted, kind, said, 409, refusals=error.refusals)
    except (ValueError, LookupError) as error:
        if not is_ours(error) or isinstance(error, Hidden):
            raise
        return _form(visit, wanted, kind, said, 400, wrong=str(error))
    _note(visit, wanted, kind)
    # The fact stands; the case's run is woken behind the answer, or by the patrol.
    waking = BackgroundTask(tell_run, desk, made.case_id)
    return RedirectResponse(f"/cases/{quote(wanted)}#f{made.seq}", 303, background=waking)


def _expect(visit: Visit, number: str, said: Mapping[str, str]) -> tuple[str, FactKind]:
    """The case and the kind of fact, if the visitor may do it; `Hidden` or `NotPermitted` else."""
    assert visit.asker is not None
    desk, kind = visit.desk, kind_of(visit, said)
    with desk.store.reading() as session:
        wanted = visit.expect_case(session, number)
        where = about(session, wanted)
    assert where is not None
    refused = may(visit.asker, desk.rights.of_kind(kind.id), where, desk.law.roles)
    if refused is not None:
        _note(visit, wanted, kind, audit.REFUSED)
        raise NotPermitted(refused)
    return wanted, kind


def _note(visit: Visit, case: str, kind: FactKind, outcome: str = audit.DONE) -> None:
    act_ = visit.desk.rights.of_kind(kind.id).id
    with visit.desk.store.writing() as session:
        now = clock.system_now()
        audit.note(session, visit.visitor, act_, now, case, kind.id, outcome)


def _form(
    visit: Visit,
    case: str,
    kind: FactKind,
    said: Mapping[str, str],
    status: int = 200,
    **shown: Any,
) -> Response:
    around = {"effects": None, "remarks": (), "refusals": (), "wrong": "", "detail": DETAIL}
    title, fields = name(kind, visit.words), visit.desk.law.fields_of(kind.id)
    about_ = {"number": case, "kind": kind, "title": title, "fields": fields, "said": said}
    return page(visit, "act.html", status, **{**around, **about_, **shown})

"""Several matters at once (批量办理): first who gets what, then the facts, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.background import BackgroundTask

from dueprocess.board.batch import MOST, NAMES, Act, Line, Said, lines, sentence
from dueprocess.board.page import page
from dueprocess.board.pages.act import written
from dueprocess.board.visit import FIELD, Somebody, Visit, own_address
from dueprocess.cli.case.record import tell_run
from dueprocess.desk import Desk
from models import clock
from models.access import audit, secrets
from models.record import foreseen, record
from rulebook.time.zone import SHANGHAI

router = APIRouter()
_FIELDS = ("reason", "until", "set_for", "place", "evidence")


class NothingChosen(ValueError):
    """No matter was ticked, or no act was said."""

    def __init__(self) -> None:
        super().__init__("请先勾选事项并选择操作 tick what is meant, and choose an act")


class Form(dict[str, str]):
    """The texts of the batch's form, and its ticks."""

    picks: Sequence[str] = ()


async def sent(request: Request) -> Form:
    """The form as it was sent."""
    given = await request.form()
    found = Form({name: written(one) for name, one in given.items() if isinstance(one, str)})
    found.picks = [one for one in given.getlist("pick") if isinstance(one, str) and one]
    return found


Sent = Annotated[Form, Depends(sent)]


@router.post("/batch")
def batch(visit: Somebody, form: Sent) -> Response:
    """Each case with its receiver and paper, and those that cannot; sent again, the facts.

    A batch that is sent twice is done once: every fact bears a key of its own.
    """
    visit.expect_own(form.get(FIELD))
    if not form.picks or form.get("act") not in set(Act):
        raise NothingChosen
    doing = form.get("step") == "record"
    said = _said(visit, form, doing)
    found = [
        (_done if doing else _ahead)(visit, one) if one.arrival else one
        for one in lines(visit, form.picks, said)
    ]
    waking = BackgroundTask(_wake, visit.desk, found) if doing else None
    answer = page(
        visit,
        "batch.html",
        act=said.act,
        name=visit.words.of(NAMES[said.act]),
        said={name: form.get(name, "") for name in _FIELDS},
        once=said.once or secrets.new_token(),
        at=said.at.isoformat(),
        back=own_address(form.get("back", "/")),
        can=[one for one in found if not one.wrong],
        cannot=[one for one in found if one.wrong],
        done=doing,
        most=MOST if len(form.picks) > MOST else 0,
    )
    answer.background = waking
    return answer


def _said(visit: Visit, form: Form, doing: bool) -> Said:
    at = _moment(form.get("at", "")) if doing else visit.desk.now()
    given = {name: form.get(name, "").strip() for name in _FIELDS}
    once = form.get("once", "") if doing else ""
    return Said(Act(form["act"]), at.astimezone(SHANGHAI), once, **given)


def _moment(text: str) -> datetime:
    """The moment of the preview, which the facts bear: so that what is sent twice is the same."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise NothingChosen from error
    if at.tzinfo is None:
        raise NothingChosen
    return at


def _ahead(visit: Visit, line: Line) -> Line:
    """Whether the fact would stand; nothing is written."""
    assert line.arrival is not None
    desk = visit.desk
    try:
        foreseen(desk.store, line.arrival, desk.law, desk.calendar)
    except (ValueError, LookupError, PermissionError) as error:
        return replace(line, wrong=sentence(visit, error))
    return line


def _done(visit: Visit, line: Line) -> Line:
    """The fact, in a transaction of its own, with its line in the audit."""
    assert line.arrival is not None
    desk = visit.desk
    try:
        made = record(desk.store, line.arrival, desk.law, desk.calendar)
    except (ValueError, LookupError, PermissionError) as error:
        return replace(line, wrong=sentence(visit, error))
    if not made.again:
        kind = line.arrival.kind
        with desk.store.writing() as session:
            now, act = clock.system_now(), desk.rights.of_kind(kind).id
            audit.note(session, visit.visitor, act, now, line.case, f"batch {kind}")
    return replace(line, recorded=made)


def _wake(desk: Desk, found: Sequence[Line]) -> None:
    """The facts stand; the runs are woken behind the answer, or by the patrol."""
    for case in {one.recorded.case_id for one in found if one.recorded}:
        tell_run(desk, case)

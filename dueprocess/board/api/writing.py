"""Writes of a program (接口写入): judged by right, done once, answered the same for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from dueprocess.board.api.caller import Caller, Program
from dueprocess.board.api.problems import PROBLEM, TITLES, cited
from dueprocess.cli.case.record import tell_run
from dueprocess.cli.frame.terminal import plain
from dueprocess.views.case.following import answered
from models import clock
from models.access import answers, audit
from models.access.answers import Asking, Given, Taken
from models.access.asking import NotPermitted, about
from models.errors import FactRefused, UnknownKind
from models.record import foreseen, record
from models.recording.arrival import Arrival
from rulebook.access.deciding import may_record
from rulebook.access.door import door

REPLAYED = "Idempotent-Replayed"
DryRun = Annotated[bool, Query(description="only tell what would follow; nothing is written")]
Done = tuple[Any, int | None]  # the answer, and the case whose run is to be woken


@dataclass(frozen=True, slots=True)
class Writing:
    """One write as it came."""

    visit: Program
    key: str
    digest: str
    dry_run: bool

    @property
    def asking(self) -> Asking:
        """Under which key it is answered once."""
        return Asking(self.visit.token_id, self.key, self.digest)


Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        pattern=r"^[\x21-\x7e]*$",
        description="Your own name for this write, new for each; needed unless it is a dry "
        "run. The same request under the same key is done once and answered the same.",
        examples=["5f0c6a2e-7d0b-4a7e-9d4e-1c8f6c2f9a11"],
    ),
]


async def writing(
    request: Request, visit: Caller, key: Key = "", dry_run: DryRun = False
) -> Writing:
    """The write with its key; 400 without one, unless nothing is to be written."""
    if not key and not dry_run:
        raise HTTPException(400, "give this write its own Idempotency-Key, or ask with dry_run")
    return Writing(visit, key, await _digest(request), dry_run)


async def _digest(request: Request) -> str:
    said = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return sha256(said + await request.body()).hexdigest()


Write = Annotated[Writing, Depends(writing)]


def expect_act(writing: Writing, number: str, kind: str) -> str:
    """The case's number, if the program may record the kind of fact in it.

    403 beyond the token's acts; `Hidden` for a case that the officer may not see; `NotPermitted`,
    with its line in the audit, for one that he or she may see and not act on.
    """
    visit = writing.visit
    if kind not in visit.desk.law.facts:
        raise UnknownKind(kind, visit.desk.law.facts)
    act = visit.desk.rights.of_kind(kind)
    visit.expect_scope(act.id)
    assert visit.asker is not None
    with visit.desk.store.reading() as session:
        wanted = visit.expect_case(session, number)
        where = about(session, wanted)
    assert where is not None
    law = visit.desk.law
    refused = may_record(visit.asker, visit.desk.rights, law.facts[kind], where, law.roles)
    if refused is not None:
        note(writing, wanted, kind, audit.REFUSED)
        raise NotPermitted(refused)
    return wanted


def enter(writing: Writing, arrival: Arrival, *, timed: bool) -> Response:
    """Record the fact, or tell what would follow. Not `timed`: it happens at the first try.

    The fact bears the write's own key, so no try records it a second time.
    """
    desk = writing.visit.desk
    case = expect_act(writing, str(arrival.case), arrival.kind)
    mine = replace(arrival, case=case)
    if writing.dry_run:
        return previewed(answered(foreseen(desk.store, mine, desk.law, desk.calendar)))

    def do(taken: Taken) -> Done:
        at = mine.occurred_at if timed else taken.as_of
        fact = replace(mine, occurred_at=at, key=taken.fact)
        made = record(desk.store, fact, desk.law, desk.calendar)
        return answered(made), made.case_id

    return once(writing, do, lambda: note(writing, case, arrival.kind))


def once(writing: Writing, do: Callable[[Taken], Done], noted: Callable[[], None]) -> Response:
    """Do what a fact's own key does once, or answer as it was answered before.

    Kept are what was recorded and what a gate refused; a request that could not be understood
    leaves the key free, so that it can be mended. Where it is not known what became of it, the
    next try takes it up at the same moment: a fact that stands is then found, not added.
    `noted` leaves the line in the audit, once it is done.
    """

    def work(taken: Taken) -> Response:
        answer, case_id = do(taken)
        told = _kept(writing, 201, _json(answer))
        noted()
        return _waking(told, writing, case_id)

    return _answered(writing, work)


def together(writing: Writing, do: Callable[[Session, datetime], Done]) -> Response:
    """Do what has no key of its own in one transaction with its kept answer; or look ahead.

    `do` writes in the session, its audit line too, as of the moment it is given. Whether the power
    goes before the commit or after it, the act and its answer stand both or neither: the next try
    does it, or is told what was done. With `dry_run` nothing is kept of what it wrote.
    """
    store = writing.visit.desk.store
    if writing.dry_run:
        return previewed(_ahead(writing, do))

    def work(taken: Taken) -> Response:
        with store.writing() as session:
            answer, case_id = do(session, taken.as_of)
            said = _json(answer)
            answers.settle_within(session, writing.asking, 201, said)
        return _waking(_told(201, said), writing, case_id)

    return _answered(writing, work)


def _answered(writing: Writing, work: Callable[[Taken], Response]) -> Response:
    """The write taken and done, or the answer it was given; `once` says what is kept."""
    store, asking = writing.visit.desk.store, writing.asking
    taken = answers.take(store, asking, clock.system_now(), door())
    if isinstance(taken, Given):
        return _told(taken.status, taken.answer, {REPLAYED: "true"})
    try:
        return work(taken)
    except FactRefused as error:
        said = {"title": TITLES[409], "status": 409, "detail": str(error), **cited(error)}
        return _kept(writing, 409, _json(said))
    except (ValueError, LookupError, PermissionError):
        answers.give_up(store, asking)
        raise


class _Undone(Exception):
    """Ends a transaction whose only purpose was to look ahead."""


def _ahead(writing: Writing, do: Callable[[Session, datetime], Done]) -> Any:
    desk, answer = writing.visit.desk, None
    with suppress(_Undone), desk.store.writing() as session:
        answer, _ = do(session, desk.now())
        raise _Undone
    return answer


def _waking(told: Response, writing: Writing, case_id: int | None) -> Response:
    """The fact stands; the case's run is woken behind the answer, or by the patrol."""
    if case_id is not None:
        told.background = BackgroundTask(tell_run, writing.visit.desk, case_id)
    return told


def previewed(answer: object) -> Response:
    """What would follow; nothing was written."""
    return JSONResponse(plain(answer))


def note(writing: Writing, case: str, kind: str, outcome: str = audit.DONE) -> None:
    """Leave a line in the audit."""
    with writing.visit.desk.store.writing() as session:
        note_within(session, writing, case, kind, outcome)


def note_within(
    session: Session, writing: Writing, case: str, kind: str, outcome: str = audit.DONE
) -> None:
    """The same in the caller's transaction."""
    visit = writing.visit
    act = visit.desk.rights.of_kind(kind).id
    audit.note(session, visit.visitor, act, clock.system_now(), case, kind, outcome)


def _kept(writing: Writing, status: int, answer: str) -> Response:
    answers.settle(writing.visit.desk.store, writing.asking, status, answer)
    return _told(status, answer)


def _told(status: int, answer: str, headers: dict[str, str] | None = None) -> Response:
    kind = PROBLEM if status >= 400 else "application/json"
    return Response(answer, status, headers, media_type=kind)


def _json(answer: object) -> str:
    return json.dumps(plain(answer), ensure_ascii=False)

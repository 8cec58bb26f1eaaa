"""What changes, as it changes (实时更新): one short event, after which the page asks anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response, StreamingResponse
from sqlmodel import Session

from dueprocess.board.visit import Somebody, Visit
from models import clock
from models.access import sessions
from models.reading.changed import Mark, concerns, mark, touches
from rulebook.access.door import door

router = APIRouter()
EVERY = 5.0  # seconds between two looks at the book
LOOKS = 120  # then the stream ends, and the browser begins another
MOST, MOST_OF_ONE = 200, 6  # streams of the board, of one officer
_open: Counter[str] = Counter()

Concerns = Callable[[Session, Mark], bool]  # whether what came since is the visitor's to see


@router.get("/events")
async def events(
    request: Request,
    visit: Somebody,
    case: Annotated[str, Query(max_length=80)] = "",
    last_event_id: Annotated[str, Header(max_length=80)] = "",
) -> Response:
    """A stream that says `changed`; 204, which browsers do not repeat, when too many listen.

    Of one case when it names one. A browser that begins anew says how far it had heard, so that
    nothing is lost between two streams.
    """
    assert visit.asker is not None
    who, about = visit.asker.officer, await asyncio.to_thread(_about, visit, case)
    if _open.total() >= MOST or _open[who] >= MOST_OF_ONE:
        return Response(status_code=204)
    stream = _stream(request, visit, about, Mark.parse(last_event_id))
    return StreamingResponse(stream, media_type="text/event-stream")


def _about(visit: Visit, case: str) -> Concerns:
    """What the stream speaks of. Raises `Hidden` or `NotPermitted`."""
    if not case:
        extent = visit.extent("list")
        return lambda session, since: concerns(session, since, extent)
    with visit.desk.store.reading() as session:
        number = visit.expect_case(session, case)
    return lambda session, since: touches(session, since, number)


async def _stream(
    request: Request, visit: Visit, about: Concerns, since: Mark | None
) -> AsyncIterator[str]:
    assert visit.asker is not None
    who = visit.asker.officer
    _open[who] += 1
    try:
        for _ in range(LOOKS):
            now, said = await asyncio.to_thread(look, visit, about, since)
            if now is None or await request.is_disconnected():
                return
            since = now
            # An event without data is not told to the page, but its number is kept.
            yield f"id: {now}\n" + ("event: changed\ndata:\n\n" if said else "\n")
            await asyncio.sleep(EVERY)
    finally:
        _open[who] -= 1


def look(visit: Visit, about: Concerns, since: Mark | None) -> tuple[Mark | None, bool]:
    """How far the book has come, and whether that concerns the visitor; no mark after a log-out."""
    with visit.desk.store.reading() as session:
        if sessions.found(session, visit.token, door(), clock.system_now()) is None:
            return None, False
        now = mark(session)
        return now, since is not None and now != since and about(session, since)

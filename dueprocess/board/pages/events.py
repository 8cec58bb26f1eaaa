"""What changes, as it changes (实时更新): one short event, after which the page asks anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from dueprocess.board.visit import Somebody, Visit
from models import clock
from models.access import sessions
from models.reading.changed import Mark, concerns, mark
from models.reading.extent import Extent
from rulebook.access.door import door

router = APIRouter()
EVERY = 5.0  # seconds between two looks at the book
LOOKS = 120  # then the stream ends, and the browser begins another
MOST, MOST_OF_ONE = 200, 6  # streams of the board, of one officer
_open: Counter[str] = Counter()


@router.get("/events")
async def events(request: Request, visit: Somebody) -> Response:
    """A stream that says `changed`; 204, which browsers do not repeat, when too many listen."""
    assert visit.asker is not None
    extent, who = visit.extent("list"), visit.asker.officer
    if _open.total() >= MOST or _open[who] >= MOST_OF_ONE:
        return Response(status_code=204)
    return StreamingResponse(_stream(request, visit, extent, who), media_type="text/event-stream")


async def _stream(request: Request, visit: Visit, extent: Extent, who: str) -> AsyncIterator[str]:
    _open[who] += 1
    try:
        since = None
        for _ in range(LOOKS):
            now, said = await asyncio.to_thread(look, visit, extent, since)
            if now is None or await request.is_disconnected():
                return
            since = now
            yield "event: changed\ndata:\n\n" if said else ": \n\n"
            await asyncio.sleep(EVERY)
    finally:
        _open[who] -= 1


def look(visit: Visit, extent: Extent, since: Mark | None) -> tuple[Mark | None, bool]:
    """How far the book has come, and whether that concerns the visitor; no mark after a log-out."""
    with visit.desk.store.reading() as session:
        if sessions.found(session, visit.token, door(), clock.system_now()) is None:
            return None, False
        now = mark(session)
        moved = since is not None and now != since
        return now, moved and since is not None and concerns(session, since, extent)

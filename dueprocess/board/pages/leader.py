"""A leader's ten lines (领导十行): what a director decides on in five minutes."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from dueprocess.board.page import page
from dueprocess.board.visit import Somebody
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.tenlines import rows
from dueprocess.worklists import reach
from models.reading.selection import Selection, resolved
from models.reading.tenlines import ten_lines
from rulebook.money.figures import figures

router = APIRouter()
# Where each line's list is, in the order of the lines.
_LISTS = (
    "/?when=overdue",
    "/?when=today",
    "/courts",
    "/lists/items?state=proposed",
    "/lists/items?state=replied",
    "/items?lane=reply_overdue",
    "/lists/items",
    "/measures",
    "/money",
    "/lists/paused",
)
_COMMAND = "dueprocess "  # a detail that is a hint for the command line


@router.get("/leader")
def leader(visit: Somebody) -> Response:
    """Ten lines over the cases the visitor may see; each figure opens its list."""
    desk, extent = visit.desk, visit.extent("list")
    week, oldest = timedelta(days=reach().ten_lines_within), figures().ageing[-1]
    with desk.store.reading() as session:
        chosen = resolved(session, Selection(within=extent))
        found = ten_lines(session, desk.law, desk.now(), chosen, week, oldest)
    lines = []
    for (title, count, detail), link in zip(
        rows(Marking(desk.law, desk.calendar), found), _LISTS, strict=True
    ):
        zh, _, en = title.partition(" ")
        said = "" if detail.plain.startswith(_COMMAND) else detail.plain
        lines.append((visit.words.of((zh, en)), count, said, link))
    return page(visit, "leader.html", lines=lines)

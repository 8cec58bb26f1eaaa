"""A leader's ten lines (领导十行): what a director decides on in five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from dueprocess.board.leads import why
from dueprocess.board.page import page
from dueprocess.board.sheet import workbook
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists.listing import Column, Listing, Weight
from dueprocess.views.lists.tenlines import rows
from dueprocess.worklists import reach
from models.reading.selection import Selection, resolved
from models.reading.tenlines import TenLines, ten_lines
from rulebook.money.figures import figures

router = APIRouter()
# Where each line's list is, in the order of the lines; the bounds are those it was counted by.
_LISTS = (
    "/?when=overdue",
    "/?when=today",
    "/courts",
    "/lists/items?state=proposed",
    "/lists/items?state=replied",
    "/items?lane=reply_overdue",
    "/lists/items",
    "/lists/renewals?within={days}",
    "/money?step={step}",
    "/lists/paused",
)
_COMMAND = "dueprocess "  # a detail that is a hint for the command line
_OVERDUE, _RENEWALS = 0, 7


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name in Chinese and English, its figure, what to know of it, and of which clock
    that speaks."""

    name: tuple[str, str]
    count: str
    detail: str
    lead: str = ""


@router.get("/leader")
def leader(visit: Somebody) -> Response:
    """Ten lines over the cases the visitor may see; each figure opens its list."""
    bounds = {"days": reach().ten_lines_within, "step": len(figures().ageing)}
    lines = [
        (visit.words.of(one.name), one.count, one.detail, one.lead, link.format(**bounds))
        for one, link in zip(counted(visit, "list"), _LISTS, strict=True)
    ]
    return page(visit, "leader.html", lines=lines)


@router.get("/leader.xlsx")
def take_away(visit: Somebody) -> Response:
    """The same lines as a workbook."""
    visit.extent("export")
    visit.note("export")
    found = counted(visit, "export")
    columns = (
        Column("事项", lambda row: visit.words.of(row.name)),
        Column("数量", lambda row: row.count, right=True),
        Column("要点", lambda row: row.detail),
    )
    listing = Listing("leader", "领导十行 TEN LINES", found, columns, lambda _: Weight.NOTE, 2)
    return workbook(visit.desk, listing)


def counted(visit: Visit, act: str) -> list[Line]:
    """The ten lines, counted over the cases that the visitor may see."""
    desk, extent = visit.desk, visit.extent("list")
    week, oldest = timedelta(days=reach().ten_lines_within), figures().ageing[-1]
    with desk.store.reading() as session:
        chosen = resolved(session, Selection(within=extent))
        found = ten_lines(session, desk.law, desk.now(), chosen, week, oldest)
    lines = []
    for at, (title, count, detail) in enumerate(rows(visit.marking(act), found)):
        zh, _, en = title.partition(" ")
        said = "" if detail.plain.startswith(_COMMAND) else detail.plain.strip("— ")
        lines.append(Line((zh, en), str(count), said, _lead(at, found)))
    return lines


def _lead(at: int, found: TenLines) -> str:
    """The derivation of the one date that a line's detail is about."""
    node = {_OVERDUE: found.oldest, _RENEWALS: found.first_renewal}.get(at)
    return why(node.case, node.key) if node else ""

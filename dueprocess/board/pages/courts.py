"""The courts from above (法院总览): open, due, on time, overdue by court and node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from dueprocess.board import heat
from dueprocess.board.courtnames import in_words
from dueprocess.board.heatlists import by_court, by_node
from dueprocess.board.page import page
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Hidden, Somebody, Visit
from dueprocess.views.lists.fates import fates as listing
from dueprocess.views.lists.listing import Listing
from models.access import audit
from models.reading.extent import Extent
from models.reading.selection import Selection, resolved
from models.reading.standings import Chosen, What, fates, passed, standings
from models.tables.court import Court
from rulebook.figures.courts import CourtRow, Place, places
from rulebook.figures.definitions import definitions
from rulebook.figures.entry import Window
from rulebook.figures.span import Span, span

router = APIRouter()
ROWS = 500


class Seen(BaseModel):
    """What the address chooses: a court with all below it, a span, a node."""

    court: str = Field("", max_length=40)
    span: str = Field("", max_length=10)
    node: str = Field("", max_length=80)
    own: bool = False  # only what the court handles itself
    what: What = What.OPEN

    def but(self, **other: object) -> str:
        """The address with some of it otherwise."""
        said = {**self.model_dump(mode="json", exclude={"what", "own"}), **other}
        return "?" + urlencode({name: value for name, value in said.items() if value})


class Taken(Seen):
    """The same, and which of the two tables."""

    by: str = "court"


@dataclass(frozen=True, slots=True)
class Looked:
    """A court and those right below it, as of now."""

    register: dict[str, CourtRow]
    root: str
    span: Span
    places: list[Place]
    lines: list[heat.CourtLine]
    nodes: list[heat.NodeLine]


@router.get("/courts")
def courts(visit: Somebody, seen: Annotated[Seen, Query()]) -> Response:
    """A court, its nodes, and the courts right under it."""
    found = looked(visit, seen, "list")
    return page(
        visit,
        "courts.html",
        seen=seen,
        span=found.span,
        root=found.register[found.root],
        above=_above(found.register, found.root),
        lines=found.lines,
        nodes=found.nodes,
        strokes=heat.strokes,
        least_n=definitions().limits.least_n,
        picture=(heat.WIDE, heat.HIGH),
    )


@router.get("/courts.xlsx")
def courts_taken(visit: Somebody, seen: Annotated[Taken, Query()]) -> Response:
    """The figures by court, or by node, as a workbook in the order of the page."""
    found = looked(visit, seen, "export")
    visit.note("export")
    if seen.by == "node":
        names = [visit.words("本级") if one.own else one.name for one in found.places]
        return workbook(visit.desk, by_node(found.nodes, names))
    return workbook(visit.desk, by_court(found.lines))


def looked(visit: Visit, seen: Seen, act: str) -> Looked:
    desk, extent, least_n = visit.desk, visit.extent(act), definitions().limits.least_n
    now = desk.now()
    chosen_span = _span(seen, now)
    with desk.store.reading() as session:
        register = _register(session, extent)
        root = _root(seen, visit, register)
        picked = resolved(session, Selection(court=root, node=seen.node, within=extent))
        spans = _past(chosen_span)
        windows = [_window(one, now) for one in spans]
        found = standings(session, desk.law, windows[-1], now, picked)
        past = passed(session, desk.law, windows, picked)
    shown = [one for one in places(register.values(), root) if one.depth <= 1]
    return Looked(
        register=register,
        root=root,
        span=chosen_span,
        places=shown,
        lines=heat.courts(shown, found, past, spans, least_n),
        nodes=heat.nodes(shown, found, desk.law, visit.words, least_n),
    )


@router.get("/courts/nodes")
def behind(visit: Somebody, seen: Annotated[Seen, Query()]) -> Response:
    """The clocks behind one figure."""
    (found,) = in_words(visit.desk, [_listing(visit, seen, "list", ROWS)])
    about = heat.node_name(seen.node, visit.desk.law, visit.words) if seen.node else ""
    shown = table(found)
    return page(visit, "fates.html", seen=seen, table=shown, about=about, most=ROWS)


@router.get("/courts/nodes.xlsx")
def take_away(visit: Somebody, seen: Annotated[Seen, Query()]) -> Response:
    """The same clocks as a workbook."""
    found = _listing(visit, seen, "export", MOST)
    visit.note("export")
    return workbook(visit.desk, found)


def _listing(visit: Visit, seen: Seen, act: str, rows: int) -> Listing:
    desk, extent = visit.desk, visit.extent(act)
    now = desk.now()
    with desk.store.reading() as session:
        register = _register(session, extent)
        root = _root(seen, visit, register)
        picked = resolved(session, Selection(court=root, node=seen.node, within=extent))
        which = Chosen(picked, rows, root if seen.own else "")
        window = _window(_span(seen, now), now)
        found = fates(session, desk.law, seen.what, (window, now), which)
    return listing(found, visit.marking(act), now)


def _register(session: Session, extent: Extent) -> dict[str, CourtRow]:
    """The courts that the visitor's reach holds."""
    found = session.exec(select(Court).where(col(Court.code).in_(extent.courts())))
    return {one.code: CourtRow(one.code, one.name, one.level, one.superior_code) for one in found}


def _root(seen: Seen, visit: Visit, register: dict[str, CourtRow]) -> str:
    """The court looked at: the one named, else the visitor's own. `Hidden` outside the reach."""
    assert visit.asker is not None
    root = seen.court or visit.asker.court
    if root not in register:
        visit.note("list", outcome=audit.REFUSED)
        raise Hidden
    return root


def _above(register: dict[str, CourtRow], root: str) -> list[CourtRow]:
    """The way down to the court, from the highest that the visitor may look at."""
    way: list[CourtRow] = []
    one = register.get(register[root].superior or "")
    while one is not None and one not in way:
        way.append(one)
        one = register.get(one.superior or "")
    return way[::-1]


def _span(seen: Seen, now: datetime) -> Span:
    """The span asked for, else the present quarter. Raises `SpanUnreadable`."""
    return span(seen.span or f"{now.year}-Q{(now.month + 2) // 3}")


def _past(last: Span) -> list[Span]:
    """The span and those of its length before it, the earliest first."""
    return [last.before(times) for times in range(definitions().limits.trend_spans - 1, -1, -1)]


def _window(one: Span, now: datetime) -> Window:
    return Window(one.start, max(one.start, min(one.end, now)))

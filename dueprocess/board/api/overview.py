"""What the board shows from above (总览) for programs: search, courts, ten lines, law, audit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from dueprocess import holidays
from dueprocess.board import almanac
from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import Page, Turned, cut, newest_first, number_of
from dueprocess.board.api.problems import READING
from dueprocess.board.heat import Sum
from dueprocess.board.pages.courts import Seen, looked
from dueprocess.board.pages.leader import counted
from dueprocess.board.pages.rules import Wanted, entries_of, wanted_rules
from dueprocess.cli.frame.terminal import as_object
from dueprocess.cli.law.lawjson import entries
from models.access import audit
from models.canonical import canonical
from models.reading.searching import LONGEST, Found, search
from models.reading.selection import Selection, resolved
from rulebook.law.rule import Rule

router = APIRouter(responses=READING)


class Hits(BaseModel):
    """The cases that were found, the newest first; type more when there are too many."""

    rows: list[Found]


class Figures(BaseModel):
    """Clocks counted together; the rate is on time over all due, and yours to reckon."""

    open: int = Field(description="running now")
    overdue: int = Field(description="of them, late now")
    due: int = Field(description="ran out within the span, those still open among them")
    on_time: int = Field(description="of those due")


class CourtFigures(Figures):
    """One court with all below it, or (`own`) only what it handles itself."""

    court: str
    name: str
    own: bool
    trend: list[str] = Field(description="its own past, span by span; no rate of few")


class NodeFigures(Figures):
    """One node in all these courts."""

    node: str
    name: str
    overdue_by_court: list[int] = Field(description="in the order of `courts`")


class Courts(BaseModel):
    """A court and those right below it, in the order of the register: nothing is ranked."""

    as_of: datetime
    span: str
    courts: list[CourtFigures]
    nodes: list[NodeFigures]


class Line(BaseModel):
    """One of the ten lines."""

    zh: str
    en: str
    count: str
    detail: str


class Ten(BaseModel):
    """The ten lines (领导十行)."""

    as_of: datetime
    rows: list[Line]


class Asked(Wanted, Turned):
    """Which rules, and which page of them."""


class RuleLine(BaseModel):
    """One rule of the law."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    code: str
    stage: str
    zh: str
    en: str
    legal_class: str
    status: str
    version: str
    effective_from: date
    effective_to: date | None


class Year(BaseModel):
    """A year of the book's calendar."""

    year: int
    covered: bool = Field(description="whether its notice is published; else dates are provisional")
    papers: list[str]
    off: dict[date, str]
    work: dict[date, str]
    closures: dict[date, str]


class Looked(Turned):
    """Of whom or of what."""

    case: str = Field("", max_length=200)
    officer: str = Field("", max_length=200)


class AuditRow(BaseModel):
    """Who looked at what or did what, from where."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    officer_id: str
    address: str
    act: str
    case_number: str
    detail: str
    outcome: str


@router.get("/search")
def find(visit: Caller, q: Annotated[str, Query(min_length=1, max_length=LONGEST)]) -> Hits:
    """Cases by number typed loosely, by party or by handler."""
    extent = visit.extent("read")
    with visit.desk.store.reading() as session:
        return Hits(rows=search(session, q, resolved(session, Selection(within=extent))))


@router.get("/courts")
def courts(visit: Caller, seen: Annotated[Seen, Query()]) -> Courts:
    """Open, overdue, due and on time by court and node."""
    found = looked(visit, seen, "list")
    return Courts(
        as_of=visit.desk.now(),
        span=found.span.key,
        courts=[
            CourtFigures(
                court=one.place.code,
                name=one.place.name,
                own=one.place.own,
                trend=[point.said for point in one.trend],
                **_figures(one.total),
            )
            for one in found.lines
        ],
        nodes=[
            NodeFigures(
                node=one.node,
                name=one.name,
                overdue_by_court=[late for late, _ in one.cells],
                **_figures(one.total),
            )
            for one in found.nodes
        ],
    )


@router.get("/ten-lines")
def ten(visit: Caller) -> Ten:
    """What a director decides on in five minutes."""
    lines = [
        Line(zh=one.name[0], en=one.name[1], count=one.count, detail=one.detail)
        for one in counted(visit, "export")
    ]
    return Ten(as_of=visit.desk.now(), rows=lines)


@router.get("/rules")
def rules(visit: Caller, chosen: Annotated[Asked, Query()]) -> Page[RuleLine]:
    """Rules of the law by stage, or by words of a name, an id or an article."""
    visit.extent("list")
    found = wanted_rules(visit.desk.law, chosen)
    page: Page[Rule] = cut(
        found, lambda one: (one.stage, one.code or "~", one.id), chosen, visit.desk.now()
    )
    rows = [RuleLine.model_validate(one) for one in page.rows]
    return Page(as_of=page.as_of, rows=rows, cursor=page.cursor)


@router.get("/rules/{id}")
def rule(visit: Caller, name: Annotated[str, Path(alias="id", max_length=200)]) -> dict[str, Any]:
    """One entry of the law in full, with its kin; see `dueprocess rules show --json`."""
    found = entries_of(visit, name)
    answer: dict[str, Any] = as_object(entries(visit.desk.law, found, None))
    return answer


@router.get("/calendar/{year}")
def year(visit: Caller, year: Annotated[int, Path(ge=almanac.FIRST, le=almanac.LAST)]) -> Year:
    """A year's holidays, make-up days and closures, as the book counts them."""
    visit.extent("list")
    found = holidays.look(visit.desk.calendar, year)
    closed = {day: why for day, why in visit.desk.law.closures.items() if day.year == year}
    said = asdict(found) | {"off": dict(found.off), "work": dict(found.work), "closures": closed}
    return Year(**{name: one for name, one in said.items() if name in Year.model_fields})


@router.get("/audit")
def looks(visit: Caller, chosen: Annotated[Looked, Query()]) -> Page[AuditRow]:
    """Who looked at what and did what, the newest first."""
    extent, before = visit.extent("audit"), number_of(chosen.cursor)
    case, officer = canonical(chosen.case), chosen.officer.strip()
    with visit.desk.store.reading() as session:
        found = audit.lines(session, case, officer, chosen.rows, extent, before)
    visit.note("audit")
    rows = [AuditRow.model_validate(one) for one in found]
    return newest_first(rows, lambda one: one.id, chosen, visit.desk.now())


def _figures(total: Sum) -> dict[str, int]:
    return {name: getattr(total, name) for name in Figures.model_fields}

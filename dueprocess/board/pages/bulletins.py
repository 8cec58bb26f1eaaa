"""Bulletins (通报): those that were frozen, one with its figures and charts, and to take away."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from markupsafe import Markup
from sqlmodel import col, select

from dueprocess import handout
from dueprocess.board.courtnames import called
from dueprocess.board.page import page
from dueprocess.board.sentences import Sentences
from dueprocess.board.sheet import MOST, XLSX, workbook
from dueprocess.board.visit import Hidden, Somebody, Visit
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.access import audit
from models.access.asking import NotPermitted
from models.figures import bulletins
from models.tables.bulletin import Bulletin
from notifications.bulletin.page import report
from notifications.bulletin.source import Issue
from notifications.documents.chart import Chart
from notifications.documents.svg import svg
from rulebook.access.matrix import Scope

router = APIRouter()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": DOCX, "xlsx": XLSX}
STATES = {"drafted": ("草稿", "draft"), "issued": ("已发", "issued")}


@dataclass
class Wanted:
    """The filters of the list, as its address says them."""

    court: Annotated[str, Query(max_length=40)] = ""
    state: Annotated[str, Query(max_length=40)] = ""
    year: Annotated[str, Query(max_length=4)] = ""

    def holds(self, one: Bulletin) -> bool:
        """Whether a bulletin is meant."""
        year = f"{one.cut_off:%Y}"
        pairs = ((self.court, one.court_code), (self.state, one.state), (self.year, year))
        return all(not wanted or wanted == stands for wanted, stands in pairs)

    @property
    def query(self) -> str:
        """The same filters as the end of an address."""
        said = {name: one for name, one in asdict(self).items() if one}
        return f"?{urlencode(said)}" if said else ""


Chosen = Annotated[Wanted, Depends()]


@router.get("/bulletins")
def listed(visit: Somebody, chosen: Chosen) -> Response:
    """The bulletins and errata of the courts in reach, the newest first."""
    every = _within(visit)
    codes = sorted({one.court_code for one in every})
    with visit.desk.store.reading() as session:
        court = called(session, codes)
    return page(
        visit,
        "bulletins.html",
        found=[one for one in every if chosen.holds(one)],
        chosen=chosen,
        court=court,
        courts=[(one, court(one)) for one in codes],
        states=[(one, visit.words.of(STATES[one])) for one in sorted({one.state for one in every})],
        said=lambda state: visit.words.of(STATES[state]),
        years=[(one, one) for one in sorted({f"{one.cut_off:%Y}" for one in every}, reverse=True)],
    )


@router.get("/bulletins.xlsx")
def list_taken(visit: Somebody, chosen: Chosen) -> Response:
    """The same list as a workbook, exactly as it was filtered."""
    visit.extent("export")
    found = [one for one in _within(visit) if chosen.holds(one)][:MOST]
    visit.note("export")
    columns = (
        Column("编号", lambda row: row.number),
        Column("法院", lambda row: row.court_code),
        Column("统计期", lambda row: row.span),
        Column("状态", lambda row: visit.words.of(STATES[row.state])),
        Column("数据截至", lambda row: row.cut_off),
        Column("签发人", lambda row: row.issued_by),
        Column("签发时间", lambda row: row.issued_at),
        Column("校验值", lambda row: row.sha256),
    )
    listing = Listing("bulletins", "通报 BULLETINS", found, columns, lambda _: Weight.NOTE, 1)
    return workbook(visit.desk, listing)


def _within(visit: Visit) -> list[Bulletin]:
    extent = visit.extent("list")
    if extent.scope < Scope.COURT:
        return []
    which = select(Bulletin).where(col(Bulletin.court_code).in_(extent.courts()))
    with visit.desk.store.reading() as session:
        return list(session.exec(which.order_by(col(Bulletin.id).desc())))


@router.get("/bulletins/{number}")
def one(visit: Somebody, number: str) -> Response:
    """One bulletin as it was frozen: figures, charts, cut-off, hash."""
    row = expect(visit, number)
    visit.note("list")
    issue = handout.issue(visit.desk, row, row.state)
    made, again = report(issue), Sentences(visit.words, visit.desk.law, _defined(issue))
    blocks = [
        Markup(svg(_drawn(block, again))) if isinstance(block, Chart) else block
        for block in made.blocks
    ]
    forms = list(FORMS)
    return page(visit, "bulletin.html", row=row, made=made, blocks=blocks, forms=forms, again=again)


def _defined(issue: Issue) -> dict[str, str]:
    """The figures' names and meanings in English, as the definitions have them."""
    known = issue.defined.figures.values()
    pairs = (pair for one in known for pair in ((one.zh, one.en), (one.says_zh, one.says_en)))
    return dict(pairs)


def _drawn(chart: Chart, again: Sentences) -> Chart:
    """The chart with its words in the visitor's language."""
    say = again.plain
    series = tuple(replace(one, name=say(one.name)) for one in chart.series)
    names = tuple(map(say, chart.categories))
    return replace(
        chart, title=say(chart.title), categories=names, series=series, unit=say(chart.unit)
    )


@router.get("/bulletins/{number}/{form}")
def take_away(visit: Somebody, number: str, form: str) -> Response:
    """The bulletin as a document or a workbook."""
    visit.extent("export")
    row = expect(visit, number)
    if form not in FORMS:
        raise Hidden
    desk = visit.desk
    with desk.store.reading() as session:
        entries = bulletins.entries(session, number)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"bulletin.{form}"
        handout.write(desk, path, handout.issue(desk, row, row.state), entries)
        content = path.read_bytes()
    visit.note("export")
    name = quote(f"{'【演练】' if desk.rehearsal else ''}{number}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=FORMS[form], headers=headers)


def expect(visit: Visit, number: str) -> Bulletin:
    """The bulletin, if its court lies within the visitor's reach; `Hidden` else."""
    try:
        extent = visit.extent("list")
    except NotPermitted as error:
        raise Hidden from error
    with visit.desk.store.reading() as session:
        known = session.exec(select(Bulletin).where(Bulletin.number == number)).first()
        courts = set(session.execute(extent.courts()).scalars())
        if known is not None and known.court_code in courts and extent.scope >= Scope.COURT:
            return bulletins.read(session, number)
    if known is not None:
        visit.note("list", outcome=audit.REFUSED)
    raise Hidden

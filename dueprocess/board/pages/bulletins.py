"""Bulletins (通报): those that were frozen, one with its figures and charts, and to take away."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from markupsafe import Markup
from sqlmodel import col, select

from dueprocess import handout
from dueprocess.board.page import page
from dueprocess.board.sheet import XLSX
from dueprocess.board.visit import Hidden, Somebody, Visit
from models.access.asking import NotPermitted
from models.figures import bulletins
from models.tables.bulletin import Bulletin
from notifications.bulletin.page import report
from notifications.documents.chart import Chart
from notifications.documents.svg import svg
from rulebook.access.matrix import Scope

router = APIRouter()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": DOCX, "xlsx": XLSX}


@router.get("/bulletins")
def listed(visit: Somebody) -> Response:
    """Every bulletin and erratum of the courts in reach, the newest first."""
    extent = visit.extent("list")
    found: list[Bulletin] = []
    if extent.scope >= Scope.COURT:
        which = select(Bulletin).where(col(Bulletin.court_code).in_(extent.courts()))
        with visit.desk.store.reading() as session:
            found = list(session.exec(which.order_by(col(Bulletin.id).desc())))
    return page(visit, "bulletins.html", found=found)


@router.get("/bulletins/{number}")
def one(visit: Somebody, number: str) -> Response:
    """One bulletin as it was frozen: figures, charts, cut-off, hash."""
    row = expect(visit, number)
    visit.note("list")
    made = report(handout.issue(visit.desk, row, row.state))
    blocks = [Markup(svg(block)) if isinstance(block, Chart) else block for block in made.blocks]
    return page(visit, "bulletin.html", row=row, made=made, blocks=blocks, forms=list(FORMS))


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
        found = session.exec(
            select(Bulletin.number).where(
                Bulletin.number == number, col(Bulletin.court_code).in_(extent.courts())
            )
        ).first()
        if found is None or extent.scope < Scope.COURT:
            raise Hidden
        return bulletins.read(session, number)

"""The papers of a case (文书): a draft as it stands, an issued document as it was kept."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlmodel import Session

from dueprocess.board.page import page
from dueprocess.board.pages.bulletins import DOCX
from dueprocess.board.visit import Hidden, Somebody, Visit
from models.evidence import PaperLost, content_of
from models.reading.card import case_of
from models.reading.letters import LetterSheet, letter_of
from models.reading.papers import papers
from models.tables.columns import LARGEST_ID
from notifications.draftlines import lines

router = APIRouter()
FORMS = {"docx": DOCX, "html": "text/html"}
Draft = Annotated[int, Path(ge=1, le=LARGEST_ID, description="number of the draft")]

Paper = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@router.get("/cases/{number}/drafts/{draft}")
def drafted(visit: Somebody, number: str, draft: Draft) -> Response:
    """One draft, word for word, its gaps marked; the look is noted as one at the case."""
    with visit.desk.store.reading() as session:
        case, found = expect(visit, session, number, draft)
    return page(visit, "draft.html", case=case, draft=found, lines=lines(found))


@router.get("/cases/{number}/papers/{paper}/{form}")
def issued(visit: Somebody, number: str, paper: Paper, form: str) -> Response:
    """An issued document, the kept file itself. `PaperLost` when it is not what was issued."""
    visit.extent("export")
    with visit.desk.store.reading() as session:
        case = case_of(session, visit.expect_case(session, number))
        found = next((one for one in papers(session, case.id) if one.id == paper), None)
    if found is None or form not in found.files or form not in FORMS:
        raise Hidden
    digest = found.files[form]
    content = content_of(visit.desk.settings.evidence / digest, digest)
    if content is None:
        raise PaperLost(found.number)
    visit.note("export", case.number)
    mark = "【演练】" if visit.desk.rehearsal else ""
    name = quote(f"{mark}{found.number}{found.title}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=FORMS[form], headers=headers)


def expect(visit: Visit, session: Session, number: str, draft: int) -> tuple[str, LetterSheet]:
    """The case's number and its draft, if the visitor may see the case; `Hidden` else."""
    case = case_of(session, visit.expect_case(session, number))
    found = letter_of(session, case.id or 0, draft)
    if found is None:
        raise Hidden
    visit.note("read", case.number)
    return case.number, found

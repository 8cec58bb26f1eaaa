"""Issued documents (已发文书) as the desk lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from models.insertion import table_of
from models.tables.case import Case
from models.tables.columns import LARGEST_ID
from models.tables.officer import Officer
from models.tables.paper import IssuedPaper

PAPER, CASE, OFFICER = table_of(IssuedPaper), table_of(Case), table_of(Officer)
_BEFORE, _AFTER = PAPER.alias("before"), PAPER.alias("after")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One issued document; `replaced_by` is the number of the version after it."""

    id: int
    number: str
    kind: str
    title: str
    version: int
    case: str
    issued_at: datetime
    issued_by: str
    signer: str
    supersedes: str
    replaced_by: str
    files: dict[str, str]
    templates: dict[str, str]
    content: dict[str, object]


class UnknownPaper(LookupError):
    """No issued document bears that number or id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"no issued document {wanted}: see `dueprocess papers list`")


def papers(session: Session, case_id: int | None = None, rows: int = 1000) -> list[PaperLine]:
    """Issued documents, the newest first: those of one case, or all."""
    which = [] if case_id is None else [PAPER.c.case_id == case_id]
    return _lines(session, *which, rows=rows)


def paper(session: Session, wanted: str) -> PaperLine:
    """The document of that number or id. Raises `UnknownPaper`."""
    which = PAPER.c.number == wanted.strip()
    if wanted.strip().isascii() and wanted.strip().isdigit():
        which = PAPER.c.id == min(int(wanted), LARGEST_ID)
    found = _lines(session, which, rows=1)
    if not found:
        raise UnknownPaper(wanted)
    return found[0]


def _lines(session: Session, *which: ColumnElement[bool], rows: int) -> list[PaperLine]:
    query = (
        select(
            PAPER,
            CASE.c.number.label("case_number"),
            OFFICER.c.name.label("signer"),
            _BEFORE.c.number.label("before"),
            _AFTER.c.number.label("after"),
        )
        .outerjoin(CASE, CASE.c.id == PAPER.c.case_id)
        .outerjoin(OFFICER, OFFICER.c.id == PAPER.c.issued_by)
        .outerjoin(_BEFORE, _BEFORE.c.id == PAPER.c.supersedes_id)
        .outerjoin(_AFTER, _AFTER.c.supersedes_id == PAPER.c.id)
        .where(*which)
        .order_by(PAPER.c.id.desc())
        .limit(rows)
    )
    return [_line(row) for row in session.connection().execute(query)]


def _line(row: Any) -> PaperLine:
    return PaperLine(
        id=row.id,
        number=row.number,
        kind=row.kind,
        title=row.title,
        version=row.version,
        case=row.case_number or "",
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        signer=row.signer or row.issued_by,
        supersedes=row.before or "",
        replaced_by=row.after or "",
        files=row.files,
        templates=row.templates,
        content=row.content,
    )

"""The audit (操作日志): who looked at what and did what, from where, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from dueprocess.board.page import page
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.table import table
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.lists.listing import Listing
from dueprocess.views.lists.looks import Look, looks
from models.access import audit
from models.canonical import canonical
from models.reading.people import named
from models.tables.account import AuditLine
from models.tables.columns import LARGEST_ID

router = APIRouter()
LINES = 300
# What leaves a line and is no act of the matrix.
OTHERS: Mapping[str, tuple[str, str]] = {
    "login": ("登录", "log in"),
    "logout": ("退出", "log out"),
    "password": ("设置口令", "set the password"),
    "token": ("接口令牌", "API token"),
    "bulletin": ("通报", "bulletin"),
    "handover": ("值班交接", "duty handover"),
}


class Chosen(BaseModel):
    """Of which case, of whom; `before` turns the page."""

    case: str = Field("", max_length=200)
    officer: str = Field("", max_length=200)
    before: int | None = Field(None, ge=1, le=LARGEST_ID)

    @property
    def query(self) -> str:
        """The filters as the end of an address."""
        said = {name: one for name, one in (("case", self.case), ("officer", self.officer)) if one}
        return f"?{urlencode(said)}" if said else ""


@router.get("/audit")
def looked(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """The lines, the newest first, a page at a time."""
    lines = _lines(visit, chosen, LINES, chosen.before)
    visit.note("audit")
    older = ""
    if len(lines) == LINES:
        said = {"case": chosen.case, "officer": chosen.officer, "before": str(lines[-1].id)}
        older = f"?{urlencode({name: one for name, one in said.items() if one})}"
    shown = table(_listing(visit, lines))
    return page(visit, "audit.html", table=shown, chosen=chosen, older=older)


@router.get("/audit.xlsx")
def take_away(visit: Somebody, chosen: Annotated[Chosen, Query()]) -> Response:
    """The lines as a workbook, exactly as they were filtered, for who may take lists away."""
    visit.extent("export")
    lines = _lines(visit, chosen, MOST, None)
    visit.note("export")
    return workbook(visit.desk, _listing(visit, lines))


def _lines(visit: Visit, chosen: Chosen, rows: int, before: int | None) -> list[AuditLine]:
    extent = visit.extent("audit")
    case, officer = canonical(chosen.case), chosen.officer.strip()
    with visit.desk.store.reading() as session:
        return audit.lines(session, case, officer, rows, extent, before)


def _listing(visit: Visit, lines: Sequence[AuditLine]) -> Listing:
    acts = visit.desk.rights.acts
    known = {one.id: (one.zh, one.en) for one in acts.values()} | dict(OTHERS)
    outcomes = {audit.DONE: visit.words("完成"), audit.REFUSED: visit.words("拒绝")}
    with visit.desk.store.reading() as session:
        names = named(session, {one.officer_id for one in lines})
    rows = [
        Look(
            at=one.at,
            officer=one.officer_id,
            name=names.get(one.officer_id, ""),
            address=one.address,
            act=visit.words.of(known.get(one.act, (one.act, one.act))),
            case=one.case_number,
            detail=one.detail,
            outcome=outcomes.get(one.outcome, one.outcome),
        )
        for one in lines
    ]
    return looks(rows)

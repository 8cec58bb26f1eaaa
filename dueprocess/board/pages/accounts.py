"""Accounts (账号): who may log in, and one-time links for officers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlmodel import col, select

from dueprocess.board.page import page
from dueprocess.board.visit import FIELD, Somebody, Visit
from models import clock
from models.access import accounts, audit
from models.errors import UnknownOfficer
from models.reading.extent import Extent
from models.tables.account import Account
from models.tables.officer import Officer
from rulebook.access.door import door

router = APIRouter()


@router.get("/accounts")
def listed(visit: Somebody) -> Response:
    """Who may log in; a form that makes a one-time link."""
    visit.extent("accounts")
    return _page(visit)


@router.post("/accounts")
def invite(
    request: Request,
    visit: Somebody,
    officer: Annotated[str, Form()],
    administrator: Annotated[bool, Form()] = False,
    form_token: Annotated[str, Form(alias=FIELD)] = "",
) -> Response:
    """Make a one-time link for an officer, shown this once."""
    visit.expect_own(form_token)
    extent, now = visit.extent("accounts"), clock.system_now()
    try:
        _expect_theirs(visit, officer.strip(), extent)
        with visit.desk.store.writing() as session:
            token = accounts.invite(
                session,
                officer.strip(),
                visit.visitor.officer,
                now,
                door(),
                administrator=administrator,
            )
            audit.note(session, visit.visitor, "accounts", now, detail=f"link for {officer}")
    except UnknownOfficer as error:
        return _page(visit, said=str(error), status=400)
    return _page(visit, link=f"{request.base_url}join/{token}", whose=officer)


def _expect_theirs(visit: Visit, officer: str, extent: Extent) -> None:
    """`UnknownOfficer`, noted, for somebody of a court that the administrator does not reach."""
    with visit.desk.store.reading() as session:
        theirs = select(Officer.id).where(col(Officer.court_code).in_(extent.courts()))
        if session.exec(theirs.where(Officer.id == officer)).first() is not None:
            return
    visit.note("accounts", outcome=audit.REFUSED)
    raise UnknownOfficer(officer)


def _page(
    visit: Visit, link: str = "", whose: str = "", said: str = "", status: int = 200
) -> Response:
    with visit.desk.store.reading() as session:
        rows = session.exec(
            select(Account, Officer.name)
            .join(Officer, col(Officer.id) == col(Account.officer_id))
            .where(col(Officer.court_code).in_(visit.extent("accounts").courts()))
            .order_by(Account.officer_id)
        ).all()
    shown = {"rows": rows, "link": link, "whose": whose, "said": said}
    return page(visit, "accounts.html", status, **shown)

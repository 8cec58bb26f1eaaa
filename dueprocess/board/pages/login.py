"""Coming in and going out (登录): the log-in, the one-time link, the language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from dueprocess.board.page import page
from dueprocess.board.visit import FIELD, FORM, LANGUAGE, SESSION, Anybody, Visit, own_address
from dueprocess.board.words import LANGUAGES
from models import clock
from models.access import accounts, secrets, sessions
from models.access.accounts import PasswordUnfit
from models.access.audit import Visitor
from models.access.sessions import DoorShut, NotLoggedIn
from models.errors import UnknownOfficer
from rulebook.access.door import door

router = APIRouter()
_YEAR = 31_536_000  # seconds

Token = Annotated[str, Form(alias=FIELD)]
Text = Annotated[str, Form()]


@router.get("/login")
def ask(
    request: Request,
    visit: Anybody,
    next: str = "/",  # noqa: A002
    out: bool = False,
) -> Response:
    """The form for staff number and password."""
    if visit.asker is not None:
        return RedirectResponse(own_address(next), 303)
    ended = not out and SESSION in request.cookies  # its cookie outlived it
    said = visit.words("登录已过期，请重新登录") if ended else ""
    return login_form(request, visit, next=own_address(next), out=out, said=said)


@router.post("/login")
def come_in(
    request: Request,
    visit: Anybody,
    officer: Text,
    password: Text,
    form_token: Token = "",
    next: Text = "/",  # noqa: A002
) -> Response:
    """Begin a session; what went wrong is said in words that tell nobody who has an account."""
    visit.expect_own(form_token)
    desk, where = visit.desk, own_address(next)
    who = Visitor(officer.strip(), visit.address)
    try:
        begun = sessions.log_in(desk.store, who, password, door(), clock.system_now())
    except (NotLoggedIn, DoorShut) as error:
        status = 429 if isinstance(error, DoorShut) else 401
        shown = {"next": where, "officer": officer, "said": visit.words.half(str(error))}
        return login_form(request, visit, status, **shown)
    answer = RedirectResponse(where, 303)
    keep(request, answer, SESSION, begun.token)
    answer.delete_cookie(FORM)
    return answer


@router.post("/logout")
def go_out(request: Request, visit: Anybody, form_token: Token = "") -> Response:
    """End the session."""
    if visit.asker is not None:
        visit.expect_own(form_token)
        with visit.desk.store.writing() as session:
            sessions.end(session, visit.token, visit.address, clock.system_now())
    where = "/login" if request.app.state.provider is None else "/login?out=1"
    answer = RedirectResponse(where, 303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/join/{link}")
def invited(request: Request, visit: Anybody, link: str) -> Response:
    """The form behind a one-time link. Looking at it spends nothing: mail scanners look too."""
    with visit.desk.store.reading() as session:
        found = accounts.invited(session, link, clock.system_now())
    return _join(request, visit, found.officer_id)


@router.post("/join/{link}")
def join(
    request: Request,
    visit: Anybody,
    link: str,
    password: Text,
    again: Text,
    officer: Text = "",
    form_token: Token = "",
) -> Response:
    """Set the password of the link's officer."""
    visit.expect_own(form_token)
    if password != again:
        return _join(request, visit, officer, visit.words("两次输入的口令不同"), 400)
    try:
        with visit.desk.store.writing() as session:
            now = clock.system_now()
            accounts.redeem(session, link, officer, password, visit.visitor, door(), now)
    except UnknownOfficer:
        said = visit.words("名册中没有此工号，请核对；人员须先导入")
        return _join(request, visit, officer, said, 400)
    except PasswordUnfit as error:
        return _join(request, visit, officer, visit.words.half(str(error)), 400)
    return RedirectResponse("/login", 303)


@router.get("/language/{language}")
def speak(request: Request, language: str, next: str = "/") -> Response:  # noqa: A002
    """Choose a language for this browser."""
    answer = RedirectResponse(own_address(next), 303)
    if language in LANGUAGES:
        keep(request, answer, LANGUAGE, language, _YEAR)
    return answer


def login_form(request: Request, visit: Visit, status: int = 200, **shown: object) -> Response:
    """The form, with the way by the identity provider where there is one."""
    around = {"next": "/", "officer": "", "said": "", "out": False}
    around |= {"federated": request.app.state.provider is not None, **shown}
    return _form(request, visit, "login.html", status, **around)


def _join(
    request: Request, visit: Visit, officer: str, said: str = "", status: int = 200
) -> Response:
    return _form(request, visit, "join.html", status, officer=officer, said=said)


def _form(
    request: Request, visit: Visit, template: str, status: int = 200, **shown: object
) -> Response:
    """A form of somebody who has not logged in: its token hangs on a cookie of its own."""
    from dataclasses import replace

    fresh = "" if visit.token else secrets.new_token()
    answer = page(replace(visit, token=visit.token or fresh), template, status, **shown)
    if fresh:
        keep(request, answer, FORM, fresh)
    return answer


def keep(
    request: Request, answer: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """A cookie that no script reads; lax, so that a link in a mail still finds its reader in."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.app.state.https,
    )

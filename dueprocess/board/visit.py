"""A visit (访问): who asks for a page, in which language, and whether a form is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from sqlmodel import Session

from dueprocess.board.words import Words, chosen
from dueprocess.desk import Desk
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.speech import CHINESE
from models import clock
from models.access import audit, secrets, sessions
from models.access.asking import NotPermitted, about
from models.access.audit import Visitor
from models.canonical import canonical
from models.reading.extent import Extent
from rulebook.access.deciding import About, Asker, may
from rulebook.access.door import door
from rulebook.access.matrix import Scope

SESSION, FORM, LANGUAGE = "dueprocess_session", "dueprocess_form", "dueprocess_language"
FIELD = "form_token"  # of every form
_LONGEST = 2000  # signs of an address to go back to


class LoginNeeded(Exception):
    """A page is for those who have logged in; `back` is where they wanted to go."""

    def __init__(self, back: str) -> None:
        self.back = back
        super().__init__(back)


class Hidden(LookupError):
    """There is nothing here, or nothing that this visitor may know of: the words are the same."""

    def __init__(self) -> None:
        super().__init__("没有此页，或者您无权查看 / no such page, or it is not yours to see")


class ForeignForm(PermissionError):
    """A form was sent that no page of ours gave out, or one that has grown old."""

    def __init__(self) -> None:
        super().__init__(
            "此表单已失效，请返回上一页刷新后重试 / "
            "this form is out of date: go back, reload, try again"
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with what is known of whoever sent it."""

    desk: Desk
    words: Words
    address: str
    path: str
    token: str = ""  # of the session, or before a log-in of the form
    asker: Asker | None = None
    query: str = ""  # of the address that was asked for

    @property
    def here(self) -> str:
        """The page with what its address asks for: where one stays when the language changes."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def visitor(self) -> Visitor:
        """For the audit."""
        return Visitor(self.asker.officer if self.asker else "", self.address)

    @property
    def form_token(self) -> str:
        """What a form of this visit has to bear."""
        return secrets.form_token(self.token)

    def expect_own(self, said: object) -> None:
        """Raise `ForeignForm` unless the form that was sent bears this visit's token."""
        if not self.token or not secrets.same(str(said or ""), self.form_token):
            raise ForeignForm

    def may(self, act: str) -> bool:
        """Whether the visitor may do the act on anything at all: what a menu offers."""
        scope = self.desk.rights.act(act).scope(self.asker.roles if self.asker else ())
        return scope is not Scope.NONE

    def extent(self, act: str) -> Extent:
        """The cases the visitor reaches by an act. Raises `NotPermitted`, with its audit line."""
        assert self.asker is not None
        wanted = self.desk.rights.act(act)
        scope = wanted.scope(self.asker.roles)
        if scope is Scope.NONE:
            refused = may(self.asker, wanted, About(()), self.desk.law.roles)
            assert refused is not None
            self.note(act, outcome=audit.REFUSED)
            raise NotPermitted(refused)
        return Extent.of(self.asker, wanted)

    def expect_case(self, session: Session, number: str) -> str:
        """The canonical number of a case that the visitor may read; `Hidden` for any other."""
        assert self.asker is not None
        wanted = canonical(number)
        found = about(session, wanted)
        if found is None:
            raise Hidden
        if may(self.asker, self.desk.rights.act("read"), found, self.desk.law.roles):
            self.note("read", wanted, audit.REFUSED)
            raise Hidden
        return wanted

    def marking(self, act: str = "list") -> Marking:
        """Names in the visitor's language; a workbook is the court's own paper, in Chinese."""
        speech = CHINESE if act == "export" else self.words
        return Marking(self.desk.law, self.desk.calendar, speech)

    def note(self, act: str, case: str = "", outcome: str = audit.DONE) -> None:
        """Leave a line in the audit."""
        with self.desk.store.writing() as session:
            at = clock.system_now()
            audit.note(session, self.visitor, act, at, case, self.path, outcome)


def anybody(request: Request) -> Visit:
    """A visit that need not be anyone's."""
    desk: Desk = request.app.state.desk
    token = request.cookies.get(SESSION, "")
    asker = _logged_in(desk, token, clock.system_now()) if token else None
    return Visit(
        desk=desk,
        words=chosen(request.cookies.get(LANGUAGE)),
        address=request.client.host if request.client else "",
        path=request.url.path,
        token=token if asker else request.cookies.get(FORM, ""),
        asker=asker,
        query=request.url.query,
    )


def somebody(request: Request) -> Visit:
    """A visit of somebody who has logged in. Raises `LoginNeeded`."""
    visit = anybody(request)
    if visit.asker is None:
        raise LoginNeeded(_back(request))
    return visit


Anybody = Annotated[Visit, Depends(anybody)]
Somebody = Annotated[Visit, Depends(somebody)]


def own_address(said: str) -> str:
    """A page of ours to go on to; the first page for anything else, a foreign host above all."""
    parts = urlsplit(said)
    ours = said.startswith("/") and not said.startswith(("//", "/\\"))
    return said if ours and not parts.netloc and len(said) <= _LONGEST else "/"


def _logged_in(desk: Desk, token: str, now: datetime) -> Asker | None:
    with desk.store.reading() as session:
        asker = sessions.found(session, token, door(), now)
        stale = asker is not None and sessions.stale(session, token, now)
    if stale:
        sessions.seen(desk.store, token, now)
    return asker


def _back(request: Request) -> str:
    """Where to go after the log-in: the page that was asked for, when it was only asked for."""
    if request.method != "GET":
        return "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(f"{request.url.path}{query}", safe="/?=&%")

"""Who calls (调用方): a program with a token, within the acts that it is good for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from dueprocess.board.api.throttle import Throttle
from dueprocess.board.api.wording import expect_plain
from dueprocess.board.visit import Visit
from dueprocess.board.words import Words
from dueprocess.desk import Desk
from models import clock
from models.access import audit, tokens
from models.reading.extent import Extent

_SCHEME = HTTPBearer(
    auto_error=False,
    description="A token made for an officer and some acts: `dueprocess board token`, or 接口令牌 "
    "on the board. It reaches what the officer reaches by those acts.",
)


@dataclass(frozen=True, slots=True)
class Program(Visit):
    """One request of a program."""

    token_id: int = 0
    acts: frozenset[str] = frozenset()

    def expect_scope(self, act: str) -> None:
        """403 unless the token is good for the act."""
        if act not in self.acts:
            self.note(act, outcome=audit.REFUSED)
            good = ", ".join(sorted(self.acts))
            raise HTTPException(403, f"this token is good for {good}, not for {act}")

    def extent(self, act: str) -> Extent:
        """The cases reached by an act, if the token is good for it; see `Visit.extent`."""
        self.expect_scope(act)
        return Visit.extent(self, act)


def program(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)],
) -> Program:
    """The visit of a program; 401 without a token that holds, 429 when it asks too fast."""
    expect_plain(*request.path_params.values(), *request.query_params.values())
    desk: Desk = request.app.state.desk
    now = clock.system_now()
    with desk.store.reading() as session:
        found = tokens.bearer(session, given.credentials, now) if given else None
    if found is None:
        headers = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "give a token: Authorization: Bearer …", headers)
    throttle: Throttle = request.app.state.throttle
    if (wait := throttle.wait(found.token)) > 0:
        headers = {"Retry-After": str(ceil(wait))}
        raise HTTPException(429, "this token asks too fast: wait as Retry-After says", headers)
    tokens.used(desk.store, found, now)
    return Program(
        desk,
        Words(),
        request.client.host if request.client else "",
        request.url.path,
        asker=found.asker,
        token_id=found.token,
        acts=found.acts,
    )


Caller = Annotated[Program, Depends(program)]

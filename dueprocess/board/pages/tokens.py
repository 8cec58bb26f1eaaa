"""Tokens for programs (接口令牌): one's own made and ended, the court's ended by administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import RedirectResponse, Response

from dueprocess.board.page import page
from dueprocess.board.visit import FIELD, Hidden, Somebody, Visit
from models import clock
from models.access import audit, tokens
from models.access.tokens import TokenUnfit
from models.reading.extent import Extent
from models.tables.columns import LARGEST_ID
from rulebook.access.door import door
from rulebook.access.matrix import Act
from rulebook.time.period import ONE_DAY

router = APIRouter()
ACCOUNTS = "accounts"  # the act by which other people's tokens are seen and ended
SERVED = ("list", "read", "export", "audit", "overlay", "approve_overlay")
Token = Annotated[str, Form(alias=FIELD)]


@router.get("/tokens")
def listed(visit: Somebody) -> Response:
    """One's own tokens and the form for another; below, those that one may end for others."""
    return _page(visit)


@router.post("/tokens")
def make(
    visit: Somebody,
    name: Annotated[str, Form(max_length=200)] = "",
    act: Annotated[list[str] | None, Form()] = None,
    days: Annotated[str, Form(max_length=20)] = "",
    form_token: Token = "",
) -> Response:
    """Make a token in one's own name, shown this once."""
    visit.expect_own(form_token)
    wanted = set(act or ())
    for one in wanted - {known.id for known in _offered(visit)}:
        visit.extent(one)  # refused in the words of the matrix, unless it is no right at all
        raise TokenUnfit(f"no token is good for {one!r}")
    lives = _days(days)
    try:
        with visit.desk.store.writing() as session:
            rights, now = visit.desk.rights, clock.system_now()
            made = tokens.issue(session, visit.visitor, name, wanted, lives, rights, door(), now)
    except TokenUnfit:
        return _page(visit, wrong=_unfit(visit), status=400)
    answer = _page(visit, made=made, name=name.strip())
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/tokens/{number}/revoke")
def end(
    visit: Somebody,
    number: Annotated[int, Path(ge=1, le=LARGEST_ID)],
    form_token: Token = "",
) -> Response:
    """End a token of one's own, or as an administrator one of the court; it is good for nothing."""
    visit.expect_own(form_token)
    extent, now = _others(visit), clock.system_now()
    with visit.desk.store.writing() as session:
        ended = tokens.revoke(session, number, visit.visitor, now, extent)
    if not ended:
        visit.note("token", outcome=audit.REFUSED)
        raise Hidden
    return RedirectResponse("/tokens", 303)


def _page(
    visit: Visit, made: str = "", name: str = "", wrong: str = "", status: int = 200
) -> Response:
    assert visit.asker is not None
    me, extent, now = visit.asker.officer, _others(visit), clock.system_now()
    with visit.desk.store.reading() as session:
        mine = tokens.own(session, me)
        theirs = [one for one in tokens.standing(session, extent) if one[0].officer_id != me]
    others = [one for one in theirs if one[0].expires_at > now]
    return page(
        visit,
        "tokens.html",
        status,
        mine=mine,
        others=others if extent else None,
        acts=_offered(visit),
        most=door().token.days,
        at=now,
        said_of=_said_of(visit),
        made=made,
        name=name,
        wrong=wrong,
    )


def _days(said: str) -> timedelta:
    """The days of the form; none, and so unfit, for what is no number of them."""
    if not (said.isascii() and said.isdecimal()):
        return timedelta()
    return min(int(said) * ONE_DAY, door().token * 2) if len(said) < 6 else timedelta()


def _others(visit: Visit) -> Extent | None:
    return visit.extent(ACCOUNTS) if visit.may(ACCOUNTS) else None


def _offered(visit: Visit) -> list[Act]:
    """The acts that the interface serves and that the visitor may do on something."""
    rights = visit.desk.rights
    served = (one for one in rights.acts.values() if one.kinds or one.id in (*SERVED, rights.rest))
    return [one for one in served if visit.may(one.id)]


def _said_of(visit: Visit) -> dict[str, str]:
    return {one.id: visit.words.of((one.zh, one.en)) for one in visit.desk.rights.acts.values()}


def _unfit(visit: Visit) -> str:
    most = door().token.days
    return visit.words("请写明用途，至少选一项操作，有效期为1至%(n)s天", n=most)

"""What surrounds every answer of the board (外壳): headers that keep it safe, pages for faults."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from dueprocess.board.api.problems import cited, problem
from dueprocess.board.page import page
from dueprocess.board.visit import ForeignForm, Hidden, LoginNeeded, anybody
from models.access.answers import KeyBusy, KeyReused
from models.access.asking import NotPermitted
from models.access.sessions import DoorShut
from models.errors import (
    BookBusy,
    BookError,
    BookUnreachable,
    FactDiffers,
    FactRefused,
    UnknownKind,
)
from models.overlays import BeyondReach, LawMoved, OverlayDecided, OwnOverlay
from models.reviews.concluding import FindingClosed
from models.reviews.handing import HandoverUnfit

API = "/api/"
_LOG = logging.getLogger(__name__)

# Nothing but our own files; no script or style inside a page, nobody frames us.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATUS = (
    (FactRefused, 409),  # the law stands against it
    (FactDiffers, 409),
    (KeyBusy, 409),
    (OverlayDecided, 409),
    (LawMoved, 409),
    (FindingClosed, 409),
    (HandoverUnfit, 409),
    (OwnOverlay, 403),
    (BeyondReach, 403),
    (KeyReused, 422),
    (UnknownKind, 422),  # the address is right, what was sent is not
    (BookBusy, 503),
    (BookUnreachable, 503),
    (DoorShut, 429),
    (ForeignForm, 403),
    (NotPermitted, 403),
    (Hidden, 404),
    (LookupError, 404),
    (ValueError, 400),
)

# What a page of refusal is headed by; the number stands beside it.
FAULTS: Mapping[int, tuple[str, str]] = {
    400: ("无法识别", "Not understood"),
    403: ("无权办理", "Not permitted"),
    404: ("无法打开", "Not found"),
    409: ("未予录入", "Not recorded"),
    422: ("无法识别", "Not understood"),
    429: ("请求过多", "Too many requests"),
    500: ("程序出错", "A defect"),
    503: ("暂时不能办理", "Not now"),
}
OTHER = ("未能办理", "Not done")


def surround(app: FastAPI, *, https: bool) -> None:
    """Give the application its headers and its answers to faults."""
    lasting = {"Strict-Transport-Security": "max-age=31536000"} if https else {}

    @app.middleware("http")
    async def guarded(
        request: Request, go_on: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        still = request.url.path.startswith("/static/")
        if not still:
            app.state.desk = await run_in_threadpool(app.state.desk.current)
        answer = await go_on(request)
        for name, value in {**HEADERS, **lasting}.items():
            answer.headers.setdefault(name, value)
        # What one officer saw is for no cache and not for the next one at the same desk.
        answer.headers.setdefault("Cache-Control", "max-age=3600" if still else "no-store")
        return answer

    app.add_exception_handler(LoginNeeded, _to_login)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unreadable)
    for kind in (BookError, Hidden, ForeignForm, LookupError, ValueError):
        app.add_exception_handler(kind, _ours)
    app.add_exception_handler(Exception, _defect)


def _fault(
    request: Request,
    status: int,
    said: str,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    if request.url.path.startswith(API):
        return problem(status, said, headers, **more)
    visit = anybody(request)
    if status in (403, 404, 422):  # a refusal of the law keeps both languages, for it is quoted
        said = visit.words.half(said)
    word = visit.words.of(FAULTS.get(status, OTHER))
    return page(visit, "fault.html", status, status=status, word=word, said=said)


def _to_login(request: Request, error: Exception) -> Response:
    assert isinstance(error, LoginNeeded)
    where = f"/login?next={error.back}" if error.back != "/" else "/login"
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = str(Hidden()) if error.status_code == 404 else str(error.detail)
    return _fault(request, error.status_code, said, error.headers)


def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    if request.url.path.startswith(API):
        return _fault(request, 422, said)
    # A reader of a page is told where, not how a program would say what.
    where = "、".join(sorted({str(one["loc"][-1]) for one in error.errors()}))
    unread = (
        f"地址或者表单中此项无法识别：{where} / cannot read this of the address or form: {where}"
    )
    return _fault(request, 422, unread)


def _ours(request: Request, error: Exception) -> Response:
    """A sentence of ours for whoever asked; a defect is no sentence and tells nothing."""
    from dueprocess.cli.frame.mistake import is_ours

    if not is_ours(error):
        return _defect(request, error)
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 400)
    return _fault(request, status, str(error), **cited(error))


def _defect(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return _fault(request, 500, "程序出错，已记入日志 a defect of ours; it stands in the log")

"""Coming in by the court's identity provider (统一身份认证): there, back, and out again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dueprocess.board.pages.login import keep, login_form
from dueprocess.board.provider import Provider, ProviderAway
from dueprocess.board.visit import FORM, SESSION, Anybody, Visit, own_address
from models import clock
from models.access import federated, secrets
from models.access.federated import FederationRefused, Going
from rulebook.access.door import door

router = APIRouter()
BACK = "/oidc/back"


@router.get("/oidc/start")
def start(request: Request, visit: Anybody, next: str = "/") -> Response:  # noqa: A002
    """Send the browser to the provider, with a state, a nonce and a challenge of its own."""
    provider, where = _provider(request), own_address(next)
    if visit.asker is not None:
        return RedirectResponse(where, 303)
    browser = visit.token or secrets.new_token()
    going = Going(secrets.new_token(), secrets.new_token(), secrets.new_token(), where)
    now = clock.system_now()
    try:
        there = provider.address(going, _back(request, visit))
        federated.begin(visit.desk.store, going, browser, visit.address, door(), now)
    except (FederationRefused, ProviderAway) as error:
        return _refused(request, visit, error)
    answer = RedirectResponse(there, 303)
    if browser != visit.token:
        keep(request, answer, FORM, browser)
    return answer


@router.get(BACK)
def back(
    request: Request, visit: Anybody, state: str = "", code: str = "", error: str = ""
) -> Response:
    """Try the provider's answer; a session begins, or one line says why not."""
    provider, store, now = _provider(request), visit.desk.store, clock.system_now()
    try:
        going = federated.given_back(store, state, visit.token, now)
        if error or not code:
            said = "统一身份认证没有登录成功 the provider let nobody in"
            raise FederationRefused(said, f"provider {error[:40]}")
        subject = provider.subject(going, code, _back(request, visit))
        begun = federated.come_in(store, subject, visit.address, now)
    except (FederationRefused, ProviderAway) as fault:
        return _refused(request, visit, fault)
    answer = RedirectResponse(own_address(going.back), 303)
    keep(request, answer, SESSION, begun.token)
    answer.delete_cookie(FORM)
    return answer


@router.get("/oidc/out")
def out(request: Request, visit: Anybody) -> Response:
    """Go on to the provider's own log-out; the session here was ended before."""
    home = f"{_home(request, visit)}/login"
    try:
        return RedirectResponse(_provider(request).leaving(home) or "/login", 303)
    except ProviderAway as error:
        return _refused(request, visit, error)


def _provider(request: Request) -> Provider:
    found: Provider = request.app.state.provider
    return found


def _refused(request: Request, visit: Visit, error: FederationRefused | ProviderAway) -> Response:
    why = error.why if isinstance(error, FederationRefused) else "provider away"
    with visit.desk.store.writing() as session:
        federated.refuse(session, visit.address, why, clock.system_now())
    status = 403 if isinstance(error, FederationRefused) else 503
    return login_form(request, visit, status, said=visit.words.half(str(error)))


def _back(request: Request, visit: Visit) -> str:
    return f"{_home(request, visit)}{BACK}"


def _home(request: Request, visit: Visit) -> str:
    """The address under which people reach the board, as the provider has it on its list."""
    own = visit.desk.settings.base_url or str(request.base_url)
    return own.rstrip("/")

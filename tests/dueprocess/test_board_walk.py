"""Every address of board and interface, walked by those who may, who may not, and by nobody.

A page that is added is walked without being named here; what it needs in its address is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, quote

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlmodel import select

from dueprocess.board.app import build
from dueprocess.board.visit import SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import sessions
from models.access.audit import Visitor
from models.tables.account import AuditLine
from models.tables.bulletin import Bulletin
from models.tables.node import Node
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import Program, token
from tests.dueprocess.test_board_interviews import _convened
from tests.dueprocess.test_board_reviews import _finding

ENGINES = ("sqlite",)
HERE = "10.0.0.1"
PAGES = "dueprocess.board.pages"
OPEN = {"/login", "/logout", "/join/{link}", "/language/{language}", "/api/v1/openapi.json"}
# What somebody without any right to a case may open.
NOBODYS = {*OPEN, "/tokens", "/audit"}
OURS = ("/cases/", "/items/", "/interviews/", "/reviews/", "/bulletins/")  # of one court alone
ASKED = {
    "/cases/{number}/why": "node={node}",
    "/cases/{number}/acts": "node={node}",
    "/cases/{number}/act": "kind=execution_notice_issued",
    "/cases/{number}/last-day": "fact=10",
    "/cases/{number}/day": "fact=2",
    "/rules/entry": "id=exec-notice-10d",
    "/courts/nodes": "court=京0105",
    "/quality.xlsx": "part=spikes",
    "/quality/doctor.xlsx": "part=doctor",
    "/calendar.xlsx": "part=days",
    "/mine.xlsx": "part=overdue",
    "/pool.xlsx": "part=queries",
}
# Enough for a form to be read; no page of ours gave it out.
FORM = {"officer": "S001", "password": "x" * 20, "again": "x" * 20, "word": "approve"}


@pytest.fixture
def walked(at_desk: Seated) -> CourtDesk:
    return at_desk("walked", _made)


def _made(desk: CourtDesk) -> None:
    furnished(desk)
    _convened(desk)
    _finding(desk)
    desk.does("bulletin", "--period", "2026-02", "--court", "京0105")


@pytest.fixture
def desk(walked: CourtDesk) -> Iterator[Desk]:
    with Desk.opened() as opened:
        yield opened


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    return build(desk)


def _browser(desk: Desk, app: FastAPI, officer: str) -> Browser:
    made = Browser(app)
    with desk.store.writing() as session:
        begun = sessions.begin(session, Visitor(officer, HERE), clock.system_now())
    made.cookies.set(SESSION, begun.token)
    return made


def _routes(app: FastAPI, method: str, *, api: bool) -> list[str]:
    """The pages, or the addresses that the interface describes."""
    if api:
        described = app.openapi()["paths"]
        found = [path for path, acts in described.items() if method.lower() in acts]
    else:
        found = [one.path for one in _pages(app.routes) if method in (one.methods or ())]
    assert len(found) >= 10, "where routes are found otherwise, every walk would be over at once"
    return found


def _pages(routes: Sequence[object]) -> Iterator[APIRoute]:
    for one in routes:
        within = getattr(one, "original_router", None)
        if isinstance(one, APIRoute) and one.endpoint.__module__.startswith(PAGES):
            yield one
        elif within is not None:
            yield from _pages(within.routes)


def _address(desk: Desk, path: str) -> str:
    """The address of a page on what there is in the book."""
    with desk.store.reading() as session:
        bulletin = session.exec(select(Bulletin.number)).first() or ""
        node = session.exec(select(Node.key).where(Node.state == "running")).first() or ""
    number = NUMBER if "/cases/" in path else bulletin if "/bulletins/" in path else "1"
    at = path.replace("{number}", quote(number, "")).replace("{kind}", "overdue")
    at = at.replace("{form}", "docx").replace("{language}", "zh").replace("{link}", "x")
    at = at.replace("{draft}", "1").replace("{paper}", "1")
    bare = path.removeprefix("/api/v1")
    return f"{at}?{ASKED[bare].format(node=quote(node))}" if bare in ASKED else at


def _asks(program: Program, at: str) -> httpx.Response:
    path, _, query = at.removeprefix("/api/v1").partition("?")
    return program.get(path, **dict(parse_qsl(query)))


def _audit(desk: Desk, officer: str) -> list[tuple[str, str, str, str]]:
    with desk.store.reading() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.officer_id == officer)).all()
    return [(one.act, one.case_number, one.outcome, one.address) for one in lines]


def test_nobody_sees_anything_without_a_log_in(desk: Desk, app: FastAPI) -> None:
    browser = Browser(app)
    for path in set(_routes(app, "GET", api=False)) - OPEN:
        answer = browser.get(_address(desk, path))
        assert answer.headers.get("location", "").startswith("/login"), path
    for path in set(_routes(app, "POST", api=False)) - OPEN:
        assert browser.post(_address(desk, path), data=FORM).status_code in {303, 403}, path
    for method in ("GET", "POST"):
        for path in set(_routes(app, method, api=True)) - OPEN:
            sent = browser.get if method == "GET" else browser.post
            assert sent(_address(desk, path)).status_code == 401, path


def test_every_form_that_no_page_gave_out_is_refused(desk: Desk, app: FastAPI) -> None:
    browser = _browser(desk, app, "D001")
    for path in _routes(app, "POST", api=False):
        for said in (FORM, {**FORM, "form_token": "0" * 64}):
            answer = browser.post(_address(desk, path), data=said)
            assert answer.status_code == 403 and "表单已失效" in answer.text, path


def test_a_session_is_no_token_and_a_write_of_a_program_wants_one(desk: Desk, app: FastAPI) -> None:
    """No form of a foreign page reaches the interface: it knows no cookie."""
    browser = _browser(desk, app, "D001")
    for path in _routes(app, "POST", api=True):
        assert browser.post(_address(desk, path), json={}).status_code == 401, path


def test_what_is_anothers_is_as_if_it_were_not_there_and_the_try_is_noted(
    desk: Desk, app: FastAPI
) -> None:
    browser, program = _browser(desk, app, "B106"), Program(Browser(app), token(desk, "B106"))
    pages = [one for one in _routes(app, "GET", api=False) if one.startswith(OURS)]
    served = [
        one for one in _routes(app, "GET", api=True) if one.removeprefix("/api/v1").startswith(OURS)
    ]
    assert len(pages) >= 10 and len(served) >= 5
    for path in (*pages, *served):
        before = len([one for one in _audit(desk, "B106") if one[2] == "refused"])
        at = _address(desk, path)
        answer = browser.get(at) if path in pages else _asks(program, at)
        assert answer.status_code == 404, path
        assert NUMBER not in answer.text.replace(quote(NUMBER), ""), path
        refused = [one for one in _audit(desk, "B106") if one[2] == "refused"]
        assert len(refused) == before + 1, path


def test_a_page_without_a_right_is_forbidden_and_the_try_is_noted(desk: Desk, app: FastAPI) -> None:
    browser = _browser(desk, app, "I001")
    for path in set(_routes(app, "GET", api=False)) - NOBODYS:
        before = len(_audit(desk, "I001"))
        answer = browser.get(_address(desk, path))
        assert answer.status_code in {403, 404}, (path, answer.status_code)
        assert len(_audit(desk, "I001")) > before, path
        assert _audit(desk, "I001")[-1][2] == "refused", path


def test_every_look_at_a_case_leaves_officer_case_and_address(desk: Desk, app: FastAPI) -> None:
    browser, program = _browser(desk, app, "S001"), Program(Browser(app), token(desk, "S001"))
    ours = ("/cases/", "/items/", "/interviews/", "/reviews/")
    for path in _routes(app, "GET", api=False) + _routes(app, "GET", api=True):
        bare = path.removeprefix("/api/v1")
        if not bare.startswith(ours):
            continue
        before = len(_audit(desk, "S001"))
        at = _address(desk, path)
        answer = _asks(program, at) if bare != path else browser.get(at)
        if answer.status_code == 404 and path.endswith("{form}"):
            continue  # the finding is of a kind without a sheet
        assert answer.status_code in {200, 303}, (path, answer.text)
        noted = _audit(desk, "S001")[before:]
        assert any(one[1:3] == (NUMBER, "done") and one[3] for one in noted), (path, noted)


def test_no_page_brings_a_script_or_a_style_of_its_own(desk: Desk, app: FastAPI) -> None:
    browser, seen = _browser(desk, app, "D001"), 0
    for path in _routes(app, "GET", api=False):
        if path in {"/events", "/oidc/out", "/oidc/start", "/oidc/back"}:
            continue  # the first never ends, the others lead away
        answer = browser.get(_address(desk, path))
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        if "text/html" in answer.headers.get("content-type", ""):
            _is_plain(answer, path)
            seen += answer.status_code == 200
    assert seen >= 20


def _is_plain(answer: httpx.Response, path: str) -> None:
    text = answer.text
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == [], path
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == [], path
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == [], path


def test_the_door_shuts_over_http_for_the_account_and_says_until_when(
    desk: Desk, app: FastAPI
) -> None:
    browser = Browser(app)
    form = re.search(r'name="form_token" value="([0-9a-f]+)"', browser.get("/login").text)
    assert form is not None
    said = {"officer": "S001", "password": "wrong" * 4, "form_token": form[1]}
    codes = [browser.post("/login", data=said).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    refused = [one for one in _audit(desk, "S001") if one[2] == "refused"]
    assert len(refused) == 6 and {one[0] for one in refused} == {"login"}
    assert all(one[3] for one in refused)


def test_the_search_for_another_courts_case_finds_nothing(desk: Desk, app: FastAPI) -> None:
    for text in (TYPED, "1234"):
        page = _browser(desk, app, "B106").get(f"/search?q={quote(text)}")
        assert page.status_code == 200 and "沈演一" not in page.text

"""The board over HTTP: who comes in, what a page shows, what is refused, what is left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import Session

from dueprocess.board import sheet
from dueprocess.board.visit import FIELD
from dueprocess.worklists import Kind
from models import clock
from models.access import accounts, audit
from models.store import Store
from models.tables.account import Account
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.access.door import door
from rulebook.access.matrix import ADMINISTRATOR, Scope
from rulebook.loading import loader
from rulebook.loading.rights import rights
from tests.dueprocess.browser import Opened, opened_board
from tests.dueprocess.conftest import Seated, _late
from tests.dueprocess.court import NUMBER, CourtDesk

PASSWORD = "朝阳区的第一场雪落在一月里"
CASE = f"/cases/{quote(NUMBER)}"
OTHER = "（2026）京0106执9号"
ROLES = tuple(loader.national().roles)


def _peopled(desk: CourtDesk) -> None:
    """The late case's court with somebody of every role, and a court beside it."""
    _late(desk)
    with desk.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        for role in ROLES:
            _officer(session, f"R-{role}", role)
        _officer(session, "B106", "director", "京0106")
        session.add(Case(number=OTHER, court_code="京0106", applicant="张三", debtor="李四"))
        session.flush()
        now = clock.system_now()
        for officer in ("J001", "S001", "B106", "R-it_officer", *(f"R-{one}" for one in ROLES)):
            if session.get(Account, officer) is None:
                session.add(Account(officer_id=officer, made_at=now, changed_at=now))
                session.flush()


def _officer(session: Session, number: str, role: str, court: str = "京0105") -> None:
    session.add(Officer(id=number, name=f"某{role}", court_code=court))
    session.flush()
    session.add(OfficerRole(officer_id=number, role=role))


@pytest.fixture
def at_board(at_desk: Seated) -> CourtDesk:
    return at_desk("board", _peopled)


@pytest.fixture
def opened(at_board: CourtDesk) -> Iterator[Opened]:
    """Opens the board for an officer; "" for somebody who has not logged in."""
    yield from opened_board()


def _token(page: httpx.Response) -> str:
    found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', page.text)
    assert found is not None
    return found[1]


def _told(store: Store, officer: str = "") -> list[tuple[str, str, str, str]]:
    with store.reading() as session:
        lines = audit.lines(session, officer=officer)
    return [(one.officer_id, one.act, one.case_number, one.outcome) for one in lines]


def test_the_first_administrator_comes_in_by_the_one_time_link(
    opened: Opened, at_board: CourtDesk
) -> None:
    with at_board.store.writing() as session:
        link = accounts.invite(session, "", "setup", clock.system_now(), door(), administrator=True)
    client = opened("")
    form = client.get(f"/join/{link}")
    said = {FIELD: _token(form), "officer": "D001", "password": PASSWORD, "again": PASSWORD}
    assert client.post(f"/join/{link}", data={**said, "again": "x"}).status_code == 400
    unknown = client.post(f"/join/{link}", data={**said, "officer": "X999"})
    assert unknown.status_code == 400 and "名册中没有此工号" in unknown.text
    assert client.post(f"/join/{link}", data=said).headers["location"] == "/login"
    assert client.post(f"/join/{link}", data=said).status_code == 404  # the link is spent
    login = client.get("/login?next=/accounts")
    said = {FIELD: _token(login), "officer": "D001", "password": PASSWORD, "next": "/accounts"}
    wrong = client.post("/login", data={**said, "password": "wrong"})
    assert wrong.status_code == 401 and "工号或者口令不对" in wrong.text
    came = client.post("/login", data=said)
    assert (came.status_code, came.headers["location"]) == (303, "/accounts")
    cookie = came.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    page = client.get("/accounts")
    assert page.status_code == 200 and "D001" in page.text
    gone = client.post("/logout", data={FIELD: _token(page)})
    assert gone.status_code == 303
    assert client.get("/accounts").headers["location"] == "/login?next=/accounts"
    assert [one[1:] for one in _told(at_board.store, "D001")][:2] == [
        ("logout", "", "done"),
        ("login", "", "done"),
    ]


def test_the_first_page_is_what_breaches_next(opened: Opened) -> None:
    page = opened("S001").get("/")
    assert page.status_code == 200
    row = next(row for row in page.text.split('<tr class="row">')[1:] if "发出执行通知书" in row)
    assert quote(NUMBER) in row and "2026-03-02" in row and "沈演一" in row
    assert re.search(r'class="lamp red">[^<]*逾期', row)
    assert 'data-head="工作日">+7</td>' in row
    assert "演练：以下均非真实案件" in page.text


def test_a_filter_stands_in_the_address_and_the_workbook_holds_the_same_rows(
    opened: Opened,
) -> None:
    client = opened("S001")
    assert NUMBER in client.get("/?when=overdue&node=003").text
    assert NUMBER not in client.get("/?when=today&node=003").text
    assert client.get("/?court=nowhere").status_code == 404
    full = client.get("/home.xlsx?when=overdue&node=003")
    assert full.headers["content-type"].endswith("sheet")
    rows = CalamineWorkbook.from_filelike(BytesIO(full.content)).get_sheet_by_index(0).to_python()
    assert "【演练】" in str(rows[0][0]) and rows[1][-1] == "下一步"
    assert [row[1] for row in rows[2:]] == [NUMBER] * (len(rows) - 2) != []
    assert "只含前" not in str(rows[0][0])


def test_a_workbook_that_was_cut_says_so_in_its_first_line(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST", 1)
    answer = opened("S001").get("/home.xlsx?when=overdue")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    assert "只含前1行" in str(book.to_python()[0][0])


def test_a_case_shows_its_clocks_and_facts_and_why_each_date_is_so(opened: Opened) -> None:
    client = opened("J001")
    page = client.get(f"/cases/{quote('(2026)京0105执1234号')}")  # as a keyboard writes it
    assert page.status_code == 200
    assert "立案登记表" in page.text and "2026-02-27 00:00" in page.text
    why = re.search(r'href="(/cases/[^"]+/why\?node=[^"]+)"', page.text)
    assert why is not None
    derived = client.get(why[1].replace("&amp;", "&"))
    assert derived.status_code == 200 and "起算日不计入" in derived.text
    assert client.get(f"{CASE}/why?node=none").status_code == 404


def test_a_loosely_typed_number_opens_the_case(opened: Opened) -> None:
    client = opened("S001")
    for typed in (
        "(2026)京0105执1234号",
        "〔2026〕京0105执1234",
        "2026京0105执1234",
        "京0105 1234",
    ):
        found = client.get("/search", params={"q": typed})
        assert (typed, found.headers.get("location")) == (typed, CASE)


def test_what_one_may_not_see_is_as_if_it_were_not_there(
    opened: Opened, at_board: CourtDesk
) -> None:
    client = opened("S001")
    hidden, missing = client.get(f"/cases/{OTHER}"), client.get("/cases/（2026）京0105执9999号")
    assert hidden.status_code == missing.status_code == 404
    assert _without_moments(hidden.text) == _without_moments(missing.text)
    assert OTHER not in client.get("/search", params={"q": "张三"}).text
    assert _told(at_board.store, "S001")[0] == ("S001", "read", OTHER, "refused")
    found = opened("B106").get("/search", params={"q": "张三"})
    assert found.headers["location"] == f"/cases/{quote(OTHER)}"


def _without_moments(text: str) -> str:
    text = re.sub(r"next=[^\"]*|value=\"[0-9a-f]{64}\"", "", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "", text)


PAGES = {
    "list": "/",
    "read": CASE,
    "export": "/home.xlsx",
    "audit": "/audit",
    "accounts": "/accounts",
}


def test_every_cell_of_the_matrix_holds_over_http(opened: Opened) -> None:
    """Somebody of each role in the case's court, who is not its handler."""
    expected, found = {}, {}
    for role in ROLES:
        client = opened(f"R-{role}")
        for act, page in PAGES.items():
            scope = rights().act(act).scope([role])
            least = Scope.TEAM if act == "read" else Scope.OWN  # this case is none of their own
            refused = 404 if act == "read" else 403
            expected[role, act] = 200 if scope >= least else refused
            found[role, act] = client.get(page).status_code
    assert found == expected
    assert {200, 403, 404} == set(found.values())


def test_only_an_administrator_invites(opened: Opened, at_board: CourtDesk) -> None:
    assert opened("R-director").post("/accounts", data={"officer": "J001"}).status_code == 403
    with at_board.store.writing() as session:
        account = session.get_one(Account, "R-it_officer")
        account.administrator = True
    client = opened("R-it_officer")
    form = client.get("/accounts")
    made = client.post("/accounts", data={FIELD: _token(form), "officer": "J001"})
    link = re.search(r"http://testserver(/join/[\w-]+)", made.text)
    assert link is not None and opened("").get(link[1]).status_code == 200
    nobody = client.post("/accounts", data={FIELD: _token(form), "officer": "X999"})
    assert nobody.status_code == 400 and "X999" in nobody.text
    assert ADMINISTRATOR not in ROLES


def test_a_form_that_is_not_ours_is_refused(opened: Opened) -> None:
    client = opened("S001")
    for token in ("", "0" * 64):
        sent = client.post("/logout", data={FIELD: token})
        assert sent.status_code == 403 and "表单已失效" in sent.text
    assert client.get("/").status_code == 200
    login = {"officer": "S001", "password": PASSWORD, FIELD: ""}
    assert opened("").post("/login", data=login).status_code == 403


def test_every_answer_bears_its_headers(opened: Opened) -> None:
    client = opened("S001")
    for path in ("/", CASE, "/login", "/nowhere", "/static/board.css"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        stored = "max-age=3600" if path.startswith("/static") else "no-store"
        assert answer.headers["cache-control"] == stored


def test_no_page_has_a_script_or_style_within(opened: Opened) -> None:
    client = opened("S001")
    for path in ("/", CASE, "/lists/items", "/search?q=x", "/accounts"):
        page = client.get(path).text
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
        assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
        assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_without_a_log_in_every_page_leads_to_it_and_back_to_no_foreign_host(
    opened: Opened,
) -> None:
    client = opened("")
    for path in ("/", CASE, "/lists/overdue", "/search?q=a", "/audit", "/home.xlsx"):
        assert client.get(path).headers["location"].startswith("/login")
    assert 'value="/"' in client.get("/login?next=https://evil.example/").text
    assert 'value="/"' in client.get("/login?next=//evil.example/").text


def test_english_is_a_switch_and_says_every_word(opened: Opened) -> None:
    client = opened("S001")
    assert client.get("/language/en?next=/").headers["location"] == "/"
    page = client.get("/").text
    assert '<html lang="en">' in page and "Next lawful step" in page
    assert re.search(r'class="lamp red">severe', page)


def test_every_list_of_the_desk_is_a_page_and_a_workbook(opened: Opened) -> None:
    client = opened("S001")
    for kind in Kind:
        assert (kind, client.get(f"/lists/{kind}").status_code) == (kind, 200)
        assert (kind, client.get(f"/lists/{kind}/workbook").status_code) == (kind, 200)
    assert client.get("/lists/none").status_code == 422


def test_a_look_at_a_case_leaves_a_line(opened: Opened, at_board: CourtDesk) -> None:
    opened("J001").get(CASE)
    assert _told(at_board.store, "J001")[0] == ("J001", "read", NUMBER, "done")

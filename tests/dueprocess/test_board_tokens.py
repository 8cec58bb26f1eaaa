"""Tokens on the board: shown once, within one's rights, ended by owner or administrator."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import httpx
import pytest
from sqlmodel import select

from dueprocess.board.app import build
from dueprocess.board.visit import FIELD, SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import secrets
from models.tables.account import Account, ApiToken, AuditLine
from models.tables.court import Court
from models.tables.officer import Officer
from rulebook.access.door import door
from tests.dueprocess.browser import Browser, Opened, doors
from tests.dueprocess.conftest import Seated, _late
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.dueprocess.programs import Program

ENGINES = ("sqlite",)
PEOPLE = ("J001", "S001", "D001", "A106")  # D001 is an administrator here, A106 beside


def _with_accounts(desk: CourtDesk) -> None:
    _late(desk)
    now = clock.system_now()
    with desk.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="A106", name="许演技", court_code="京0106"))
        session.flush()
        session.add_all(
            Account(
                officer_id=one, made_at=now, changed_at=now, administrator=one in ("D001", "A106")
            )
            for one in PEOPLE
        )


@pytest.fixture
def desk(at_desk: Seated) -> Iterator[Desk]:
    at_desk("tokens", _with_accounts)
    opened = Desk.opened()
    yield opened
    opened.store.close()


@pytest.fixture
def as_(desk: Desk) -> Opened:
    return doors(desk)


def _form(browser: Browser) -> dict[str, str]:
    return {FIELD: secrets.form_token(browser.cookies[SESSION])}


def _made(browser: Browser, acts: list[str], days: str = "7") -> httpx.Response:
    said = {**_form(browser), "name": "月报", "act": acts, "days": days}
    return browser.post("/tokens", data=said)


def _shown(answer: httpx.Response) -> str:
    found = re.search(r"<code>([^<]+)</code>", answer.text)
    assert found is not None, answer.text
    return html.unescape(found[1])


def _number(desk: Desk) -> int:
    with desk.store.reading() as session:
        return session.exec(select(ApiToken.id)).all()[-1] or 0


def _audit(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.store.reading() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.act == "token")).all()
    return [(one.officer_id, one.detail, one.outcome) for one in lines]


def test_a_token_is_shown_once_works_and_is_ended(desk: Desk, as_: Opened) -> None:
    browser = as_("J001")
    answer = _made(browser, ["read"])
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    program = Program(Browser(build(desk)), _shown(answer))
    assert program.get(f"/cases/{NUMBER}").status_code == 200
    assert program.get("/clocks").status_code == 403  # it is good for reading alone
    page = browser.get("/tokens").text
    assert "月报" in page and _shown(answer) not in page
    ended = browser.post(f"/tokens/{_number(desk)}/revoke", data=_form(browser))
    assert ended.headers["location"] == "/tokens" and "已撤销" in browser.get("/tokens").text
    assert program.get(f"/cases/{NUMBER}").status_code == 401
    assert _audit(desk) == [("J001", "月报", "done"), ("J001", "revoked 月报", "done")]


def test_the_form_offers_what_is_ones_own_to_do_and_nothing_else_is_taken(
    desk: Desk, as_: Opened
) -> None:
    browser = as_("J001")
    offered = set(re.findall(r'name="act" value="(\w+)"', browser.get("/tokens").text))
    assert offered == {"list", "read", "export", "record", "reply", "review"}
    assert _made(browser, ["verify"]).status_code == 403
    assert _made(as_("D001"), ["accounts"]).status_code == 400
    assert _made(browser, ["nonsense"]).status_code == 404
    with desk.store.reading() as session:
        assert session.exec(select(ApiToken)).all() == []


@pytest.mark.parametrize("days", ["0", "-1", "", "x", "²", "99999999999", "1.5"])
def test_a_token_lives_for_days_within_the_limit(desk: Desk, as_: Opened, days: str) -> None:
    answer = _made(as_("J001"), ["read"], days)
    assert answer.status_code == 400 and f"1至{door().token.days}天" in answer.text


def test_a_token_wants_a_use_and_an_act(as_: Opened) -> None:
    browser = as_("J001")
    assert _made(browser, []).status_code == 400
    assert browser.post("/tokens", data={**_form(browser), "act": "read"}).status_code == 400


def test_an_administrator_sees_and_ends_the_courts_tokens_and_no_other(
    desk: Desk, as_: Opened
) -> None:
    _made(as_("J001"), ["read"])
    number = _number(desk)
    for stranger in ("S001", "A106"):
        browser = as_(stranger)
        assert "月报" not in browser.get("/tokens").text
        refused = browser.post(f"/tokens/{number}/revoke", data=_form(browser))
        assert refused.status_code == 404
        assert _audit(desk)[-1] == (stranger, f"/tokens/{number}/revoke", "refused")
    administrator = as_("D001")
    assert "沈演一" in administrator.get("/tokens").text
    done = administrator.post(f"/tokens/{number}/revoke", data=_form(administrator))
    assert done.status_code == 303
    assert _audit(desk)[-1] == ("D001", "revoked 月报 of J001", "done")


def test_forms_of_another_page_are_refused(desk: Desk, as_: Opened) -> None:
    browser = as_("J001")
    said = {"name": "月报", "act": "read", "days": "7"}
    assert browser.post("/tokens", data=said).status_code == 403
    _made(browser, ["read"])
    assert browser.post(f"/tokens/{_number(desk)}/revoke").status_code == 403
    assert as_("").get("/tokens").headers["location"] == "/login?next=/tokens"


def test_an_administrators_links_and_lines_reach_as_far_as_the_own_courts(
    desk: Desk, as_: Opened
) -> None:
    _made(as_("J001"), ["read"])
    here, beside = as_("D001"), as_("A106")
    assert "J001" in here.get("/accounts").text and "月报" in here.get("/audit").text
    assert "J001" not in beside.get("/accounts").text
    assert (
        "月报" not in beside.get("/audit").text
        and "月报" not in here.get("/audit?officer=A106").text
    )
    refused = beside.post("/accounts", data={**_form(beside), "officer": "J001"})
    assert refused.status_code == 400 and "/join/" not in refused.text
    made = here.post("/accounts", data={**_form(here), "officer": "J001"})
    assert "/join/" in made.text
    with desk.store.reading() as session:
        last = session.exec(select(AuditLine).where(AuditLine.officer_id == "A106")).all()[-1]
    assert (last.act, last.outcome) == ("accounts", "refused")


def test_the_page_speaks_english(as_: Opened) -> None:
    browser = as_("J001")
    browser.get("/language/en")
    page = browser.get("/tokens").text
    assert "API tokens" in page and "Make a token" in page

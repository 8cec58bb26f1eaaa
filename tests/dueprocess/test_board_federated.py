"""Log-in by the court's identity provider: a real one on loopback, honest and otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col, select

from dueprocess.board.app import build
from dueprocess.board.provider import IssuerUnsafe
from dueprocess.board.visit import FIELD, SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import secrets
from models.tables.account import Account, AuditLine, FederatedLogin
from rulebook.access.door import door
from tests.dueprocess.browser import Browser
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.issuer import CLIENT, SECRET, Issuer, issuing, key

ENGINES = ("sqlite",)
NOW = int(clock.system_now().timestamp())


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with issuing() as one:
        yield one


@pytest.fixture
def issuer(running: Issuer, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """The provider, honest again, and named in the environment."""
    running.subject, running.denies = "S001", False
    running.lies, running.shown, running.codes = {}, [], {}
    monkeypatch.setenv("DUEPROCESS_OIDC_ISSUER", running.url)
    monkeypatch.setenv("DUEPROCESS_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("DUEPROCESS_OIDC_CLIENT_SECRET", SECRET)
    return running


@dataclass
class Visitor:
    """A browser that comes by the provider."""

    browser: Browser
    desk: Desk

    def goes(self, back: str = "/") -> str:
        """To the provider; gives the address there."""
        there = self.browser.get("/oidc/start", params={"next": back})
        assert there.status_code == 303, there.text
        return there.headers["location"]

    def returns(self, there: str) -> str:
        """Logs in at the provider; gives the path by which it sends the browser back."""
        sent = httpx.get(there).headers["location"]
        parts = urlsplit(sent)
        assert parts.path == "/oidc/back"
        return f"{parts.path}?{parts.query}"

    def comes(self, back: str = "/") -> httpx.Response:
        """The whole way."""
        return self.browser.get(self.returns(self.goes(back)))

    def audit(self) -> list[tuple[str, str, str]]:
        with self.desk.store.reading() as session:
            lines = session.exec(select(AuditLine).where(AuditLine.act == "login")).all()
        return [(one.officer_id, one.detail, one.outcome) for one in lines]


@pytest.fixture
def visitor(late: CourtDesk, issuer: Issuer) -> Iterator[Visitor]:
    desk = Desk.opened()
    yield Visitor(Browser(build(desk)), desk)
    desk.store.close()


def _is_refused(visitor: Visitor, answer: httpx.Response, why: str) -> None:
    assert answer.status_code == 403 and 'role="alert"' in answer.text
    assert SESSION not in visitor.browser.cookies
    assert visitor.browser.get("/").status_code == 303
    assert visitor.audit()[-1] == ("", f"oidc {why}", "refused")


def test_an_officer_comes_in_goes_on_and_leaves_here_and_there(
    visitor: Visitor, issuer: Issuer
) -> None:
    assert "/oidc/start?next=/courts" in visitor.browser.get("/login?next=/courts").text
    answer = visitor.comes("/courts")
    assert (answer.status_code, answer.headers["location"]) == (303, "/courts")
    page = visitor.browser.get("/courts")
    assert page.status_code == 200 and "周演监" in page.text
    assert visitor.audit() == [("S001", "", "done")]
    with visitor.desk.store.reading() as session:
        account = session.get_one(Account, "S001")
        assert account.secret == "" and not account.administrator
    token = visitor.browser.cookies[SESSION]
    left = visitor.browser.post("/logout", data={FIELD: secrets.form_token(token)})
    assert left.headers["location"] == "/login?out=1"
    assert visitor.browser.get("/courts").status_code == 303
    assert "/oidc/out" in visitor.browser.get("/login?out=1").text
    assert visitor.browser.get("/oidc/out").headers["location"].startswith(f"{issuer.url}/out?")


def test_the_request_has_its_own_state_nonce_and_challenge(visitor: Visitor) -> None:
    asked = [parse_qs(urlsplit(visitor.goes()).query) for _ in range(2)]
    for one in asked:
        assert one["code_challenge_method"] == ["S256"] and one["response_type"] == ["code"]
        assert one["redirect_uri"] == ["http://testserver/oidc/back"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_no_foreign_page_is_gone_on_to(visitor: Visitor) -> None:
    assert visitor.comes("https://elsewhere.example/").headers["location"] == "/"


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"aud": "another"}, "aud"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "azp"),
        ({"iss": "https://elsewhere.example"}, "iss"),
        ({"exp": NOW - 3600, "iat": NOW - 7200}, "exp"),
        ({"exp": None}, "exp"),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    visitor: Visitor, issuer: Issuer, lie: dict[str, object], why: str
) -> None:
    issuer.lies = lie
    answer = visitor.comes()
    assert answer.status_code == 403 and SESSION not in visitor.browser.cookies
    (who, detail, outcome) = visitor.audit()[-1]
    assert (who, outcome) == ("", "refused") and detail.startswith("oidc ") and why in detail


def test_a_key_that_the_provider_does_not_show_signs_nothing(
    visitor: Visitor, issuer: Issuer
) -> None:
    issuer.shown = [key("two")]
    answer = visitor.comes()
    assert answer.status_code == 403 and "signature" in visitor.audit()[-1][1]
    stranger, issuer.shown = issuer.signing, [issuer.signing]
    issuer.signing = key(str(stranger.kid))  # the name of a key that is shown, and another key
    assert visitor.comes().status_code == 403
    issuer.signing = stranger
    assert SESSION not in visitor.browser.cookies


def test_a_new_key_is_looked_for_once_it_is_used(
    visitor: Visitor, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visitor.comes().status_code == 303
    visitor.browser.cookies.clear()
    monkeypatch.setattr("dueprocess.board.provider.AGAIN_SECONDS", -1.0)
    before, issuer.signing = issuer.signing, key("three")
    assert visitor.comes().status_code == 303
    issuer.signing = before


def test_an_answer_is_good_once(visitor: Visitor) -> None:
    back = visitor.returns(visitor.goes())
    assert visitor.browser.get(back).status_code == 303
    visitor.browser.cookies.clear()
    _is_refused(visitor, visitor.browser.get(back), "state")


def test_an_answer_is_good_in_the_browser_that_asked_alone(visitor: Visitor) -> None:
    back = visitor.returns(visitor.goes())
    visitor.browser.cookies.clear()
    _is_refused(visitor, visitor.browser.get(back), "state")
    _is_refused(visitor, visitor.browser.get("/oidc/back?state=made-up&code=x"), "state")


def test_an_answer_that_took_too_long_is_spent(visitor: Visitor) -> None:
    back = visitor.returns(visitor.goes())
    with visitor.desk.store.writing() as session:
        past = clock.system_now() - timedelta(minutes=1)
        session.execute(update(FederatedLogin).values({col(FederatedLogin.expires_at): past}))
    _is_refused(visitor, visitor.browser.get(back), "state")


def test_somebody_whom_the_register_does_not_know_is_named_and_stays_out(
    visitor: Visitor, issuer: Issuer
) -> None:
    issuer.subject = "X999"
    answer = visitor.comes()
    assert "X999" in answer.text and "不在人员名册中" in answer.text
    _is_refused(visitor, answer, "stranger X999")


def test_an_account_that_is_switched_off_stays_out(visitor: Visitor) -> None:
    now = clock.system_now()
    with visitor.desk.store.writing() as session:
        off = Account(officer_id="S001", enabled=False, made_at=now, changed_at=now)
        session.add(off)
    _is_refused(visitor, visitor.comes(), "stranger S001")


def test_the_staff_number_is_told_by_the_claim_that_was_declared(
    late: CourtDesk, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_OIDC_CLAIM", "employee_number")
    desk = Desk.opened()
    visitor = Visitor(Browser(build(desk)), desk)
    _is_refused(visitor, visitor.comes(), "no claim employee_number")
    issuer.lies = {"employee_number": "D001"}
    assert visitor.comes().status_code == 303
    assert visitor.audit()[-1] == ("D001", "", "done")
    desk.store.close()


def test_what_the_provider_refuses_is_refused(visitor: Visitor, issuer: Issuer) -> None:
    issuer.denies = True
    _is_refused(visitor, visitor.comes(), "provider denied")


def test_one_address_has_so_many_log_ins_on_their_way_at_most(visitor: Visitor) -> None:
    for _ in range(door().federated_most):
        visitor.goes()
    assert visitor.browser.get("/oidc/start").status_code == 403


def test_a_provider_that_is_away_leaves_the_password(
    late: CourtDesk, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_OIDC_ISSUER", "http://127.0.0.1:9")
    desk = Desk.opened()
    answer = Browser(build(desk)).get("/oidc/start")
    assert answer.status_code == 503 and 'name="password"' in answer.text
    desk.store.close()


def test_an_issuer_without_encryption_is_refused_beyond_this_machine(
    late: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_OIDC_ISSUER", "http://sso.court.example")
    desk = Desk.opened()
    with pytest.raises(IssuerUnsafe, match="https"):
        build(desk)
    desk.store.close()


def test_without_an_issuer_there_is_no_such_way(late: CourtDesk) -> None:
    desk = Desk.opened()
    browser = Browser(build(desk))
    assert "oidc" not in browser.get("/login").text
    assert browser.get("/oidc/start").status_code == 404
    desk.store.close()

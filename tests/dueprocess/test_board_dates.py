"""Where dates of property and money lead: to a derivation, to the paper of a registered day."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest

from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.dueprocess.overview import BANKED

CASE = f"/cases/{quote(NUMBER)}"


@pytest.fixture
def client(entering: Opened) -> Browser:
    return entering("S001")


def _leads(text: str, to: str, day: str) -> str:
    """The address behind a date of the page."""
    found = re.search(rf'href="([^"]*/{to}\?[^"]+)"[^>]*>{day}</a>', text)
    assert found is not None, (to, day)
    return unescape(found[1])


def _section(page: str, name: str) -> str:
    return page[page.index(f"<h2>{name}") :].partition("</section>")[0]


@pytest.mark.parametrize("path", [CASE, "/measures"])
def test_the_last_day_of_a_measure_says_from_which_receipt_it_was_taken(
    client: Browser, path: str
) -> None:
    address = _leads(client.get(path).text, "last-day", "2026-03-31")
    page = client.get(address).text
    assert "2026-03-31" in page and "回执" in page and "并非推算" in page
    counted = _section(page, "据以计算的时钟")
    assert "续行查封、扣押、冻结" in counted and "第485条第2款" in counted
    assert client.get(_leads(counted, "why", r"2026-\d\d-\d\d")).status_code == 200
    assert "第485条第1款" in _section(page, "同一事实引起的其他时钟")  # how long it may be at most


@pytest.mark.parametrize("path", [CASE, "/measures"])
def test_the_last_moment_to_renew_leads_to_the_clock_of_renewal(client: Browser, path: str) -> None:
    page = client.get(path).text
    page = _section(page, "控制财产") if path == CASE else page
    why = client.get(_leads(page, "why", "2026-03-31")).text
    assert "续行查封、扣押、冻结" in why and "推算过程" in why


@pytest.mark.parametrize("path", [CASE, "/money"])
def test_money_shows_its_nearest_term_and_what_brought_it_in(
    client: Browser, overview: CourtDesk, path: str
) -> None:
    said = ("--set", "amount=700", "--set", "account=6222", "--set", "reference=S9")
    overview.records("funds_received", "2026-03-02", "--subject", "款2", *said)
    page = client.get(path).text
    page = _section(page, "案款") if path == CASE else page
    why = client.get(_leads(page, "why", "2026-03-16")).text
    assert "向财务发出付款通知" in why and "执行案款到账" in why
    assert re.search(r'href="[^"]*#f\d+">2026-03-02</a>', page)


@pytest.mark.parametrize("path", ["/lists/overdue", "/lists/renewals", "/mine"])
def test_the_last_days_of_a_list_lead_to_their_derivations(client: Browser, path: str) -> None:
    page = client.get(path).text
    assert "推算过程" in client.get(_leads(page, "why", r"2026-\d\d-\d\d")).text


def test_a_day_that_took_another_s_place_shows_both(client: Browser, overview: CourtDesk) -> None:
    first = _leads(client.get(CASE).text, "last-day", "2026-03-31")
    overview.records(
        "control_renewed", "2026-03-10", "--subject", BANKED, "--set", "category=银行存款",
        "--set", "effective_on=2026-03-31", "--set", "expires_on=2027-03-30",
        "--evidence", "续冻回执",
    )  # fmt: skip
    second = _leads(client.get(CASE).text, "last-day", "2027-03-30")
    assert second != first and "2026-03-31" in client.get(second).text
    assert _leads(client.get(first).text, "last-day", "2027-03-30") == second


def test_the_day_of_filing_opens_what_is_counted_from_it(client: Browser) -> None:
    page = client.get(_leads(client.get(CASE).text, "day", "2026-02-27")).text
    assert "立案之日" in page and "依事实登记" in page and "立案登记表" in page
    counted = _section(page, "据以计算的时钟")
    assert "六个月内执结" in counted
    assert client.get(_leads(counted, "why", r"2026-\d\d-\d\d")).status_code == 200
    assert "由其办结的时钟" in page  # the decision to file


def test_a_day_that_a_fact_names_opens_what_it_was_taken_for(client: Browser) -> None:
    page = client.get(CASE).text
    named = re.search(r'href="([^"]*last-day[^"]*field=valued_on)"[^>]*>2026-02-20</a>', page)
    assert named is not None
    assert "2026-02-20" in client.get(unescape(named[1])).text
    assert client.get(f"{CASE}/last-day?fact=2&field=handler").status_code == 404
    assert client.get(f"{CASE}/day?fact=99").status_code == 404


def test_a_fact_that_names_no_last_day_has_no_such_page(client: Browser) -> None:
    assert client.get(f"{CASE}/last-day?fact=2").status_code == 404
    assert client.get(f"{CASE}/last-day?fact=999").status_code == 404
    assert client.get(f"{CASE}/last-day?fact=0").status_code == 422


def test_whoever_may_not_see_the_case_sees_no_such_day(entering: Opened, client: Browser) -> None:
    address = _leads(client.get(CASE).text, "last-day", "2026-03-31")
    assert entering("B106").get(address).status_code == 404

"""The stream behind a page that stays open: it speaks of what one may see, and ends by itself."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from dueprocess.board.pages import events
from models.reading.changed import concerns, mark
from models.reading.extent import Extent
from rulebook.access.matrix import Scope
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import NUMBER, CourtDesk


def test_a_new_fact_concerns_its_own_court_and_no_other(overview: CourtDesk) -> None:
    ours = Extent(Scope.COURT, "S001", "京0105", "")
    beside = Extent(Scope.COURT, "B106", "京0106", "")
    with overview.store.reading() as session:
        before = mark(session)
        assert not concerns(session, before, ours)
    overview.records("execution_notice_issued", "2026-03-11", "--evidence", "执行通知书")
    with overview.store.reading() as session:
        assert mark(session) != before
        assert concerns(session, before, ours)
        assert not concerns(session, before, beside)


def test_the_stream_ends_by_itself_and_too_many_are_turned_away(
    entering: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "EVERY", 0.0)
    monkeypatch.setattr(events, "LOOKS", 2)
    browser = entering("S001")
    answer = browser.get("/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert re.fullmatch(r"(id: \d+\.\d+\.\d+\.\d+\n\n){2}", answer.text)
    monkeypatch.setattr(events, "MOST_OF_ONE", 0)
    assert browser.get("/events").status_code == 204
    assert entering("I001").get("/events").status_code == 403
    assert entering("").get("/events").headers["location"].startswith("/login")


def test_a_stream_that_begins_anew_tells_what_came_between(
    entering: Opened, overview: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOKS", 1)
    browser, of_case = entering("S001"), f"/events?case={quote(NUMBER)}"
    heard = {path: browser.get(path).text.split()[1] for path in ("/events", of_case)}
    _adds_a_finding(overview)
    again = {
        path: browser.get(path, headers={"Last-Event-ID": last}).text
        for path, last in heard.items()
    }
    assert "event: changed" in again["/events"] and "event: changed" not in again[of_case]
    overview.records("execution_notice_issued", "2026-03-11", "--evidence", "执行通知书")
    for path, last in heard.items():
        told = browser.get(path, headers={"Last-Event-ID": last}).text
        assert "event: changed" in told, path
        assert "changed" not in browser.get(path, headers={"Last-Event-ID": "x.1"}).text
    assert entering("B106").get(of_case).status_code == 404


def _adds_a_finding(desk: CourtDesk) -> None:
    from tests.dueprocess.test_board_reviews import _finding

    _finding(desk)


LISTS = ("/", "/items", "/lists/overdue", "/mine", "/money", "/measures", "/pool", "/interviews",
         "/reviews", "/handover", "/leader", "/courts", "/quality")  # fmt: skip


def test_pages_that_stay_open_listen_and_forms_do_not(entering: Opened) -> None:
    browser, case = entering("S001"), f"/cases/{quote(NUMBER)}"
    for path in LISTS:
        assert 'data-live="/events"' in browser.get(path).text, path
    assert f'data-live="/events?case={quote(NUMBER)}"' in browser.get(case).text
    form = browser.get(f"{case}/act?kind=execution_notice_issued").text
    assert "data-live" not in form and "data-live" not in browser.get("/tokens").text

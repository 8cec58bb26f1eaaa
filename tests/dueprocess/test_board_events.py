"""The stream behind a page that stays open: it speaks of what one may see, and ends by itself."""

from __future__ import annotations

import pytest

from dueprocess.board.pages import events
from models.reading.changed import concerns, mark
from models.reading.extent import Extent
from rulebook.access.matrix import Scope
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import CourtDesk


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
    assert answer.text == ": \n\n: \n\n"
    monkeypatch.setattr(events, "MOST_OF_ONE", 0)
    assert browser.get("/events").status_code == 204
    assert entering("I001").get("/events").status_code == 403
    assert entering("").get("/events").headers["location"].startswith("/login")


def test_pages_that_stay_open_listen(entering: Opened) -> None:
    browser = entering("S001")
    for path in ("/", "/items"):
        page = browser.get(path).text
        assert 'id="live"' in page and "/static/live.js" in page

"""At the desk: what was proposed is issued by the fitting act, or declined with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store import Store
from tests.dueprocess.court import TYPED, CourtDesk, furnish
from tests.dueprocess.test_cli_supervision import item

LIMIT = "case-6m"


@pytest.fixture
def pizhou(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk of that example on 14 May: three months after the filing."""
    store = Store(f"sqlite:///{tmp_path / 'book.db'}")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    desk = CourtDesk(store, capsys)
    clock = ("--clock", "2026-02-13T09:00")
    desk.does("book", "found", "--rehearsal", *clock, "--profile", "pizhou-2007")
    furnish(store)
    desk.records("application_received", "2026-02-12", "--evidence", "收件登记")
    desk.records("filed", "2026-02-13T08:30", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-13T08:40", "--set", "handler=J001")
    desk.does("rehearse", "days-pass", "90", "--at-once")
    assert "复核通过" in desk.does("patrol").out
    return desk


def test_a_proposal_is_declined_and_says_so_wherever_it_is_listed(late: CourtDesk) -> None:
    number = str(item(late, "order")["id"])
    assert "item decline" in late.does("item", "show", number).out
    assert "决定" in late.does("list", "items").out
    assert "reason" in late.types("item", "decline", number, "--by", "D001").err
    late.is_refused("item", "decline", number, "--reason", "不必", "--by", "J001")
    late.does("item", "decline", number, "--reason", "当日已送达", "--by", "D001")
    declined = item(late, "order")
    assert (declined["state"], declined["column"]) == ("declined", "ended")
    assert "不予签发（D001）：当日已送达" in late.does("item", "list", "--all").out
    assert number not in {str(one["id"]) for one in late.does("list", "items", "--json").json}
    late.is_refused("item", "issue", number, "--by", "D001")


def test_a_change_of_handler_is_issued_by_naming_the_new_one(pizhou: CourtDesk) -> None:
    step = item(pizhou, "change_handler", LIMIT)
    number = str(step["id"])
    assert "待执行局长决定" in pizhou.does("item", "list").out
    words = ("item", "issue", number, "--reason", "逾三个月未结")
    assert "handler" in pizhou.is_refused(*words, "--by", "D001")
    assert "由执行局长决定" in pizhou.is_refused(*words, "--to", "L001", "--by", "S001")
    pizhou.does(*words, "--to", "L001", "--by", "D001")
    step = item(pizhou, "change_handler", LIMIT)
    assert (step["state"], step["owner"]) == ("issued", "陆演长")
    assert str(step["reply_due_at"]).startswith("2026-06-16")  # a month ends on a Sunday, the 14th
    assert "更换承办人" in pizhou.does("case", TYPED).out

"""Last month's bulletins are drafted for every court, and only drafted; a fault stops no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from models.store import Store
from models.tables.bulletin import Bulletin, BulletinState
from rulebook.time.calendar import national
from tasks.bulletins import draft_all
from tests.databases import NewUrl
from tests.models.bulletinbook import COURTS, LAW, HandBook, handbook


@pytest.fixture(scope="module")
def book(new_url: NewUrl) -> Iterator[HandBook]:
    """The hand-made book on 2 November."""
    store = Store(new_url())
    yield handbook(store)
    store.close()


def _rows(book: HandBook) -> list[tuple[str, str, str]]:
    with book.store.reading() as session:
        found = session.exec(select(Bulletin).order_by(col(Bulletin.id))).all()
    return [(one.number, one.state, one.drafted_by) for one in found]


def test_each_court_gets_a_draft_of_the_month_before_once(book: HandBook) -> None:
    drafted = draft_all(book.store, LAW, national())
    assert (drafted.span, drafted.faults) == ("2026-10", {})
    wanted = [(f"{court.code}-2026-10", BulletinState.DRAFTED, "schedule") for court in COURTS]
    assert _rows(book) == wanted
    assert draft_all(book.store, LAW, national()) == drafted
    assert _rows(book) == wanted


def test_a_court_that_fails_is_named_and_the_others_are_drafted(book: HandBook) -> None:
    draft_all(book.store, LAW, national())
    with book.store.engine.begin() as writes:
        writes.execute(text("UPDATE bulletin SET sha256 = '' WHERE number = '甲01-2026-10'"))
        writes.execute(text("DELETE FROM bulletin WHERE number = '甲0102-2026-10'"))
        writes.execute(text("DELETE FROM bulletin_list WHERE number = '甲0102-2026-10'"))
    drafted = draft_all(book.store, LAW, national())
    assert list(drafted.faults) == ["甲01"]
    assert "not what was frozen" in drafted.faults["甲01"]
    assert "甲0102-2026-10" in drafted.numbers

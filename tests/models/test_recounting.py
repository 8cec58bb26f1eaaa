"""A notice that comes later moves the open clocks, each as a fact, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import almanac, clock
from models.recording.chain import verify_book
from models.recounting.moves import moves
from models.recounting.recount import KIND, recount
from models.store import Store
from rulebook.time.calendar import Calendar
from rulebook.time.notices import Notice

if TYPE_CHECKING:
    from tests.models.conftest import Office

# The festival takes 2 and 3 March 2026 as well, and Saturday the 7th makes up for one of them.
FESTIVAL = Notice(
    year=2026,
    published_on=date(2026, 2, 20),
    published_basis="document date",
    document="演练用通知",
    number="",
    source="test",
    off={date(2026, 3, 5): "春节", date(2026, 3, 6): "春节"},
    work={date(2026, 3, 7): "春节"},
)


def load(store: Store, office: Office, notice: Notice = FESTIVAL) -> Calendar:
    """Enter the notice; gives the calendar by which the book then counts."""
    with store.writing() as session:
        almanac.enter(session, notice, "J009", clock.now(session))
    with store.reading() as session:
        return almanac.calendar_of(session, office.law)


def kinds(office: Office) -> list[str]:
    return [row["kind"] for row in office.rows(text("SELECT kind FROM fact ORDER BY id"))]


def test_a_book_without_notices_of_its_own_counts_by_the_national_calendar(
    store: Store, office: Office
) -> None:
    with store.reading() as session:
        assert almanac.calendar_of(session, office.law) == office.calendar


def test_a_notice_entered_twice_is_one(store: Store, office: Office) -> None:
    first, again = load(store, office), load(store, office)
    assert first == again != office.calendar
    with store.reading() as session:
        assert len(almanac.loaded(session)) == 1
        (kept,) = almanac.loaded(session)
    assert (kept.off, kept.work) == (FESTIVAL.off, FESTIVAL.work)


def test_a_dry_run_names_every_open_clock_that_moves_and_writes_nothing(
    store: Store, office: Office
) -> None:
    office.records("filed", "02-26")  # assign-handler-7d falls on Thursday 5 March
    before = office.node("assign-handler-7d")
    tried = office.calendar.noticed(FESTIVAL)
    move = {one.rule_id: one for one in moves(store, office.law, tried)}["assign-handler-7d"]
    assert move.before is not None
    assert (move.before.due_on, move.after.due_on) == (date(2026, 3, 5), date(2026, 3, 7))
    assert move.shifts
    assert not move.tells
    assert office.node("assign-handler-7d") == before
    assert kinds(office) == ["filed"]


def test_recounting_moves_the_clock_as_a_fact_of_the_case(store: Store, office: Office) -> None:
    office.records("filed", "02-26")
    calendar = load(store, office)
    assert recount(store, office.law, calendar, "J009", "载入演练用通知") == 1
    node = office.node("assign-handler-7d")
    assert (node["due_on"], node["calendar"]) == (date(2026, 3, 7), calendar.version)
    assert office.transitions("assign-handler-7d") == ["opened", "moved"]
    (fact,) = office.rows(text(f"SELECT * FROM fact WHERE kind = '{KIND}'"))
    assert fact["recorded_by"] == "J009"
    with store.reading() as session:
        assert verify_book(session).holds


def test_recounting_again_finds_nothing_to_do(store: Store, office: Office) -> None:
    office.records("filed", "02-26")
    calendar = load(store, office)
    recount(store, office.law, calendar, "J009", "载入演练用通知")
    assert list(moves(store, office.law, calendar)) == []
    assert recount(store, office.law, calendar, "J009", "载入演练用通知") == 0
    assert kinds(office).count(KIND) == 1


def test_a_clock_that_is_over_stays_where_it_ended(store: Store, office: Office) -> None:
    office.files("02-26")
    calendar = load(store, office)
    assert "assign-handler-7d" not in {move.rule_id for move in moves(store, office.law, calendar)}


def test_a_clock_that_becomes_late_says_that_somebody_will_be_told(
    store: Store, office: Office
) -> None:
    office.records("application_received", "02-12")
    earlier = Notice(
        2026, date(2026, 2, 13), "document date", "演练用通知二", "", "test", {},
        {date(2026, 2, 21): "春节", date(2026, 2, 22): "春节"},
    )  # fmt: skip
    found = [m for m in moves(store, office.law, office.calendar.noticed(earlier)) if m.shifts]
    assert [
        (m.rule_id, m.after.due_on, m.tells) for m in found if m.rule_id == "exec-notice-10d"
    ] == [("exec-notice-10d", date(2026, 2, 22), True)]


@pytest.mark.parametrize(
    "act", ["UPDATE holiday_notice SET year = 1", "DELETE FROM holiday_notice"]
)
def test_a_notice_stands(store: Store, office: Office, act: str) -> None:
    load(store, office)
    with pytest.raises(DBAPIError, match="never edited"), store.writing() as session:
        session.connection().execute(text(act))

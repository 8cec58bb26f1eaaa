"""Bulletins in rows: frozen, issued by a person, put right by an erratum, ranked only if allowed.

One book serves every test; each has a court and a month of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.doctor.doctor import Finding, examine
from models.figures import bulletins, ranking
from models.figures.faults import (
    IssuedAlready,
    NoAuthority,
    NoBulletin,
    NoCourt,
    NotIssued,
    NotOver,
    ReasonUnsaid,
    SpanToCome,
    Tampered,
)
from models.store import Store
from models.tables.bulletin import BulletinState
from rulebook.figures.span import span
from tests.databases import NewUrl
from tests.models.bulletinbook import HandBook, handbook

OCTOBER = span("2026-10")
EAST = "甲0101-2026-10"


@pytest.fixture(scope="module")
def book(new_url: NewUrl) -> Iterator[HandBook]:
    """The hand-made book."""
    store = Store(new_url())
    yield handbook(store)
    store.close()


def _figure(bulletin: Any, name: str) -> Any:
    return bulletin.report["courts"][0]["figures"][name]["value"]


def test_a_bulletin_is_frozen_and_what_comes_later_is_told_by_an_erratum(book: HandBook) -> None:
    first = book.press.drafted("甲0101", OCTOBER)
    assert (first.number, first.state, first.drafted_by) == (
        EAST,
        BulletinState.DRAFTED,
        "schedule",
    )
    assert (first.cut_off.isoformat()[:16], first.known_at.isoformat()[:13]) == (
        "2026-11-01T00:00",
        "2026-11-02T08",
    )
    issued = book.press.issued(EAST, "D1")
    assert (issued.state, issued.issued_by) == (BulletinState.ISSUED, "D1")
    assert book.press.erratum(EAST, "D1") is None  # nothing was entered since

    # A7's notice was sent on 10-26 after all, and the paper of that day is found in November.
    book.days_pass(1)
    found = {"evidence": "送达回证", "evidence_on": date(2026, 10, 26)}
    book.records("A7", "execution_notice_issued", "10-26", **found)
    again = book.press.drafted("甲0101", OCTOBER)
    assert again.sha256 == first.sha256
    assert _figure(again, "nodes.open") == 1

    put_right = book.press.erratum(EAST, "P1")
    assert put_right is not None
    assert (put_right.number, put_right.corrects) == (f"{EAST}-E1", EAST)
    assert put_right.cut_off == first.cut_off
    told: Any = put_right.report["differences"]
    assert {one["figure"]: (one["was"], one["now"]) for one in told if not one["node"]} == {
        "nodes.on_time": (1, 2),
        "nodes.open": (1, 0),
        "nodes.outstanding": (1, 0),
        "nodes.overdue": (3, 2),
        "nodes.overdue_legal": (3, 2),
        "nodes.overdue_median": (None, None),  # of three now, not of four
        "nodes.overdue_median_gross": (None, None),
        "nodes.overdue_median_working": (None, None),
        "nodes.overdue_worst": (8, 8),
        "nodes.overdue_worst_working": (4, 3),
        "nodes.on_time_rate": (None, None),  # two of five now
        "nodes.on_time_rate_all": (None, None),
        "nodes.on_time_rate_gross": (None, None),
        "nodes.running": (7, 6),
        "core.key_overdue": (None, None),
    }
    assert {one["node"] for one in told} == {"", "003"}
    assert book.press.erratum(EAST, "D1") is None  # measured against the first erratum
    with book.store.reading() as session:
        assert bulletins.read(session, EAST).sha256 == first.sha256


def test_what_happened_after_the_cut_off_changes_nothing_of_it(book: HandBook) -> None:
    book.press.drafted("甲0102", OCTOBER)
    book.press.issued("甲0102-2026-10", "P1")
    book.records("B1", "clue_verified", "11-02 08", subject_kind="clue", subject_ref="K12")
    book.records("B1", "case_closed", "11-02 08", payload={"mode": "终结执行"})
    assert book.press.erratum("甲0102-2026-10", "P1") is None


def test_the_month_before_is_taken_from_what_was_issued(book: HandBook) -> None:
    book.press.drafted("甲01", span("2026-09"))
    computed: Any = book.press.preview("甲01", OCTOBER).bulletin.report["previous"]
    assert (computed["span"], computed["number"]) == ("2026-09", None)
    book.press.issued("甲01-2026-09", "P1")
    taken: Any = book.press.preview("甲01", OCTOBER).bulletin.report["previous"]
    assert taken["number"] == "甲01-2026-09"
    assert taken["courts"] == computed["courts"]


def test_a_draft_is_made_anew_only_when_asked_and_never_when_issued(book: HandBook) -> None:
    may, name = span("2026-05"), "甲0101-2026-05"
    first = book.press.drafted("甲0101", may)
    book.days_pass(1)
    assert book.press.drafted("甲0101", may).known_at == first.known_at
    assert book.press.drafted("甲0101", may, anew=True).known_at > first.known_at
    book.press.issued(name, "D1")
    with pytest.raises(IssuedAlready, match=f"erratum {name}"):
        book.press.drafted("甲0101", may, anew=True)
    with pytest.raises(IssuedAlready):
        book.press.issued(name, "D1")


def test_an_issued_bulletin_is_guarded_by_the_database_itself(book: HandBook) -> None:
    book.press.drafted("甲0101", span("2026-08"))
    book.press.issued("甲0101-2026-08", "D1")
    for act in ("UPDATE bulletin SET sha256 = ''", "DELETE FROM bulletin"):
        guarded = text(f"{act} WHERE number = '甲0101-2026-08'")
        with pytest.raises(DBAPIError, match="never changed"), book.store.engine.begin() as writes:
            writes.execute(guarded)


def test_a_draft_that_was_changed_behind_the_books_back_is_not_given_out(book: HandBook) -> None:
    name = "甲0101-2026-07"
    book.press.drafted("甲0101", span("2026-07"))
    with book.store.engine.begin() as writes:
        writes.execute(text(f"UPDATE bulletin SET report = '{{}}' WHERE number = '{name}'"))
        writes.execute(text(f"UPDATE bulletin_list SET sha256 = '' WHERE number = '{name}'"))
    with book.store.reading() as session:
        with pytest.raises(Tampered):
            bulletins.read(session, name)
        with pytest.raises(Tampered):
            bulletins.entries(session, name)
    assert {one.why_en for one in ill(book, "bulletin-altered")} == {
        f"the figures of {name} were altered",
        f"the lists of {name} were altered",
    }


def ill(book: HandBook, check: str) -> list[Finding]:
    """What the doctor says of the bulletins of 甲0101."""
    every = examine(book.store, book.press.law, book.press.calendar)
    return [one for one in every if one.check == check]


def test_a_ranking_is_off_until_a_president_turns_it_on_with_a_reason(book: HandBook) -> None:
    with book.store.writing() as session:
        assert ranking.switched_on(session, "甲01") is None
        with pytest.raises(ReasonUnsaid):
            ranking.turned(session, "甲01", True, " ", "P1")
        with pytest.raises(NoAuthority, match="president"):
            ranking.turned(session, "甲01", True, "督导", "D1")
        ranking.turned(session, "甲01", True, "党组会决定", "P1")
        on = ranking.switched_on(session, "甲01")
        assert on is not None
        assert (on.turned_by, on.reason) == ("P1", "党组会决定")
        assert ranking.switched_on(session, "甲0101") is None
        ranking.turned(session, "甲01", False, "期满", "P1")
        assert ranking.switched_on(session, "甲01") is None
        assert [turn.is_on for turn in ranking.turns(session, "甲01")] == [True, False]
    with pytest.raises(DBAPIError, match="never changed"), book.store.engine.begin() as writes:
        writes.execute(text("DELETE FROM bulletin_switch"))


def test_who_may_issue_is_a_leader_of_that_court_or_of_one_above(book: HandBook) -> None:
    name = "甲0102-2026-08"
    book.press.drafted("甲0102", span("2026-08"))
    for officer in ("H1", "C1", "D1"):  # a handler, a clerk, the director of another court
        with pytest.raises(NoAuthority):
            book.press.issued(name, officer)
    assert book.press.issued(name, "P1").issued_by == "P1"


def test_what_cannot_be_made_says_why(book: HandBook) -> None:
    with pytest.raises(NotOver, match="2026-Q4 is not over"):
        book.press.drafted("甲0101", span("2026-Q4"))
    with pytest.raises(SpanToCome):
        book.press.preview("甲0101", span("2027-01"))
    with pytest.raises(NoCourt):
        book.press.drafted("乙", OCTOBER)
    with pytest.raises(NoBulletin, match="bulletin log"):
        book.press.issued("甲-2026-10", "P1")
    book.press.drafted("甲0101", span("2026-06"))
    with pytest.raises(NotIssued):
        book.press.erratum("甲0101-2026-06", "D1")


def test_a_month_that_still_runs_is_shown_as_of_now_and_not_kept(book: HandBook) -> None:
    preview = book.press.preview("甲0101", span("2026-11")).bulletin
    assert preview.cut_off == preview.known_at
    with book.store.reading() as session, pytest.raises(NoBulletin):
        bulletins.read(session, preview.number)


def test_a_month_left_out_and_a_draft_nobody_issues_are_named_in_time(book: HandBook) -> None:
    for month in ("2026-03", "2026-05"):
        book.press.drafted("甲0102", span(month))
    book.press.drafted("甲01", span("2026-08"))
    late = [one.why_en for one in ill(book, "bulletin-not-issued")]
    assert "bulletin 甲0102-2026-05 is a draft since" not in " ".join(late), "it was made today"
    missing = [one.why_en for one in ill(book, "bulletin-missing")]
    assert "甲0102 has no bulletin of 2026-04" in missing
    assert "甲0102 has no bulletin of 2026-02" not in missing, "its first one is March's"
    assert "甲01 has no bulletin of 2026-10" not in missing, "October ended only days ago"
    book.days_pass(30)
    missing = [one.why_en for one in ill(book, "bulletin-missing")]
    assert "甲01 has no bulletin of 2026-10" in missing
    late = [one.why_en for one in ill(book, "bulletin-not-issued")]
    assert "甲0102-2026-05" in " ".join(late)

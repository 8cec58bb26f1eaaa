"""The docket comes in again: nothing doubles, and what the source no longer has is marked."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from dueprocess.intake import bring
from models.reading.card import card
from models.tables.fact import Fact
from tests.dueprocess.intake_paper import CASES, FACTS, docket
from tests.stories.court import Court

GONE = "（2026）京0105执12号"


def test_the_same_import_twice_changes_nothing_and_a_lost_row_is_marked(
    court: Court, tmp_path: Path
) -> None:
    """Scenario 13 (P09): no change the second time; a row that is gone is never a deletion."""
    court.time_stands("2026-03-02")
    file = docket(tmp_path / "docket.xlsx")
    first = bring(court.store, court.law, court.calendar, file)
    assert (first.rejected, first.missing) == (0, 0)
    before = facts(court)
    again = bring(court.store, court.law, court.calendar, file)
    assert (again.added, again.changed, again.missing, again.unchanged) == (0, 0, 0, again.rows)
    assert facts(court) == before

    less = docket(tmp_path / "later.xlsx", 案件=CASES[:2], 事实=FACTS[:4])
    assert bring(court.store, court.law, court.calendar, less).missing == 2
    with court.store.reading() as session:
        sheet = card(session, GONE)
    assert sheet.missing_since is not None and sheet.state == "open"
    assert facts(court) == before, "nothing is deleted"
    court.chains_hold()


def facts(court: Court) -> int:
    with court.store.reading() as session:
        return session.exec(select(func.count()).select_from(Fact)).one()

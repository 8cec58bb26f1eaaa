"""The example docket is what it says: invented cases on a morning before a holiday week."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from dueprocess.intake import bring, plate
from models.clock import now
from models.store import Store
from models.tables.book import BookKind
from models.tables.case import Case
from models.tables.node import Node, NodeState
from rulebook.loading import loader
from rulebook.time import calendar
from rulebook.time.zone import SHANGHAI

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCKET = EXAMPLES / "docket.xlsx"
TODAY = date(2026, 9, 28)


@pytest.fixture
def opened(unfounded: Store) -> Store:
    """A book into which the example docket was brought."""
    report = bring(unfounded, loader.national(), calendar.national(), DOCKET)
    assert report.rejected == 0
    assert report.added == report.rows
    return unfounded


def test_the_docket_is_a_rehearsal_that_begins_on_a_monday_before_the_holiday() -> None:
    found = plate(DOCKET)

    assert found is not None
    assert found.kind is BookKind.REHEARSAL
    assert found.clock_at == datetime(2026, 9, 28, 8, 20, tzinfo=SHANGHAI)


def test_the_script_writes_the_docket_that_is_kept(tmp_path: Path) -> None:
    made = tmp_path / "docket.xlsx"

    subprocess.run([sys.executable, EXAMPLES / "make_docket.py", made], check=True)

    assert made.read_bytes() == DOCKET.read_bytes()


def test_the_morning_shows_cases_in_every_stage(opened: Store) -> None:
    with opened.reading() as session:
        cases = session.exec(select(Case)).all()
        nodes = session.exec(select(Node)).all()
        as_of = now(session)
    running = [node for node in nodes if node.state == NodeState.RUNNING and node.due_at]
    late = [node for node in running if node.due_at and node.due_at <= as_of]
    today = [node for node in running if node.due_on == TODAY]
    holiday = [node for node in running if node.due_on and node.due_on.isoformat() < "2026-10-01"]

    assert len(cases) == 71
    assert Counter(case.state for case in cases) == {
        "open": 47,
        "closed": 7,
        "round_ended": 14,
        "received": 3,
    }
    assert len(late) == 19
    assert len(today) == 5
    assert len(holiday) - len(late) - len(today) == 13
    assert sum(node.state == NodeState.PAUSED for node in nodes) == 32
    assert any(node.provisional for node in running)


def test_most_past_steps_are_proven_to_have_been_in_time(opened: Store) -> None:
    with opened.reading() as session:
        settled = select(Node.timeliness).where(Node.state == NodeState.SETTLED)
        kept = Counter(session.exec(settled))

    assert kept["in_time"] > 300
    assert kept["late"] == 3
    assert kept["late_or_unproven"] == 0


def test_everybody_in_it_is_invented(opened: Store) -> None:
    with opened.reading() as session:
        parties = {
            name for case in session.exec(select(Case)) for name in (case.applicant, case.debtor)
        }

    assert all("演例" in name or "虚构" in name for name in parties)

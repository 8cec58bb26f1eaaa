"""`dueprocess rules simulate`: what a changed law would do to the live book, with nothing done."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dueprocess.court import TYPED, CourtDesk

SHORTER = """
[[change]]
rule = "assign-handler-7d"
period = "1:day"

[[change.example]]
origin = "2026-03-02"
due = "2026-03-03"
"""


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """Assigning within a day, as a trial."""
    path = tmp_path / "change.toml"
    path.write_text(SHORTER, "utf-8")
    return path


@pytest.fixture
def waiting(desk: CourtDesk) -> CourtDesk:
    """A case filed on Thursday 2026-02-26 that has no handler yet; it is Monday."""
    desk.records("application_received", "2026-02-26")
    desk.records("filed", "2026-02-26")
    return desk


def everything(desk: CourtDesk) -> list[object]:
    with desk.store.reading() as session:
        tables = ("fact", "node", "transition", "rung_claim", "message", "case_run")
        return [
            session.connection().execute(text(f"SELECT * FROM {name} ORDER BY 1")).all()
            for name in tables
        ]


def test_what_becomes_late_and_who_would_be_told_is_named(waiting: CourtDesk, change: Path) -> None:
    said = waiting.does("rules", "simulate", str(change), "--json").json
    (move,) = said["moves"]
    assert (move["before"]["due_on"], move["after"]["due_on"]) == ("2026-03-05", "2026-02-27")
    assert said["becomes"] == {"overdue": 1, "due": 0, "safe": 0}
    assert (said["clocks"], said["cases"], said["messages"]) == (1, 1, 1)
    assert said["rules"]["assign-handler-7d"]["overdue"] == 1


def test_a_trial_writes_nothing(waiting: CourtDesk, change: Path) -> None:
    before = everything(waiting)
    assert "2026-02-27" in waiting.does("rules", "simulate", str(change)).out
    assert everything(waiting) == before
    assert "2026-03-05" in waiting.does("case", TYPED).out


def test_a_change_that_does_not_fit_is_refused_in_one_line(
    waiting: CourtDesk, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('[[change]]\nrule = "none"\nperiod = "1:day"\n', "utf-8")
    assert "names no rule" in waiting.is_refused("rules", "simulate", str(path))

"""A month of a simulated court: one digest a person and moment, an auditor that is content."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from dueprocess.simulator.office import Office
from dueprocess.simulator.simulation import Simulation
from dueprocess.simulator.town import town
from models.store import Store
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national
from tasks.audit import audit
from tasks.patrol import RoundReport

# The suite tells it of a few; MONTH_CASES=500 tells it of a whole court, in some minutes.
CASES = int(os.environ.get("MONTH_CASES", "20"))
FIRST, LAST = date(2026, 3, 3), date(2026, 4, 3)
SUPERVISOR = "Y301"


@dataclass(frozen=True, slots=True)
class Watched(Office):
    """The office, patrolled in the morning too; what its rounds found."""

    faults: list[str] = field(default_factory=list)

    def move(self, to: datetime) -> None:
        Office.move(self, to.replace(hour=8, minute=20, second=0))
        self.patrol()
        Office.move(self, to)

    def patrol(self) -> RoundReport:
        report = Office.patrol(self)
        self.faults.append(report.fault)
        return report


def a_month(store: Store, cases: int = CASES) -> Watched:
    """Drive the cases through the month."""
    office = Watched(store, national_law(), national())
    # More goes wrong than usually does, so that there is something to tell.
    place = town()
    busy = {name: replace(temper, late=0.5) for name, temper in place.tempers.items()}
    Simulation(office, replace(place, tempers=busy), cases, 7, FIRST, LAST).run()
    return office


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with store.reading() as session:
        return [tuple(row) for row in session.connection().execute(text(query))]


def test_a_month_of_a_simulated_court(store: Store) -> None:
    office = a_month(store)
    assert set(office.faults) == {""}
    assert audit(store, whole=True).fault == ""
    twice = rows(
        store,
        "SELECT officer_id, sent_at FROM delivery WHERE sent_at IS NOT NULL "
        "GROUP BY officer_id, sent_at HAVING COUNT(DISTINCT digest) > 1",
    )
    assert twice == []
    supervisors = f"SELECT COUNT(DISTINCT digest) FROM delivery WHERE officer_id = '{SUPERVISOR}'"
    assert rows(store, supervisors)[0][0] > 3
    ((messages, arrived, due),) = rows(
        store,
        "SELECT COUNT(*), SUM(CASE WHEN state IN ('sent', 'shown') THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN state = 'routed' THEN 1 ELSE 0 END) FROM message",
    )
    assert messages > 100
    assert arrived + due == messages  # what has not arrived waits for the next working morning

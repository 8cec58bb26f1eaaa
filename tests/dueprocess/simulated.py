"""Simulated courts to look at: run once a session, read by many tests."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dueprocess.simulator.office import Office
from dueprocess.simulator.simulation import Simulation
from dueprocess.simulator.town import town
from models.founding import found
from models.store import Store
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI

LAW, CALENDAR, TOWN = national_law(), national(), town()
CASES = 12
FIRST, LAST = date(2024, 1, 3), date(2024, 12, 31)


def simulated(file: Path, cases: int, last: date, seed: int = 7) -> Simulation:
    """A simulation run to its end on a new book."""
    store = Store(f"sqlite:///{file}")
    found(store, "rehearsal", clock_at=datetime(2024, 1, 2, 9, 0, tzinfo=SHANGHAI))
    done = Simulation(Office(store, LAW, CALENDAR), TOWN, cases, seed, FIRST, last)
    done.run()
    return done

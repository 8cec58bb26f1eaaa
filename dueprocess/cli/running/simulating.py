"""`dueprocess rehearse simulate`: a court simulated in a rehearsal book (模拟)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import typer

from dueprocess.cli.frame.failing import FINDINGS
from dueprocess.cli.frame.progress import Bar
from dueprocess.cli.frame.terminal import as_object, emit, show
from dueprocess.desk import Desk
from models.doctor.doctor import CHECKS, Finding, Level, examine, worst
from models.errors import LiveBookClock
from rulebook.time.period import ONE_DAY

if TYPE_CHECKING:
    from dueprocess.simulator.simulation import Simulation

MOST_CASES = 100_000
MOST_YEARS = 50
LINE_EVERY = 100  # days between two lines where there is no terminal


class SimulationSize(ValueError):
    """A simulation of nothing, or of more than a book holds, was asked for."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"--{what}: give a whole number from 1 to {most:,}")


class SimulatedAlready(ValueError):
    """The simulated court stands in this book."""

    def __init__(self) -> None:
        super().__init__(
            "a court was simulated in this book already: set DUEPROCESS_HOME to another folder "
            "and found a new rehearsal there"
        )


def simulated(cases: int, years: int, seed: int, coverage: bool, json: bool) -> None:
    """Simulate, mend what an inspection finds, and ask the doctor; exit 1 at any warning."""
    from dueprocess.simulator.inspection import inspect

    for what, given, most in (("cases", cases, MOST_CASES), ("years", years, MOST_YEARS)):
        if not 1 <= given <= most:
            raise SimulationSize(what, most)
    with Desk.opened() as desk:
        simulation = prepared(desk, cases, years, seed)
        with Bar("模拟", LINE_EVERY) as bar:
            simulation.run(bar)
        inspect(simulation.office, simulation.town)
        found = examine(desk.store, desk.law, desk.calendar)
        _tell(simulation, found, coverage, json)
    if worst(found) in (Level.WARNING, Level.ERROR):
        raise typer.Exit(FINDINGS)


def prepared(desk: Desk, cases: int, years: int, seed: int) -> Simulation:
    """A simulation that begins on the book's next day.

    Raises `LiveBookClock` in a live book and `SimulatedAlready` where one was run before.
    """
    from dueprocess.simulator.office import Office
    from dueprocess.simulator.simulation import Simulation
    from dueprocess.simulator.town import town

    if not desk.rehearsal:
        raise LiveBookClock
    office, place = Office(desk.store, desk.law, desk.calendar), town()
    if office.settled(place.court):
        raise SimulatedAlready
    first = desk.now().date() + ONE_DAY
    return Simulation(office, place, cases, seed, first, _in_years(first, years))


def _in_years(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _tell(simulation: Simulation, found: list[Finding], coverage: bool, json: bool) -> None:
    from dueprocess.simulator.report import report
    from dueprocess.views.law import simulation as sums
    from dueprocess.views.running import doctor

    told = report(simulation)
    if json:
        late = {"late_share": round(told.late_share, 4)}
        emit({**as_object(told), **late, "doctor": [as_object(one) for one in found]})
        return
    shallow = [check for check in CHECKS if not check.deep]
    show(sums.page(told, coverage), doctor.page(shallow, found))

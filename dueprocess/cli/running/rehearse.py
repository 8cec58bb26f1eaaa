"""`dueprocess rehearse`: moving a rehearsal's clock (演练), with the patrols that lie between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson
from rulebook.time.period import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, time

    from dueprocess.desk import Desk

app = typer.Typer(no_args_is_help=True, help="演练 Move the clock of a rehearsal book.")

LAST_YEAR = 2999  # deadlines and reply clocks counted from there still end within the calendar

AtOnce = Annotated[
    bool, typer.Option("--at-once", help="jump, as if the scheduler had been stopped")
]


class BeyondCalendar(ValueError):
    """A rehearsal was to be moved to a moment that no calendar counts."""

    def __init__(self, last: int) -> None:
        super().__init__(f"a rehearsal ends with the year {last}: give an earlier moment")


class DaysMissing(ValueError):
    """No days, or a day that has passed, were to pass."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} days cannot pass: give a whole number from 1 on")


@app.command("days-pass")
def days_pass(
    number: Annotated[int, typer.Argument(metavar="N", help="天数 how many calendar days")],
    at_once: AtOnce = False,
) -> None:
    """过天 Let N days pass; each morning between gets its patrol."""
    from datetime import datetime, timedelta

    from dueprocess.desk import Desk

    if number < 1:
        raise DaysMissing(number)
    with Desk.opened() as desk:
        now = desk.now()
        if number > (datetime(LAST_YEAR, 12, 31, tzinfo=now.tzinfo) - now).days:
            raise BeyondCalendar(LAST_YEAR)
        pass_until(desk, now + timedelta(days=number), at_once)


@app.command()
def until(
    date: Annotated[str, typer.Argument(help="至 a moment; a bare day means its first patrol")],
    at_once: AtOnce = False,
) -> None:
    """至日 Let the time until DATE pass; each morning between gets its patrol."""
    from datetime import datetime

    from dueprocess.cli.frame import moments
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        to = moments.moment(date)
        if moments.bare(date):
            to = datetime.combine(to.date(), hours(desk)[0], to.tzinfo)
        pass_until(desk, to, at_once)


@app.command()
def simulate(
    cases: Annotated[int, typer.Option(help="案件数 how many cases")] = 500,
    years: Annotated[int, typer.Option(help="年数 how many years")] = 6,
    seed: Annotated[int, typer.Option(help="种子 the same seed gives the same facts")] = 7,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="覆盖 list what of the law was not touched")
    ] = False,
    json: AsJson = False,
) -> None:
    """模拟 Drive random but lawful cases through every track, then ask the doctor."""
    from dueprocess.cli.running.simulating import simulated

    simulated(cases, years, seed, coverage, json)


def pass_until(desk: Desk, to: datetime, at_once: bool) -> None:
    """Move the clock to `to`, stopping for a patrol at each hour at which rungs fire.

    Raises `LiveBookClock` in a live book, `ClockBackwards` for an earlier moment and
    `BeyondCalendar` for one after the year `LAST_YEAR`.
    """
    from notifications.documents.installed import press
    from tasks.patrol import round as patrol

    if to.year > LAST_YEAR:
        raise BeyondCalendar(LAST_YEAR)
    start = desk.now()
    own = press(desk.store, desk.law, desk.calendar)
    stops = [] if at_once else [*mornings(desk, start, to)]
    for number, stop in enumerate([*stops, to]):
        move(desk, stop, catching_up=number > 0)
        if not at_once:
            report = patrol(desk.store, desk.law, desk.calendar, press=own)
            print(f"{stop:%Y-%m-%d %H:%M}  {report.deeds}", flush=True)
    print(f"【演练】时钟 clock {to:%Y-%m-%d %H:%M}")


def move(desk: Desk, to: datetime, catching_up: bool) -> None:
    """Set the clock; one that ran past the stop while the last patrol worked stays where it is."""
    from models import clock

    with desk.store.writing() as session:
        if not catching_up or to > clock.now(session):
            clock.move(session, to)


def mornings(desk: Desk, after: datetime, before: datetime) -> Iterator[datetime]:
    """The moments between the two at which some ladder fires its rungs."""
    from datetime import datetime

    day = after.date()
    while day <= before.date():
        for hour in hours(desk):
            moment = datetime.combine(day, hour, after.tzinfo)
            if after < moment < before:
                yield moment
        day += ONE_DAY


def hours(desk: Desk) -> list[time]:
    """The hours of the day at which ladders fire, from the law's own data."""
    return sorted({ladder.at for ladder in desk.law.ladders.values()})

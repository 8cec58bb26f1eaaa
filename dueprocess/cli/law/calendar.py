"""`dueprocess calendar`: a year looked at, a published notice loaded (放假安排)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.failing import LAW_GAP
from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.recounting.moves import Move
    from rulebook.time.notices import Notice

app = typer.Typer(no_args_is_help=True, help="日历 The calendar: check a year, load a notice.")


class YearUncounted(ValueError):
    """A year that no date can be in."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} is no year of this calendar: give one from 2004 to 2999")


FIRST_YEAR, LAST_YEAR = 2004, 2999


@app.command()
def check(
    year: Annotated[int, typer.Argument(help="年度 e.g. 2026")], json: AsJson = False
) -> None:
    """核对 A year's days off and make-up days, with their papers; exit 3 when none is published."""
    from dueprocess import holidays
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.settings import Settings

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearUncounted(year)
    found = holidays.look(holidays.calendar_of(Settings().folder), year)
    if json:
        emit(found)
    else:
        from dueprocess.views.law.holidays import page

        show(page(found))
    if not found.covered:
        raise typer.Exit(LAW_GAP)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="通知 the notice as JSON: year, papers, days")],
    apply: Annotated[bool, typer.Option("--apply", help="写入 load it; else a dry run")] = False,
    published_on: Annotated[str, typer.Option(help="发布日 when the file does not say")] = "",
    document: Annotated[str, typer.Option(help="文件 title of the paper")] = "",
    number: Annotated[str, typer.Option(help="文号 its reference")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """载入 Every open clock that the notice moves; with --apply they are moved, each as a fact."""
    from dueprocess import holidays
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.desk import Desk
    from models.recounting.moves import moves

    on = moments.day(published_on) if published_on else None
    notice = holidays.read(file, on, document, number)
    with Desk.opened() as desk:
        expect_court(desk, "upkeep", "", by)
        after = desk.calendar if _stands(desk, notice) else desk.calendar.noticed(notice)
        found = list(moves(desk.store, desk.law, after))
        done = _loaded(desk, notice, by) if apply else None
        _report(desk, notice, found, done, json)


def _stands(desk: Desk, notice: Notice) -> bool:
    from models import almanac

    with desk.store.reading() as session:
        return almanac.stands(session, notice)


def _loaded(desk: Desk, notice: Notice, by: str) -> int:
    """Enter the notice and count the open clocks anew; the number of cases touched.

    Broken off, the patrol goes on with it.
    """
    from dueprocess import holidays
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.cli.frame.signing import signed
    from dueprocess.permission import noted
    from models import almanac, clock
    from models.recounting import owed, owing
    from models.tables.recount import Cause

    who = signed(desk, by)
    reason = f"载入{notice.paper}（{notice.published_on}公布）"
    with desk.store.writing() as session:
        at = clock.now(session)
        almanac.enter(session, notice, who, at)
        asked = owed.Asked(Cause.CALENDAR, who, reason, at)
        begun = owed.begin(session, asked, clock.system_now())
    noted(desk, who, "upkeep", detail=notice.paper)
    holidays.keep(desk.settings.folder, notice, almanac.digest(notice))
    law, calendar = desk.standing()
    with Bar("重新推算 counting anew") as bar:
        told = lambda n: bar(n, None, "cases")  # noqa: E731
        return owing.go_through(desk.store, begun, law, calendar, told=told)[0]


def _report(desk: Desk, notice: Notice, found: list[Move], done: int | None, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.law.moves import moved

    if json:
        emit({"notice": notice.paper, "applied": done is not None, "cases": done, "moves": found})
        return
    show(moved(found, desk.law))
    if done is None:
        print("试算，未作改动：确认后加 --apply / a dry run, nothing was changed: add --apply")
    else:
        print(f"已载入{notice.paper}，{done}件案件重新推算 loaded, {done} cases counted anew")

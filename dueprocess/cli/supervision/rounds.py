"""`dueprocess review queries|old-rounds|resume`: what ended rounds are owed (终本核查)."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson


def queries(
    day: Annotated[str, typer.Option("--on", help="日期 only those planned for that day")] = "",
    json: AsJson = False,
) -> None:
    """终本查询 Half-yearly queries whose window is open, each on its own planned day."""
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.rounds import queries as listing
    from models.ending.queries import coming
    from models.reading.selection import Selection

    wanted = moments.moment(day).date() if day else None
    with Desk.opened() as desk:
        with desk.store.reading() as session:
            chosen = Selection(within=within(desk, session))
            found = coming(session, desk.law, desk.calendar, desk.now(), chosen)
        found = tuple(one for one in found if wanted in (None, one.planned_on))
        if json:
            emit(found)
        else:
            show(listing(found, desk.now().date()))


def old_rounds(json: AsJson = False) -> None:
    """旧案清理 Ended rounds that lack queries, or whose debtor is not restricted any more."""
    from dueprocess.cli.frame.asking import only
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.rounds import old_rounds as listing
    from models.ending.oldrounds import old_rounds as found_in

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            every = found_in(session, desk.law, desk.calendar, desk.now())
            found = only(desk, session, every)
        if json:
            emit([{**as_object(one), "missing": one.missing} for one in found])
        else:
            show(listing(found))


def resume(json: AsJson = False) -> None:
    """恢复待决 Cases in which a hit or a request waits for a decision on resumption."""
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.rounds import decisions as listing
    from models.ending.queries import decisions
    from models.reading.selection import Selection

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            found = decisions(session, Selection(within=within(desk, session)))
        if json:
            emit(found)
        else:
            show(listing(found, desk.law, desk.now().date()))

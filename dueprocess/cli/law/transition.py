"""`dueprocess rules transition`: clocks under an older ladder keep it or change over (衔接)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk

_REASON = "本院方案中的升级阶梯已修改"


def transition(
    apply: Annotated[
        bool, typer.Option("--apply", help="执行 change over; else a dry run")
    ] = False,
    reason: Annotated[str, typer.Option(help="原因 why, for the cases' history")] = _REASON,
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """衔接 Open clocks under a ladder that was changed since: which keep it, which switch."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.law.switches import page
    from models.recounting.switching import switches

    with Desk.opened() as desk:
        expect_court(desk, "approve_overlay" if apply else "overlay", "", by)
        found = list(switches(desk.store, desk.law, desk.calendar))
        done = _applied(desk, by, reason) if apply else None
        if json:
            emit({"applied": apply, "cases": done, "clocks": found})
            return
        show(page(found, desk.law))
    if done is None:
        print("试算，未作改动：确认后加 --apply / a dry run, nothing was changed: add --apply")
    else:
        print(f"{done}件案件已改用新阶梯 {done} cases changed over")


def _applied(desk: Desk, by: str, reason: str) -> int:
    """Change the clocks over; broken off, the patrol goes on with it."""
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.cli.frame.signing import signed
    from dueprocess.permission import noted
    from models import clock, ladders
    from models.recounting import owed, owing
    from models.tables.recount import Cause

    who = signed(desk, by)
    noted(desk, who, "approve_overlay", detail="ladders changed over")
    with desk.store.writing() as session:
        mark = ladders.mark(desk.law)
        asked = owed.Asked(Cause.LADDERS, who, reason, clock.now(session), ladders=mark)
        begun = owed.begin(session, asked, clock.system_now())
    with Bar("改用新阶梯 changing over") as bar:
        told = lambda n: bar(n, None, "cases")  # noqa: E731
        return owing.go_through(desk.store, begun, desk.law, desk.calendar, told=told)[0]

"""`dueprocess up`, `patrol`, `reconcile`, `watch`: what runs, and what it looks like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from dueprocess.desk import Desk

# Runs woken by one patrol by hand: what an embedded server takes in well under a minute.
RUNS_A_ROUND = 100


class PatrolFaulted(RuntimeError):
    """The audit after a patrol objects: a due rung lacks its claim, message or delivery."""

    def __init__(self, fault: str) -> None:
        super().__init__(
            f"the audit objects and no heartbeat was written: {fault}; see `dueprocess doctor`"
        )


def up(
    docket: Annotated[
        Path | None, typer.Argument(help="案卷表 your docket; else the example, as a rehearsal")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Prefect's port; else DUEPROCESS_PORT")] = None,
) -> None:
    """启动 Book, Prefect server, worker and patrol, and the live view; Ctrl-C ends them all."""
    from dueprocess.up import up as run

    run(docket=docket, port=port)


def patrol(json: AsJson = False) -> None:
    """巡查 One patrol by hand, with or without Prefect: rungs, messages, audit, heartbeat."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from notifications.documents.installed import press
    from tasks.adapters import round as adapters
    from tasks.patrol import round as make_round
    from tasks.recounting import go_on

    with Desk.opened() as desk:
        own = press(desk.store, desk.law, desk.calendar)
        report = make_round(desk.store, desk.law, desk.calendar, press=own)
        traffic = adapters.make_round(desk.store, desk.law, desk.calendar)
        recounted = go_on(desk.store, desk.standing)
        woken = rouse(desk)
        if json:
            said = {"round": report, "adapters": traffic, "recounted": recounted, "runs": woken}
            emit(said)
        else:
            print(report)
            print(traffic)
            print(recounted)
            print(woken)
    if report.fault:
        raise PatrolFaulted(report.fault)


def rouse(desk: Desk) -> str:
    """Wake the runs that owe a pass; a Prefect server that is away is said, not an error."""
    from tasks import summoning, waking
    from tasks.prefect_api import PrefectUnavailable

    try:
        with desk.prefect() as api:
            summoning.summon(desk.store, api, RUNS_A_ROUND)
            done = waking.rouse(desk.store, api, RUNS_A_ROUND)
    except PrefectUnavailable:
        return "Prefect 未启动，案件运行稍后唤醒 Prefect is away: runs are woken when it is back"
    made = f"新建 created {done.created}, 唤醒 woken {done.woken}, 待办 left {done.left}"
    return f"案件运行 runs: {made}"


def reconcile() -> None:
    """对账 Make every run that the book calls for and Prefect does not have."""
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.desk import Desk
    from tasks.reconcile import reconcile as run

    with Desk.opened() as desk:
        with Bar("对账 reconcile") as bar:
            done = run(desk.store, desk.prefect(), bar)
        print(f"案件 cases {done.known}, 运行缺失 lost {done.lost}, 重建 made {done.made}")


def watch(
    once: Annotated[bool, typer.Option("--once", help="one picture and no more")] = False,
    svg: Annotated[Path | None, typer.Option(help="one picture as an SVG file")] = None,
) -> None:
    """实时 The live view alone; without a terminal, log lines. Ctrl-C ends it."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.terminal import show
    from dueprocess.desk import Desk
    from dueprocess.views.frame.portrait import portray
    from dueprocess.views.running import watching

    with Desk.opened() as desk:
        expect_court(desk, "list", "")
        if svg is not None:
            portray(watching.once(desk), svg)
        elif once:
            show(watching.once(desk))
        else:
            watching.watch(desk)

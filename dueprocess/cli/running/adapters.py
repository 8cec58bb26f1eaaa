"""`dueprocess adapters`: the ways to other systems, what was asked, and what came back."""

from __future__ import annotations

import typer

from dueprocess.cli.frame.options import AsJson

app = typer.Typer(help="对接 Other systems: their state, and collecting what they answered.")

SHOWN = 20  # open questions listed; the figures count all


@app.callback(invoke_without_command=True)
def adapters(context: typer.Context, json: AsJson = False) -> None:
    """状态 Each interface: its folder, what waits there, and questions without an answer."""
    if context.invoked_subcommand is not None:
        return
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.asking import only
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.running.adapters import page
    from models.reading.requests import by_state, waiting
    from tasks.adapters.opening import adapters as opened
    from tasks.adapters.state import states

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            counted, open_ = by_state(session), only(desk, session, waiting(session, SHOWN))
        found = states(opened(desk.settings.folder), counted)
        if json:
            emit({"interfaces": found, "waiting": open_})
        else:
            show(page(marking(desk), found, open_))


@app.command("collect")
def collect(json: AsJson = False) -> None:
    """收取 One round now: put the questions that are due, take in what has come."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.cli.running.running import rouse
    from dueprocess.desk import Desk
    from tasks.adapters.round import make_round

    with Desk.opened() as desk:
        traffic = make_round(desk.store, desk.law, desk.calendar)
        woken = rouse(desk) if traffic.taken.cases else ""
        if json:
            emit(traffic)
        else:
            print(traffic)
            print(woken, end="\n" if woken else "")

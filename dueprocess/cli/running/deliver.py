"""`dueprocess deliver`: sending what waits, and trying out a person's channels (送达)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from dueprocess.desk import Desk

NOT_DELIVERED = 1  # exit code: something did not go out

Test = Annotated[
    str,
    typer.Option(metavar="OFFICER", help="试发 a test digest over each of a person's channels"),
]
Revive = Annotated[
    str, typer.Option(metavar="CHANNEL", help="恢复 a mended channel is tried again at once")
]


def deliver(test: Test = "", revive: Revive = "", json: AsJson = False) -> None:
    """送达 Send what is due, one digest a person; exit 1 when something did not go out."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from tasks.delivery import deliver as send
    from tasks.ways import Ways

    with Desk.opened() as desk:
        ways = Ways.opened()
        if test:
            _try(desk, ways, test, json)
            return
        if revive:
            _revive(desk, ways, revive)
        done = send(desk.store, desk.calendar, ways)
        if json:
            emit(done)
        else:
            print(done)
    if done.failed:
        raise typer.Exit(NOT_DELIVERED)


def _try(desk: Desk, ways: object, officer: str, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.running.channels import tried
    from tasks.trying import try_out
    from tasks.ways import Ways

    assert isinstance(ways, Ways)
    found = try_out(desk.store, ways, officer)
    if json:
        emit(found)
    else:
        show(tried(officer, found))
    if any(one.fault for one in found):
        raise typer.Exit(NOT_DELIVERED)


def _revive(desk: Desk, ways: object, channel: str) -> None:
    from models.oversight.telling import channels
    from models.oversight.telling.subscribing import UnknownChannel
    from tasks.ways import Ways

    assert isinstance(ways, Ways)
    if channel not in ways.alerting.channels:
        raise UnknownChannel(channel, ways.alerting.channels)
    with desk.store.writing() as session:
        channels.revive(session, channel)

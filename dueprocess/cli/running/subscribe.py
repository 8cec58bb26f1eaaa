"""`dueprocess subscribe`: who is told over which channels, and at which address (订阅)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.oversight.telling.subscribing import Subscriptions
    from tasks.ways import Ways

app = typer.Typer(no_args_is_help=True, help="订阅 Who is told over which channels.")

Who = Annotated[str, typer.Argument(help="对象 a staff number, or role:director")]


class NoChannels(ValueError):
    """Neither channels were named nor that they should be the usual ones."""

    def __init__(self) -> None:
        super().__init__(
            "name channels in the order in which they are tried, such as --channels email,folder, "
            "or --usual for what the installation's data says"
        )


@app.command("list")
def list_(
    officer: Annotated[str, typer.Option(help="人员 one staff number; else everybody")] = "",
    json: AsJson = False,
) -> None:
    """列出 How each person is reached, over the channels that are set up here."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.running.channels import subscribed
    from models.oversight.telling.subscribing import reached
    from tasks.ways import Ways

    with Desk.opened() as desk:
        _expect_own(desk, officer)
        ways = Ways.opened()
        found = reached(_known(desk, ways), {one.name for one in ways.channels}, officer)
    if json:
        emit(found)
    else:
        show(subscribed(found))


@app.command("set")
def set_(
    who: Who,
    channels: Annotated[str, typer.Option(help="渠道 in the order of trying: sms,email")] = "",
    level: Annotated[str, typer.Option(help="级别 for one level only, such as order")] = "*",
    usual: Annotated[bool, typer.Option("--usual", help="恢复默认 what the data says")] = False,
    by: Officer = "",
) -> None:
    """设置 Choose the channels of a person or a role; the next one is tried when one fails."""
    from dueprocess.desk import Desk
    from models.clock import now
    from models.oversight.telling.subscribing import subscribe

    names = [name.strip() for name in channels.split(",") if name.strip()]
    if bool(names) == usual:
        raise NoChannels
    with Desk.opened() as desk:
        _expect_own(desk, who, by)
        with desk.store.writing() as session:
            data, as_of = desk.settings.alerting, now(session)
            subscribe(session, data, who, names, as_of, by or desk.settings.officer, level)
    print(f"{who} {level}：{' → '.join(names) or '默认 as usual'}")


@app.command()
def address(
    officer: Annotated[str, typer.Argument(help="工号 staff number")],
    channel: Annotated[str, typer.Argument(help="渠道 email, sms …")],
    to: Annotated[str, typer.Argument(metavar="ADDRESS", help="地址; empty takes it away")],
    by: Officer = "",
) -> None:
    """地址 Note where a person is reached on a channel: a mail address, a mobile number."""
    from dueprocess.desk import Desk
    from models.clock import now
    from models.oversight.telling.subscribing import reach_at

    with Desk.opened() as desk:
        _expect_own(desk, officer, by)
        with desk.store.writing() as session:
            data, as_of, signed = desk.settings.alerting, now(session), by or desk.settings.officer
            reach_at(session, data, officer, channel, to.strip(), as_of, signed)
    print(f"{officer} {channel}：{to.strip() or '已取消 taken away'}")


@app.command()
def log(
    who: Annotated[str, typer.Option(help="对象 a staff number, or role:director; else all")] = "",
    json: AsJson = False,
) -> None:
    """变更记录 Who changed which channels or addresses, from what to what, the newest first."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.running.channels import changed
    from models.oversight.telling.subscribing import changes

    with Desk.opened() as desk:
        _expect_own(desk, who)
        with desk.store.reading() as session:
            found = changes(session, who)
        if json:
            emit([one.model_dump() for one in found])
        else:
            show(changed(found))


def _expect_own(desk: Desk, who: str, by: str = "") -> None:
    """One's own ways are one's own business; a role's or another's are for whoever keeps them."""
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.signing import signed

    if signed(desk, by) != who:
        with desk.store.reading() as session:
            within(desk, session, "upkeep", by)


def _known(desk: Desk, ways: Ways) -> Subscriptions:
    from models.oversight.telling.subscribing import Subscriptions

    wanting = frozenset(one.name for one in ways.channels if one.wants_address)
    with desk.store.reading() as session:
        return Subscriptions.read(session, ways.alerting, wanting)

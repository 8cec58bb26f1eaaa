"""`dueprocess board` (监管看板): serve the board; one-time links and tokens from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dueprocess.desk import Desk

app = typer.Typer(invoke_without_command=True, help="看板 Serve the supervisors' board.")
SHELL = "shell"  # who makes a link or a token at the command line


@app.callback()
def board(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="监听地址 else DUEPROCESS_BOARD_HOST")] = "",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="端口 else DUEPROCESS_BOARD_PORT")
    ] = None,
) -> None:
    """看板 Serve the board until Ctrl-C; on its first start print the administrator's link."""
    if context.invoked_subcommand is not None:
        return
    from dueprocess.board.serving import serve
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        serve(desk, host or desk.settings.board_host, port or desk.settings.board_port)


@app.command()
def link(
    officer: Annotated[str, typer.Argument(help="工号 the officer who is to set a password")],
    administrator: Annotated[
        bool, typer.Option("--administrator", help="系统管理员 make an administrator")
    ] = False,
) -> None:
    """一次性链接 A link, good once and for a day, by which an officer sets a password."""
    from dueprocess.board.serving import address
    from dueprocess.desk import Desk
    from models import clock
    from models.access.accounts import invite
    from rulebook.access.door import door

    with Desk.opened() as desk:
        with desk.store.writing() as session:
            now = clock.system_now()
            token = invite(session, officer, SHELL, now, door(), administrator=administrator)
        print(f"{address(desk)}/join/{token}")


@app.command()
def token(
    officer: Annotated[str, typer.Argument(help="工号 in whose name the program acts")],
    name: Annotated[str, typer.Option(help="名称 what it is for")],
    act: Annotated[list[str], typer.Option(help="操作 list, read …; repeatable")],
    days: Annotated[int, typer.Option(min=1, help="有效天数 how many days it lives")] = 30,
) -> None:
    """接口令牌 A token for a program; it is shown this once."""
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        print(_issued(desk, officer, name, act, days))


def _issued(desk: Desk, officer: str, name: str, acts: list[str], days: int) -> str:
    from datetime import timedelta

    from models import clock
    from models.access.audit import Visitor
    from models.access.tokens import issue
    from models.errors import UnknownOfficer
    from models.tables.officer import Officer
    from rulebook.access.door import door

    with desk.store.writing() as session:
        if session.get(Officer, officer) is None:
            raise UnknownOfficer(officer)
        who, lives, now = Visitor(officer, SHELL), timedelta(days=days), clock.system_now()
        return issue(session, who, name, acts, lives, desk.rights, door(), now)

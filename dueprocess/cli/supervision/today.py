"""`dueprocess today` (今日): the morning of a supervisor, a handler, a leader, a fund clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.completing import one_of
from dueprocess.cli.frame.failing import Weight, fail, least
from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from enum import IntEnum

    from dueprocess.desk import Desk
    from dueprocess.mornings import Morning, Whose

ROLES = ("supervisor", "judge", "leader", "director", "fund", "clerk")
Role = Annotated[
    str,
    typer.Option(
        metavar="ROLE",
        help=f"职责 {', '.join(ROLES)}; or a role of the register",
        autocompletion=one_of(ROLES),
    ),
]
Me = Annotated[
    str, typer.Option(metavar="OFFICER", help="工号 whose morning; else the whole book's")
]


def today(
    role: Role = "",
    me: Me = "",
    court: Annotated[str, typer.Option(help="法院代码 this court and all below it")] = "",
    fail_on: Weight = "",
    json: AsJson = False,
) -> None:
    """今日 One page for the morning: late, due, to confirm, to verify, unanswered."""
    from dueprocess.desk import Desk
    from dueprocess.mornings import whose

    bound = least(fail_on)
    with Desk.opened() as desk:
        with desk.store.reading() as session:
            asked = whose(desk, session, role, me, court)
        found = _shown(desk, asked, json)
    fail(found, bound)


def _shown(desk: Desk, asked: Whose, json: bool) -> IntEnum | None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.mornings import gathered

    found: Morning = gathered(desk, asked)
    if json:
        emit(found.answer)
    else:
        show(*found.pages)
    return found.worst

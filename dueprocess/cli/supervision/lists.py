"""`dueprocess list` (清单): what is late, due, to renew, held, paused, entered late, or open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.completing import one_of
from dueprocess.cli.frame.failing import Weight, fail, least
from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from dueprocess.views.lists.listing import Listing

_ON_SCREEN = 1000  # lines, where nobody says how many
KINDS = ("overdue", "due", "renewals", "funds", "paused", "late-entry", "items")

Court = Annotated[str, typer.Option(help="法院代码 this court and all below it")]
Team = Annotated[str, typer.Option(help="团队 the team of whoever answers for it")]
Handler = Annotated[str, typer.Option(help="工号 whoever answers for it")]
Within = Annotated[
    int | None,
    typer.Option(min=0, metavar="DAYS", help="天数 how far due, renewals and late-entry look"),
]


class UnknownList(LookupError):
    """The desk keeps no such list."""

    def __init__(self, given: str) -> None:
        super().__init__(f"no list {given!r}: choose one of {', '.join(KINDS)}")


class NotAWorkbook(ValueError):
    """A list is written as a workbook only."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no .xlsx: name the workbook so, or use --json")


def list_(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=f"清单 {', '.join(KINDS)}", autocompletion=one_of(KINDS)
        ),
    ],
    court: Court = "",
    team: Team = "",
    handler: Handler = "",
    node: Annotated[str, typer.Option(help="节点 official code (003) or rule id")] = "",
    state: Annotated[str, typer.Option(help="状态 of items: proposed, issued, replied …")] = "",
    within: Within = None,
    rows: Annotated[
        int | None,
        typer.Option(min=1, help="行数 at most so many lines  [1000 on a screen, else 20000]"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="工作簿 the same list as .xlsx")] = None,
    fail_on: Weight = "",
    json: AsJson = False,
) -> None:
    """清单 One list of the book, in the order in which it should be worked off."""
    from dueprocess.cli.frame.asking import within as reach
    from dueprocess.desk import Desk
    from dueprocess.views.lists.listing import MOST
    from dueprocess.worklists import Asked, Kind, worklist
    from models.reading.selection import Selection, expect

    bound = least(fail_on)
    if kind not in KINDS:
        raise UnknownList(kind)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise NotAWorkbook(out)
    with Desk.opened() as desk:
        as_of = desk.now()
        with desk.store.reading() as session:
            extent = reach(desk, session, "export" if out else "list")
            named = Selection(court, team, handler, node, state, within=extent)
            chosen = expect(session, named)
            most = rows or (MOST if out or json else _ON_SCREEN)
            found = worklist(Kind(kind), Asked(desk, session, chosen, as_of, within, most))
        _give(desk, found, out, json)
    fail(found.worst(), bound)


def _give(desk: Desk, found: Listing, out: Path | None, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.lists.listing import page, write

    if out is not None:
        mark = "【演练】" if desk.rehearsal else ""
        write(found, out, f"{mark}{found.title}  截至 {desk.now():%Y-%m-%d %H:%M}")
    if json:
        emit(found.rows)
    elif out is None:
        show(page(found))
    else:
        print(f"{out}: {len(found.rows)} 行 rows{found.limits()}")

"""`dueprocess measures`: what holds which asset, until when, and against how much of the claim."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson

Case = Annotated[str, typer.Argument(help="案号 case number; left out: the whole book")]
Expiring = Annotated[
    int | None,
    typer.Option(min=0, metavar="DAYS", help="将届满 only what ends within so many days"),
]


def measures(case: Case = "", expiring: Expiring = None, json: AsJson = False) -> None:
    """查冻扣 Measures in force: expiry, who must renew, value against claim."""
    from dueprocess.cli.frame.asking import only, reads
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case import measures as views
    from models.reading import measures as reading

    with Desk.opened() as desk, desk.store.reading() as session:
        if case:
            reads(desk, case)
        today, every = reading.holdings(session, desk.law, case)
        found = only(desk, session, every, "read" if case else "list")
    if expiring is not None:
        lines = reading.expiring(found, expiring)
        if json:
            emit(lines)
        else:
            show(views.ending(lines, today, expiring))
    elif json:
        emit([{**as_object(one), "share": one.share} for one in found])
    else:
        show(views.page(found, today))

"""`dueprocess monday`: the list for the president before the meeting (周一清单)."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson


def monday(
    court: Annotated[str, typer.Option(help="法院代字 that court and those below it")] = "",
    out: Annotated[str, typer.Option(help="另存为 write the lists to this .xlsx")] = "",
    json: AsJson = False,
) -> None:
    """周一清单 Cases whose limit is near or over, and cases pending long."""
    from pathlib import Path

    from dueprocess.cli.frame.asking import only
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.lists.monday import page, tables
    from models.reviews.monday import Monday
    from models.reviews.monday import monday as lists
    from notifications.workbook import write

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            every = lists(session, desk.law, desk.calendar, desk.now(), court)
            near, pending = only(desk, session, every.near), only(desk, session, every.pending)
        found = Monday(every.as_of, tuple(near), tuple(pending))
        if out:
            write(Path(out), tables(found, desk.law, desk.rehearsal))
            show(f"已写入{out} written")
        elif json:
            emit(found)
        else:
            show(page(found, desk.law, desk.rehearsal))

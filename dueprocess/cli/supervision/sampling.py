"""`dueprocess review sample|sheet`: cases drawn for quality review (评查), each with its sheet."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson

Number = Annotated[int, typer.Argument(metavar="ID", help="核查事项编号 number of the finding")]


def sample(
    period: Annotated[str, typer.Option(help="月份 the month of closing, such as 2026-10")],
    seed: Annotated[int, typer.Option(help="种子 the same seed draws the same cases")],
    size: Annotated[
        int | None, typer.Option(min=1, help="件数 how many; else the rulebook's")
    ] = None,
    court: Annotated[str, typer.Option(help="法院代字 that court and those below it")] = "",
    json: AsJson = False,
) -> None:
    """抽样评查 Draw closed cases, half at random and half by risk; drawn once, they stay drawn."""
    from dueprocess.cli.frame.asking import expect_court, within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.sampling import listing
    from models.reading.reviews import reviews
    from models.reviews.sampling import SAMPLE, Drawing, month
    from tasks import reviewing

    with Desk.opened() as desk:
        expect_court(desk, "review", court)
        most = size or desk.law.reviews[SAMPLE].number("size")
        drawing = Drawing(month(period), most, seed, court)
        reviewing.draw(desk.store, desk.law, desk.calendar, drawing, desk.now())
        with desk.store.reading() as session:
            extent = within(desk, session, "review")
            found = reviews(session, SAMPLE, every=True, turn=drawing.turn, within=extent)
        if json:
            emit(found)
        else:
            show(listing(found, drawing.turn, desk.rehearsal))


def sheet(
    number: Number,
    out: Annotated[str, typer.Option(help="另存为 .docx or .html; else on the terminal")] = "",
) -> None:
    """评查表 The check sheet of a drawn case, to be filled in."""
    from pathlib import Path

    from dueprocess.cli.frame.terminal import show
    from dueprocess.cli.supervision.review import read
    from dueprocess.desk import Desk
    from dueprocess.views.supervision import sampling

    with Desk.opened() as desk:
        found = read(desk, number)
        items = sampling.items(found, desk.law)
        if out:
            path = Path(out)
            form = path.suffix.removeprefix(".")
            path.write_bytes(sampling.document(desk, found, items, form))
            show(f"已写入{out} written")
        else:
            show(sampling.checklist(found, items))

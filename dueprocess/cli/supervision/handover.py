"""`dueprocess handover`: the duty desk's sheet, handed over and signed for (值班交接)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.reading.handover import Handing
    from models.tables.review import Handover


class UnknownHandover(LookupError):
    """The duty desk never changed hands under this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no handover {number}: the board lists them under 值班交接")


class PastIsPast(ValueError):
    """A past sheet can be looked at, and no more."""

    def __init__(self) -> None:
        super().__init__("--number shows a past sheet: leave it out to hand over or to sign")


def handover(
    court: Annotated[
        str, typer.Option(help="法院代字 the desk of that court and those below")
    ] = "",
    to: Annotated[str, typer.Option(help="接班人工号 hand the desk over to that officer")] = "",
    take: Annotated[
        bool, typer.Option("--take", help="接班签收 sign for what was handed over")
    ] = False,
    note: Annotated[str, typer.Option(help="突发情况 incidents, in words")] = "",
    number: Annotated[
        int | None, typer.Option(help="交接编号 a past sheet, as it was frozen")
    ] = None,
    out: Annotated[str, typer.Option(help="另存为 .xlsx, .docx or .html")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """值班交接 What happened since the last handover; with --to and --take it is signed."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.desk import Desk
    from dueprocess.permission import noted
    from models.reviews import handing

    if number is not None and (to or take):
        raise PastIsPast
    with Desk.opened() as desk:
        now, made = desk.now(), None
        before = _past(desk, number) if number is not None else None
        expect_court(desk, "list", before.court_code if before else court, by)
        found = handing.frozen(before) if before else _sheet(desk, court)
        if before:
            made = before
        elif to:
            signed = signed_in_person(desk, by)
            made = handing.hand_over(desk.store, desk.law, court, signed, to, now, note)
        elif take:
            made = handing.take(desk.store, court, signed_in_person(desk, by), now)
        if made and not before:
            noted(desk, made.handed_to if take else made.handed_by, "handover", detail=str(made.id))
        _tell(desk, found, made, out, json)


def _tell(desk: Desk, found: Handing, made: Handover | None, out: str, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.supervision.handing import page

    if out:
        _save(desk, found, made, out)
        show(f"已写入{out} written")
    elif json:
        emit({"handover": made.model_dump(exclude={"sheet"}) if made else None, "sheet": found})
    else:
        show(page(found, desk.rehearsal))
    if made and not json:
        show(_signed(made))


def _past(desk: Desk, number: int) -> Handover:
    from models.reviews import handing

    with desk.store.reading() as session:
        found = handing.one(session, number)
    if found is None:
        raise UnknownHandover(number)
    return found


def _sheet(desk: Desk, court: str) -> Handing:
    from models.reading.handover import sheet
    from models.reviews.handing import begins

    with desk.store.reading() as session:
        now = desk.now()
        return sheet(session, desk.law, now, begins(session, desk.law, now, court), court)


def _signed(made: Handover) -> str:
    if made.taken_at:
        return f"交接{made.id}：{made.handed_to}已于{made.taken_at:%Y-%m-%d %H:%M}签收 signed for"
    return (
        f"交接{made.id}：{made.handed_by}交{made.handed_to}，待签收；"
        f"dueprocess handover --take --by {made.handed_to}"
    )


def _save(desk: Desk, found: Handing, made: Handover | None, out: str) -> None:
    from pathlib import Path

    from dueprocess.views.supervision import handing
    from notifications.workbook import write

    path = Path(out)
    if path.suffix == ".xlsx":
        write(path, handing.tables(found, desk.rehearsal))
    else:
        path.write_bytes(handing.document(desk, found, made, path.suffix.removeprefix(".")))

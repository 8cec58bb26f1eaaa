"""`dueprocess order`: internal orders of supervision (督办单), each confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from dueprocess.cli.frame.acting import Signed, found, on_alert, on_item
from dueprocess.cli.frame.options import AsJson, Officer, OnceDone

app = typer.Typer(no_args_is_help=True, help="督办单 Internal orders: list, issue.")
LEVEL = "order"


class NotSaid(ValueError):
    """An order that no ladder proposed says what it asks for and where it comes from."""

    def __init__(self) -> None:
        super().__init__(
            "an order on CASE NODE wants --text and --source (抽查, 投诉, 领导批示, 系统)"
        )


class NoOrder(ValueError):
    """An item of another level was to be issued as an order."""

    def __init__(self, item: int, level: str) -> None:
        super().__init__(
            f"item {item} is at level {level}, not a proposed order: see `dueprocess order list`"
        )


@app.command("list")
def list_(json: AsJson = False) -> None:
    """列表 Orders that are open: proposed, issued, answered."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision import kanban
    from dueprocess.views.supervision.items import listing
    from models.reading import items as reads_items
    from models.reading.selection import Selection

    with Desk.opened() as desk:
        now = desk.now()
        with desk.store.reading() as session:
            chosen = Selection(within=within(desk, session))
            open_ = reads_items.items(session, chosen=chosen)
            items = [one for one in open_ if one.level == LEVEL]
        if json:
            emit([kanban.as_row(kanban.placed(one, desk, now)) for one in items])
        else:
            show(listing(marking(desk), items, now))


@app.command()
def issue(
    matter: Annotated[
        list[str],
        typer.Argument(
            metavar="ITEM|CASE NODE",
            help="拟发事项编号，或者案号和节点 a proposal, or case and node",
        ),
    ],
    text: Annotated[str, typer.Option(help="督办要求 what it asks for")] = "",
    reason: Annotated[str, typer.Option(help="督办理由 why")] = "",
    source: Annotated[
        str, typer.Option(help="督办来源 抽查、投诉、领导批示、系统：of an order nobody proposed")
    ] = "",
    level: Annotated[str, typer.Option(help="层级 a rung of the node's ladder")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签发 Issue a proposed order, or open one on a node; its reply clock starts."""
    signed = Signed(by, on, "", json)
    match matter:
        case [number] if number.isascii() and number.isdigit():
            _proposed(int(number), {"text": text, "reason": reason}, signed)
        case _ if not (text and source):
            raise NotSaid
        case _:
            said = {"text": text, "reason": reason, "source": source, "level": level}
            on_alert(matter, "supervision_order_opened", said, signed)


def _proposed(item: int, said: Mapping[str, object], signed: Signed) -> None:
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        level = found(desk, item, signed.by).level
    if level != LEVEL:
        raise NoOrder(item, level)
    on_item(item, "supervision_order_issued", said, signed)

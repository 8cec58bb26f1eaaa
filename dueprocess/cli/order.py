"""`dueprocess order`: internal orders of supervision (督办单), each confirmed by a person."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.acting import Signed, found, on_item
from dueprocess.cli.options import AsJson, Officer, OnceDone

app = typer.Typer(no_args_is_help=True, help="督办单 Internal orders: list, issue.")
LEVEL = "order"


class NoOrder(ValueError):
    """An item of another level was to be issued as an order."""

    def __init__(self, item: int, level: str) -> None:
        super().__init__(
            f"item {item} is at level {level}, not a proposed order: see `dueprocess order list`"
        )


@app.command("list")
def list_(json: AsJson = False) -> None:
    """列表 Orders that are open: proposed, issued, answered."""
    from dueprocess.cli.case import marking
    from dueprocess.cli.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views import kanban
    from dueprocess.views.items import listing
    from models.reading import items as reads_items

    with Desk.opened() as desk:
        now = desk.now()
        with desk.store.reading() as session:
            items = [one for one in reads_items.items(session) if one.level == LEVEL]
        if json:
            emit([kanban.as_row(kanban.placed(one, desk, now)) for one in items])
        else:
            show(listing(marking(desk), items, now))


@app.command()
def issue(
    item: Annotated[int, typer.Argument(metavar="ITEM", help="督办事项编号 the proposed order")],
    text: Annotated[str, typer.Option(help="督办要求 what it asks for")] = "",
    reason: Annotated[str, typer.Option(help="督办理由 why")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签发 Issue a proposed order; it takes up what was urged, and its reply clock starts."""
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        level = found(desk, item).level
    if level != LEVEL:
        raise NoOrder(item, level)
    said = {"text": text, "reason": reason}
    on_item(item, "supervision_order_issued", said, Signed(by, on, "", json))

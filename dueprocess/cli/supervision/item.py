"""`dueprocess item`: supervision items (督办事项), and what is said of the alerts on a node."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.acting import Signed, found, on_alert, on_item
from dueprocess.cli.frame.options import AsJson, Evidence, Officer, OnceDone
from dueprocess.cli.supervision.deciding import Item, decline, issue, propose, urge

app = typer.Typer(no_args_is_help=True, help="督办 Supervision items: list, acknowledge, reply …")

Alert = Annotated[
    list[str],
    typer.Argument(
        metavar="ITEM|CASE NODE", help="事项编号，或者案号和节点 an item, or case and node"
    ),
]


@app.command("list")
def list_(
    every: Annotated[
        bool, typer.Option("--all", help="已终结的一并列出 the ended ones too")
    ] = False,
    state: Annotated[
        str, typer.Option(help="状态 a column of the board, receipt_overdue or reply_overdue")
    ] = "",
    board: Annotated[bool, typer.Option("--board", help="看板 as a kanban board")] = False,
    json: AsJson = False,
) -> None:
    """列表 Items that are open, those waiting for a person first."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision import kanban
    from dueprocess.views.supervision.items import listing
    from models.reading.items import items as read
    from models.reading.selection import Selection

    with Desk.opened() as desk:
        now = desk.now()
        with desk.store.reading() as session:
            every_ = every or board or bool(state)
            chosen = Selection(within=within(desk, session))
            items = [kanban.placed(one, desk, now) for one in read(session, every_, chosen)]
        if state:
            items = [one for one in items if kanban.answers(one, state)]
        elif not every:
            items = [one for one in items if board or one.open]
        if json:
            emit([kanban.as_row(one) for one in items])
        elif board:
            show(kanban.board(marking(desk), items, now))
        else:
            show(listing(marking(desk), [one.item for one in items], now))


@app.command("show")
def show_(item: Item, json: AsJson = False) -> None:
    """详情 One item: its clocks, the reply with its evidence, what it was verified against."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision import kanban

    with Desk.opened() as desk:
        now = desk.now()
        one = kanban.placed(found(desk, item), desk, now)
        if json:
            emit(kanban.as_row(one))
        else:
            show(kanban.sheet(marking(desk), one, now))


app.command()(issue)
app.command()(decline)
app.command()(propose)
app.command()(urge)


@app.command("receipt", hidden=True)  # what `ack` was called before
@app.command("ack")
def ack(
    item: Item,
    promise: Annotated[str, typer.Option(help="承诺办结日 by when the work will be done")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签收 Acknowledge an item; a promised day holds the ladder back until it is over."""
    from dueprocess.cli.frame import moments

    day = moments.day(promise).isoformat() if promise else ""
    on_item(item, "supervision_receipted", {"promise_on": day}, Signed(by, on, "", json))


@app.command()
def reply(
    item: Item,
    text: Annotated[str, typer.Option(help="回复内容 the answer")],
    evidence: Evidence = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """回复 Answer an item; the answer alone never closes it."""
    on_item(item, "supervision_replied", {"text": text}, Signed(by, on, evidence, json))


@app.command("return")
def return_(
    item: Item,
    reason: Annotated[str, typer.Option(help="退回理由 why")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """退回 Send an answer back; its reply clock starts again."""
    on_item(item, "supervision_returned", {"reason": reason}, Signed(by, on, "", json))


@app.command()
def verify(
    item: Item,
    reason: Annotated[str, typer.Option(help="核验说明 what was checked")] = "",
    evidence: Evidence = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """核验 Verify and strike off; not by the case's own handler."""
    on_item(item, "supervision_verified", {"reason": reason}, Signed(by, on, evidence, json))


@app.command()
def done(
    alert: Alert,
    done_on: Annotated[str, typer.Option(help="办结日 the day on which it was done")] = "",
    text: Annotated[str, typer.Option(help="说明 what was done")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """已办未录入 Done, not yet recorded: the clerk is asked first, the ladder waits."""
    from dueprocess.cli.frame import moments

    day = moments.day(done_on).isoformat() if done_on else ""
    on_alert(alert, "done_not_recorded", {"done_on": day, "text": text}, Signed(by, json=json))


@app.command()
def mute(
    alert: Alert,
    until: Annotated[str, typer.Option(help="免打扰至 the last day of silence")],
    reason: Annotated[str, typer.Option(help="理由 why")],
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """免打扰 Mute the alerts on a node for a time; not by the case's own handler."""
    from dueprocess.cli.frame import moments

    said = {"until": moments.day(until).isoformat(), "reason": reason}
    on_alert(alert, "alerts_muted", said, Signed(by, json=json))


@app.command()
def unmute(
    alert: Alert,
    reason: Annotated[str, typer.Option(help="理由 why")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """解除免打扰 Let the alerts on a node go on."""
    on_alert(alert, "alerts_unmuted", {"reason": reason}, Signed(by, json=json))


@app.command("object")
def object_(
    alert: Alert,
    reason: Annotated[str, typer.Option(help="异议理由 why the alert is wrong")],
    evidence: Evidence = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """异议 Object to an alert; someone else answers with reasons."""
    on_alert(alert, "alert_objected", {"reason": reason}, Signed(by, "", evidence, json))


@app.command()
def answer(
    alert: Alert,
    reason: Annotated[str, typer.Option(help="答复理由 the reasons")],
    uphold: Annotated[bool, typer.Option("--uphold/--dismiss", help="成立或者不成立")],
    cause: Annotated[str, typer.Option(help="误报原因 what was wrong, when upheld")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """答复异议 Answer an objection: upheld ends the matter, dismissed lets the clock go on."""
    kind = "alert_objection_upheld" if uphold else "alert_objection_dismissed"
    on_alert(alert, kind, {"reason": reason, "cause": cause}, Signed(by, json=json))

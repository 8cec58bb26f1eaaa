"""`dueprocess item issue|decline|propose|urge`: steps that a person decides on, or brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.acting import Signed, found, on_alert, on_item
from dueprocess.cli.frame.options import AsJson, Evidence, Officer, OnceDone

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.reading.items import OpenItem

Item = Annotated[int, typer.Argument(metavar="ITEM", help="督办事项编号 number of the item")]

URGE, URGED = "urge", "请按期办理并回复"  # the level, and what it asks for where nothing is said

# What a court above decides on is done at its letter.
AT_LETTERS = {
    "letter_sent": "issue CASE",
    "letter_reminded": "urge CASE LETTER",
    "file_called": "call-file CASE LETTER",
    "enforcement_designated": "designate CASE",
}


class NothingToIssue(ValueError):
    """The item's level issues itself, or is issued at a letter of a court above."""

    def __init__(self, item: int, level: str, kind: str = "") -> None:
        if kind:
            super().__init__(
                f"item {item} is a step of a court above (督办函): "
                f"an officer of that court issues it with `dueprocess letter {AT_LETTERS[kind]}`; "
                "see `dueprocess letter list`"
            )
            return
        super().__init__(
            f"item {item} is at level {level}, which is issued by itself: "
            "only what the ladder proposes is confirmed by a person"
        )


def issue(
    item: Item,
    text: Annotated[str, typer.Option(help="内容 what an order or a measure asks for")] = "",
    reason: Annotated[str, typer.Option(help="理由 why")] = "",
    set_for: Annotated[str, typer.Option(help="约谈时间 when; else the next working day's")] = "",
    place: Annotated[str, typer.Option(help="约谈地点 where an interview is held")] = "",
    to: Annotated[str, typer.Option(help="工号 new handler, or leader of a joint handling")] = "",
    member: Annotated[
        list[str] | None, typer.Option(help="参加人员 who takes part in a joint handling")
    ] = None,
    receiver: Annotated[str, typer.Option(help="受移送部门 to whom it is referred")] = "",
    evidence: Evidence = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签发 Confirm a proposal: an order, an interview, a change of handler … its clock starts."""
    from dueprocess.cli.frame import moments
    from dueprocess.desk import Desk

    when = moments.moment(set_for).isoformat() if set_for else ""
    said = {
        "text": text,
        "reason": reason,
        "set_for": when,
        "place": place,
        "handler": to,
        "leader": to,
        "members": member or [],
        "receiver": receiver,
    }
    with Desk.opened() as desk:
        kind = confirming(desk, found(desk, item, by))
    on_item(item, kind, said, Signed(by, on, evidence, json))


def propose(
    matter: Annotated[
        list[str], typer.Argument(metavar="ITEM|CASE NODE", help="事项编号，或者案号和节点")
    ],
    level: Annotated[str, typer.Option(help="层级 circulate, refer, or a rung of the ladder")],
    reason: Annotated[str, typer.Option(help="理由 why")],
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """提请 Put a step forward that no clock brought; whoever decides on it confirms or declines."""
    said = {"level": level, "reason": reason}
    on_alert(matter, "supervision_measure_proposed", said, Signed(by, json=json))


def urge(
    matter: Annotated[
        list[str], typer.Argument(metavar="ITEM|CASE NODE", help="事项编号，或者案号和节点")
    ],
    text: Annotated[str, typer.Option(help="催办要求 what it asks for")] = URGED,
    source: Annotated[str, typer.Option(help="来源 抽查、投诉、领导批示、系统")] = "系统",
    reason: Annotated[str, typer.Option(help="理由 why")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """催办 Urge by hand what is due soon or late, before the ladder does; a reply clock starts."""
    said = {"level": URGE, "text": text, "source": source, "reason": reason}
    on_alert(matter, "supervision_order_opened", said, Signed(by, on, json=json))


def decline(
    item: Item,
    reason: Annotated[str, typer.Option(help="理由 why it is not issued")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """不予签发 Decline a proposal, with the reason; the ladder climbs on."""
    on_item(item, "proposal_declined", {"reason": reason}, Signed(by, on, "", json))


def confirming(desk: Desk, one: OpenItem) -> str:
    """Kind of the fact that confirms the item; `NothingToIssue` where the desk cannot."""
    from models.oversight.acts.deciding import proposals
    from models.oversight.watch import watch

    with desk.store.reading() as session:
        seen = watch(session, desk.now(), desk.law, desk.calendar)
        waits = proposals(session, seen, one.id).get(one.id)
    if waits is None and one.issued_by == "ladder":
        raise NothingToIssue(one.id, one.level)
    kind = waits.confirmed_by if waits else "supervision_measure_issued"
    if kind in AT_LETTERS:
        raise NothingToIssue(one.id, one.level, kind)
    return kind

"""`dueprocess supervise`: the acts on a supervision item (督办事项), each recorded as a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.options import AsJson, Evidence, Officer, OnceDone

if TYPE_CHECKING:
    from dueprocess.desk import Desk

app = typer.Typer(no_args_is_help=True, help="督办 Supervision items: list, issue, reply, verify.")

Item = Annotated[int, typer.Argument(metavar="ITEM", help="督办事项编号 number of the item")]

# What confirming a proposal means, by the item's level.
_ISSUES = {"order": "supervision_order_issued", "interview": "interview_convened"}


class UnknownItem(LookupError):
    """The book has no such supervision item."""

    def __init__(self, item: int) -> None:
        super().__init__(f"no supervision item {item}: see `dueprocess supervise list`")


class NothingToIssue(ValueError):
    """The item's level issues itself."""

    def __init__(self, item: int, level: str) -> None:
        super().__init__(
            f"item {item} is at level {level}, which is issued by itself: "
            "only an order (督办) or an interview (约谈) is confirmed by a person"
        )


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="the ended ones too")] = False,
    json: AsJson = False,
) -> None:
    """列表 Items that are open, those waiting for a person first."""
    from dueprocess.cli.case import marking
    from dueprocess.cli.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.items import listing
    from models.reading import items as reads_items

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            found = reads_items.items(session, every)
        if json:
            emit(found)
        else:
            show(listing(marking(desk), found, desk.now()))


@app.command()
def issue(
    item: Item,
    text: Annotated[str, typer.Option(help="督办要求 what an order asks for")] = "",
    set_for: Annotated[str, typer.Option(help="约谈时间 when; else the next working day's")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签发 Confirm a proposed order or interview; its reply clock starts."""
    from dueprocess.cli import moments

    when = moments.moment(set_for).isoformat() if set_for else ""
    _act(item, None, {"text": text, "set_for": when}, on, by, json)


@app.command()
def receipt(item: Item, on: OnceDone = "", by: Officer = "", json: AsJson = False) -> None:
    """签收 Acknowledge an item."""
    _act(item, "supervision_receipted", {}, on, by, json)


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
    _act(item, "supervision_replied", {"text": text}, on, by, json, evidence)


@app.command("return")
def return_(
    item: Item,
    reason: Annotated[str, typer.Option(help="退回理由 why")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """退回 Send an answer back; its reply clock starts again."""
    _act(item, "supervision_returned", {"reason": reason}, on, by, json)


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
    _act(item, "supervision_verified", {"reason": reason}, on, by, json, evidence)


def _act(
    item: int,
    kind: str | None,
    details: dict[str, str],
    on: str,
    by: str,
    json: bool,
    evidence: str = "",
) -> None:
    from dataclasses import replace

    from dueprocess.cli import moments, paper
    from dueprocess.cli.record import put
    from dueprocess.cli.signing import signed_in_person
    from dueprocess.desk import Desk
    from models.reading.items import item as read
    from models.record import Arrival

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            found = read(session, item)
        if found is None:
            raise UnknownItem(item)
        kind = kind or _ISSUES.get(found.level)
        if kind is None:
            raise NothingToIssue(item, found.level)
        arrival = Arrival(
            case=found.case,
            kind=kind,
            occurred_at=moments.moment(on) if on else desk.now(),
            subject_kind="item",
            subject_ref=str(item),
            payload=_said(desk.law.facts[kind].fields, details),
            by=signed_in_person(desk, by),
        )
        with paper.presented(desk.settings.evidence, evidence) as shown:
            put(desk, replace(arrival, **shown), json)
        if not json:
            _stands(desk, item)


def _stands(desk: Desk, item: int) -> None:
    """Show how the item stands now."""
    from dueprocess.cli.case import marking
    from dueprocess.cli.terminal import show
    from dueprocess.views.items import listing
    from models.reading.items import item as read

    with desk.store.reading() as session:
        found = read(session, item)
    if found is not None:
        show(listing(marking(desk), [found], desk.now()))


def _said(fields: object, details: dict[str, str]) -> dict[str, object]:
    """The details that were given and that the kind of fact has a field for."""
    known = {field.name for field in fields}  # type: ignore[attr-defined]
    return {name: text for name, text in details.items() if text and name in known}

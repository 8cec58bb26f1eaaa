"""Acts of supervision at the desk (督办操作): on an item or on a node's alerts, signed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.reading.items import OpenItem
    from models.record import Recorded


class UnknownItem(LookupError):
    """The book has no such supervision item."""

    def __init__(self, item: int) -> None:
        super().__init__(f"no supervision item {item}: see `dueprocess item list`")


class UnknownAlert(ValueError):
    """What was named is neither an item's number nor a case's node."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"cannot read {text!r}: give the number of an item, or CASE NODE "
            "as `dueprocess case CASE` shows them"
        )


@dataclass(frozen=True, slots=True)
class Signed:
    """Who acts, when it happened ("" for now), on what evidence, and how the answer is shown."""

    by: str
    on: str = ""
    evidence: str = ""
    json: bool = False


def found(desk: Desk, item: int, by: str = "") -> OpenItem:
    """The item of that number; `UnknownItem` when there is none that whoever asks may see."""
    from dueprocess.cli.frame.asking import hidden
    from models.reading.items import item as read

    with desk.store.reading() as session:
        one = read(session, item)
    if one is None or hidden(desk, one.case, by):
        raise UnknownItem(item)
    return one


def on_item(item: int, kind: str, details: Mapping[str, object], signed: Signed) -> None:
    """Record an act on an item and show how the item stands now.

    An act of procedure that is what the item asks for is an act in its case.
    """
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        one = found(desk, item, signed.by)
        about = desk.law.facts[kind].subject == "item"
        subject = ("item", str(item)) if about else ("case", "")
        act(desk, one.case, kind, subject, details, signed)
        if not signed.json:
            stands(desk, item, signed.by)


def on_alert(words: list[str], kind: str, details: Mapping[str, object], signed: Signed) -> None:
    """Record what is said of a node's alerts; the node is named by an item or by CASE NODE."""
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        case, key = _alert(desk, words, signed.by)
        act(desk, case, kind, ("node", key), details, signed)
        if not signed.json and len(words) == 1:
            stands(desk, int(words[0]), signed.by)


def act(
    desk: Desk,
    case: str,
    kind: str,
    subject: tuple[str, str],
    details: Mapping[str, object],
    signed: Signed,
) -> Recorded:
    """Record one act as a fact of the case, in the name of a person."""
    from dataclasses import replace

    from dueprocess.cli.case.record import put
    from dueprocess.cli.frame import moments, paper
    from dueprocess.cli.frame.signing import signed_in_person
    from models.record import Arrival

    known = {field.name for field in desk.law.facts[kind].fields}
    arrival = Arrival(
        case=case,
        kind=kind,
        occurred_at=moments.moment(signed.on) if signed.on else desk.now(),
        subject_kind=subject[0],
        subject_ref=subject[1],
        payload={name: said for name, said in details.items() if said and name in known},
        by=signed_in_person(desk, signed.by),
    )
    with paper.presented(desk.settings.evidence, signed.evidence) as shown:
        return put(desk, replace(arrival, **shown), signed.json)


def stands(desk: Desk, item: int, by: str = "") -> None:
    """Show how the item stands now."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.terminal import show
    from dueprocess.views.supervision.items import listing

    show(listing(marking(desk), [found(desk, item, by)], desk.now()))


def _alert(desk: Desk, words: list[str], by: str) -> tuple[str, str]:
    from dueprocess.cli.case.case import named
    from dueprocess.cli.frame.asking import reads
    from models.reading.card import card

    match words:
        case [number] if number.isascii() and number.isdigit():
            one = found(desk, int(number), by)
            return one.case, one.node_key
        case [case, node]:
            reads(desk, case, by)
            with desk.store.reading() as session:
                sheet = card(session, case)
            return sheet.number, named(sheet, node)[0].key
        case _:
            raise UnknownAlert(" ".join(words))

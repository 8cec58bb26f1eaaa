"""To the next court (移上级法院): an interview not held in time is proposed one court up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.insertion import insert_many
from models.oversight.acts import interviews, ledger
from models.oversight.acts.announcing import OF_SUPERIOR
from models.oversight.acts.ledger import ITEM, Entry
from models.oversight.telling import outbox
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from rulebook.oversight.supervision import ItemState


@dataclass(frozen=True, slots=True)
class Taken:
    """The matters that went up, by the number of the item below, and the messages about them."""

    taken: frozenset[int] = frozenset()
    messages: int = 0


def take_up(session: Session, unheld: Sequence[Entry], watch: Watch) -> Taken:
    """Propose each interview to the court above the one that did not hold it.

    The time that ran out is a transition of the node and nobody's decision: the item below lapses,
    and the one above waits for a person of that court. Where no court is above, nothing is done.
    """
    above = {one.id: watch.roster.superior(one.court or one.post.court) for one in unheld}
    going = [(one, court) for one in unheld if (court := above[one.id])]
    ids = [one.id for one, _ in going]
    ledger.end(session, ids, ItemState.LAPSED, "约谈期限已过，未进行", watch.as_of)
    interviews.lapse(session, ids)
    rows = insert_many(
        session, ITEM, [_item(one, court, watch) for one, court in going], ("id", "node_id")
    )
    numbers = {row.node_id: row.id for row in rows}
    told = 0
    for one, court in going:
        number = numbers[one.node.id]
        name = watch.roster.court_name(court)
        detail = f"约谈期限已过未进行，拟由{name}约谈（事项{number}）"
        ledger.note(session, one.node.id, one.post.case_id, "escalated", detail, watch.as_of)
        told += _tell(session, one, court, number, watch)
    return Taken(frozenset(ids), told)


def _item(below: Entry, court: str, watch: Watch) -> dict[str, object]:
    return {
        "case_id": below.post.case_id,
        "node_id": below.node.id,
        "level": below.level,
        "rung": below.rung,
        "state": ItemState.PROPOSED,
        "opened_at": watch.as_of,
        "issued_by": "",
        "court_code": court,
        "reply": "",
        "returned": 0,
        "verified_by": "",
        "verified_on": "",
        "ended_why": "",
    }


def _tell(session: Session, below: Entry, court: str, number: int, watch: Watch) -> int:
    rung = watch.ladder(below.node).rung(below.rung)
    late = watch.delay(below.node)
    heading = watch.heading(below.node, below.post)
    name = watch.roster.court_name(below.court or below.post.court)
    words = heading.alert(
        rung.key,
        f"{rung.zh}·移上级",
        late.text if late else "",
        f"{name}未在期限内进行{rung.zh}，拟由本院{rung.zh}（事项{number}）。请决定是否通知。",
    )
    # The lower court is told too that the matter is with it no longer.
    people = watch.roster.any_of(court, OF_SUPERIOR) + watch.roster.told(
        below.court or below.post.court, rung.cc
    )
    lines = {
        person.officer_id: Line(
            f"item:{number}:upward:to:{person.officer_id}",
            person,
            words,
            below.post.case_id,
            below.node.id,
        )
        for person in people
    }
    quiet = outbox.quiet_until(watch.ladder(below.node), watch.as_of, watch.calendar)
    return outbox.post(session, list(lines.values()), watch.as_of, quiet)

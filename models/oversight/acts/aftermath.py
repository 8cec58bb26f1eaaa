"""What becomes of open items when their node moves: settled, paused, moved, ended (随节点而动)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts import announcing, clocks, handover, ledger
from models.oversight.acts.ledger import Entry, entries
from models.oversight.telling import alert
from models.oversight.watch import Watch
from models.recording.changes import Changes, NodeChange
from models.tables.item import SupervisionItem
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import AWAITING_REPLY, OPEN, ItemState

ITEM = table_of(SupervisionItem)
_BY_FACT = "节点已由第"  # how a reply begins that no person wrote


def follow(
    session: Session,
    case_id: int,
    fact: FactView,
    changes: Changes,
    watching: Callable[[], Watch],
) -> None:
    """Let open items follow their nodes after a fact.

    A node that was never overdue has no items, so an ordinary fact asks the database nothing.
    """
    ids = _concerned(changes, fact.recorded_at)
    if not ids:
        return
    found = entries(
        session,
        ITEM.c.case_id == case_id,
        ITEM.c.node_id.in_(ids),
        ITEM.c.state.in_(sorted(OPEN)),
    )
    if found:
        watch, before = watching(), handover.owners_before(changes)
        for entry in found:
            _follow(session, entry, fact, watch)
        moved = [one for one in found if one.node.id in before and watch.late(one.node)]
        handover.begin_anew(session, moved, before, fact, watch)


def _concerned(changes: Changes, as_of: datetime) -> Collection[int]:
    return {change.id for change in changes.standing if _was_late(change, as_of)}


def _was_late(change: NodeChange, as_of: datetime) -> bool:
    """A paused node's due moment is not kept, so it counts as possibly late."""
    assert change.before is not None
    due_at = change.before["due_at"]
    return due_at is None or due_at <= as_of


def _follow(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    match entry.node.state:
        case NodeState.SETTLED:
            _settled(session, entry, fact, watch)
        case NodeState.PAUSED:
            _stop(session, entry)
        case NodeState.RUNNING if watch.late(entry.node):
            _resume(session, entry, fact, watch)
        case NodeState.RUNNING if entry.opened_by_hand:
            _resume(session, entry, fact, watch)
        case NodeState.RUNNING:
            _withdraw(session, entry, f"期限改为{entry.node.due_on}", watch)
        case _:
            _withdraw(session, entry, f"节点因第{fact.seq}号事实终结", watch)


def _settled(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    """The settling answers an issued act, which then waits for verification."""
    if entry.state is ItemState.PROPOSED:
        _withdraw(session, entry, f"{_BY_FACT}{fact.seq}号事实办结", watch)
    elif entry.state in AWAITING_REPLY and entry.level != INTERVIEW:
        reply = f"{_BY_FACT}{fact.seq}号事实办结"
        ledger.move(
            session,
            [entry.id],
            ItemState.REPLIED,
            reply=reply,
            replied_at=watch.as_of,
            reply_seq=fact.seq,
            reply_due_at=None,
        )
        words = alert.told(
            watch.heading(entry.node, entry.post), "待核验", entry.id, f"{reply}，请核验。"
        )
        announcing.tell(session, entry, fact, (announcing.verifiers(entry), words), watch)


def _stop(session: Session, entry: Entry) -> None:
    """While the node's own clock stands, nobody is charged with silence."""
    if entry.state in AWAITING_REPLY:
        ledger.move(session, [entry.id], entry.state, reply_due_at=None)


def _resume(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    """The node is overdue again: what waited starts anew, what the settling answered reopens."""
    if entry.state is ItemState.REPLIED and entry.reply.startswith(_BY_FACT):
        _restart(session, entry, ItemState.RETURNED, fact, watch)
    elif entry.state in AWAITING_REPLY and entry.reply_due_at is None:
        _restart(session, entry, entry.state, fact, watch)


def _restart(
    session: Session, entry: Entry, state: ItemState, fact: FactView, watch: Watch
) -> None:
    clock = clocks.started(entry, fact, watch)
    ledger.move(session, [entry.id], state, **clock.columns)


def _withdraw(session: Session, entry: Entry, why: str, watch: Watch) -> None:
    ledger.end(session, [entry.id], ItemState.SUPERSEDED, why, watch.as_of)
    announcing.call_off(session, [entry], why, watch)

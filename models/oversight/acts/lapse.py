"""Reply clocks that ran out (逾期未复): the item lapses and the next rung takes it up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, literal, select, tuple_, update
from sqlmodel import Session

from models.insertion import among
from models.oversight import feed
from models.oversight.acts import ledger, upward
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.acts.replyclock import ReplyClock
from models.oversight.firing.claims import Won, fire_all, make_claims
from models.oversight.firing.repeating import with_repeats
from models.oversight.firing.sweep import Served, rouse
from models.oversight.telling import alert, outbox
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.tables.node import NodeState
from rulebook.law.ladder import STRETCH_MARK, Mode
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.climbing import same_round
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.quiet import speaks_at
from rulebook.oversight.supervision import AWAITING_REPLY, OPEN, ItemState

_BY_SILENCE = f"{STRETCH_MARK}silent"  # behind the key of a rung that was proposed before


@dataclass(frozen=True, slots=True)
class Silence:
    """An item whose reply clock ran out, in the order of the index."""

    reply_due_at: datetime
    item_id: int
    case_id: int


def silences(session: Session, as_of: datetime, after: Silence | None, limit: int) -> list[Silence]:
    """The next items whose reply clock has run out by `as_of`, by the index."""
    statement = (
        select(ITEM.c.reply_due_at, ITEM.c.id, ITEM.c.case_id)
        .where(ITEM.c.reply_due_at <= as_of)
        .order_by(ITEM.c.reply_due_at, ITEM.c.id)
        .limit(limit)
    )
    if after is not None:
        place = tuple_(ITEM.c.reply_due_at, ITEM.c.id)
        moment = bindparam("at", after.reply_due_at, ITEM.c.reply_due_at.type)
        statement = statement.where(place > tuple_(moment, literal(after.item_id)))
    return [Silence(*row) for row in session.connection().execute(statement)]


def answer(session: Session, found: Sequence[Silence], watch: Watch) -> Served:
    """Let the items lapse and fire the rung that follows on silence, unless it was fired before.

    A rung without successor tells once that the time is up and waits on, with no clock.
    """
    ids = [one.item_id for one in found]
    late = entries(
        session, among(session, ITEM.c.id, ids), ITEM.c.reply_due_at <= watch.as_of, lock=True
    )
    late = _unheld(session, late, watch)
    running = [entry for entry in late if _charged(entry)]
    # What is read below must be the items as they were before this moment's changes.
    open_items = _open(session, {entry.node.id for entry in running})
    uncharged = {entry.id for entry in late} - {entry.id for entry in running}
    ledger.drop_clocks(session, uncharged)
    _answered(session, [entry for entry in late if entry.id in uncharged], watch)
    ledger.stop_clocks(session, [entry.id for entry in running])
    followed = [entry for entry in running if _next(entry, watch)]
    ledger.end(session, [e.id for e in followed], ItemState.LAPSED, "逾期未回复", watch.as_of)
    wanted = [_won(entry, open_items, watch) for entry in followed]
    won = make_claims(session, wanted, watch)
    won = with_repeats(session, won, watch)
    fired = fire_all(session, won, open_items, watch)
    unheld = upward.take_up(session, [e for e in running if e.level == INTERVIEW], watch)
    left = [e for e in running if not _next(e, watch) and e.id not in unheld.taken]
    told = unheld.messages + _tell(session, left, watch)
    cases = frozenset(entry.post.case_id for entry in late)
    rouse(session, cases)
    return Served(
        fired=len(won),
        messages=fired.messages + told,
        items=fired.items + len(unheld.taken),
        lapsed=len(running),
        cases=cases,
    )


def _unheld(session: Session, late: Sequence[Entry], watch: Watch) -> list[Entry]:
    """Without those whose next step waits for fresh data: their reply clocks wait with it."""
    held = [entry for entry in late if _charged(entry) and watch.waits(_above(entry, watch))]
    if held:
        nodes = {entry.node.id: entry.post.case_id for entry in held}
        feed.hold(session, nodes, watch.feed, watch.as_of, watch.next_look)
        ids = {entry.id for entry in held}
        statement = update(ITEM).where(among(session, ITEM.c.id, sorted(ids)))
        waits = ReplyClock(watch.next_look, ReplyGround.FEED, watch.as_of)
        session.connection().execute(statement.values(waits.columns))
    return [entry for entry in late if entry not in held]


def _above(entry: Entry, watch: Watch) -> int:
    """The level that silence leads to; an interview that was not held goes up by itself."""
    key = _next(entry, watch)
    if not key and entry.level != INTERVIEW:
        return 0
    return watch.ladder(entry.node).level(key or entry.rung)


def _answered(session: Session, uncharged: Sequence[Entry], watch: Watch) -> None:
    """A node settled before its last day answered the order that a person opened on it."""
    for entry in uncharged:
        if entry.opened_by_hand and entry.state in AWAITING_REPLY and entry.node.settled_by:
            ledger.move(
                session,
                [entry.id],
                ItemState.REPLIED,
                reply=f"节点已由第{entry.node.settled_by}号事实办结",
                replied_at=watch.as_of,
                reply_seq=entry.node.settled_by,
            )


def _charged(entry: Entry) -> bool:
    """Whether silence counts: it was asked, and the node still waits to be done."""
    return entry.state in AWAITING_REPLY and entry.node.state == NodeState.RUNNING


def _open(session: Session, node_ids: Collection[int]) -> list[Entry]:
    return entries(
        session, among(session, ITEM.c.node_id, node_ids), ITEM.c.state.in_(sorted(OPEN))
    )


def _next(entry: Entry, watch: Watch) -> str:
    return watch.ladder(entry.node).rung(entry.rung).on_silence


def _won(entry: Entry, open_items: Sequence[Entry], watch: Watch) -> Won:
    """What silence brings; where it is proposed already and comes by itself, it comes now."""
    ladder = watch.ladder(entry.node)
    key = ladder.rung(entry.rung).on_silence
    mode = ladder.rung(entry.rung).silent_mode or ladder.rung(key).mode
    waits = any(
        one.node.id == entry.node.id and one.level == key and one.state is ItemState.PROPOSED
        for one in open_items
    )
    mark = _BY_SILENCE if waits and mode is Mode.AUTOMATIC else ""
    return Won(entry.node, entry.post, same_round(key, entry.rung) + mark, mode)


def _tell(session: Session, left: Sequence[Entry], watch: Watch) -> int:
    told = 0
    for entry in left:
        quiet = speaks_at(watch.ladder(entry.node), watch.as_of, watch.calendar)
        told += outbox.post(session, _lines(entry, watch), watch.as_of, quiet)
    return told


def _lines(entry: Entry, watch: Watch) -> list[Line]:
    rung = watch.ladder(entry.node).rung(entry.rung)
    words = alert.unanswered(watch.heading(entry.node, entry.post), rung, entry.id)
    owner = entry.node.owner_id or entry.post.handler_id
    people = watch.roster.told(entry.post.court, rung.cc or rung.to, owner, entry.node.role)
    # The clock that ran out is part of the key: a returned item may fall silent again.
    moment = f"{entry.reply_due_at:%Y%m%d}"
    return [
        Line(
            key=f"item:{entry.id}:silent:{moment}:to:{person.officer_id}",
            person=person,
            alert=words,
            case_id=entry.post.case_id,
            node_id=entry.node.id,
            item_id=entry.id,
        )
        for person in people
    ]

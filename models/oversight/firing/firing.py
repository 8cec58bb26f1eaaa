"""Firing rungs (触发升级): the items, interviews, messages and transitions of claims just won."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session

from models.insertion import among, insert_many, table_of
from models.oversight.acts import announcing, courtletter, interviews, ledger
from models.oversight.acts.interviews import Appointment, Convening
from models.oversight.acts.ledger import BY_LADDER, ITEM, TRANSITION, Entry, NodeRow, Post
from models.oversight.acts.replyclock import ReplyClock
from models.oversight.firing.duty import OWNER, Addressee
from models.oversight.telling import alert, outbox
from models.oversight.telling.alert import Alert, Heading
from models.oversight.telling.delay import Delay
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.tables.claim import Claim
from rulebook.law.ladder import Ladder, Mode, Rung
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.quiet import speaks_at
from rulebook.oversight.supervision import OPEN, ItemState, first_state, opens_item, reply_due

CLAIM = table_of(Claim)


class Firing(NamedTuple):
    """One claim won: this rung fires now on this node."""

    claim_id: int
    key: str  # the rung's key with the round's mark
    rung: Rung
    mode: Mode
    node: NodeRow
    post: Post
    delay: Delay
    newly_overdue: bool
    first: bool = False  # nobody was told of this node before


@dataclass(slots=True)
class Fired:
    """What a batch of firings wrote."""

    messages: int = 0
    items: int = 0


@dataclass(slots=True)
class _Acts:
    """Ids of the items opened by the firings, and the appointments of interviews."""

    items: dict[int, int] = field(default_factory=dict)  # claim id → item id
    dates: Mapping[int, Appointment] = field(default_factory=dict)  # item id → appointment


def fire(
    session: Session, firings: Sequence[Firing], open_items: Sequence[Entry], watch: Watch
) -> Fired:
    """Write all that follows from the claims, in the caller's transaction, set by set.

    `open_items` are the open items of the firings' nodes before this moment. An act that is
    issued takes up what was open at lower levels; a proposed one leaves it to run.
    """
    acting = [firing for firing in firings if opens_item(firing.rung)]
    _make_room(session, acting, open_items, watch)
    acts = _Acts(_open(session, acting, watch))
    acts.dates = _convene(session, acting, acts.items, watch)
    messages = _tell(session, firings, acts, watch)
    _show(session, firings, watch)
    return Fired(messages, len(acts.items))


def ranks_below(ladder: Ladder, key: str) -> frozenset[str]:
    """Keys of the rungs beneath the rung of that key."""
    level = ladder.rung(key).level
    return frozenset(rung.key for rung in ladder.every if rung.level < level)


def take_up(session: Session, entries: Sequence[Entry], why: str, watch: Watch) -> None:
    """End items that a higher act takes up: lapsed when their reply clock had run out."""
    as_of = watch.as_of
    lapsed = {e.id for e in entries if e.reply_due_at is not None and e.reply_due_at <= as_of}
    others = {e.id for e in entries} - lapsed
    ledger.end(session, lapsed, ItemState.LAPSED, why, as_of)
    ledger.end(session, others, ItemState.SUPERSEDED, why, as_of)
    announcing.call_off(session, entries, why, watch)


def _make_room(
    session: Session, acting: Sequence[Firing], open_items: Sequence[Entry], watch: Watch
) -> None:
    by_node: dict[int, list[Entry]] = defaultdict(list)
    for entry in open_items:
        by_node[entry.node.id].append(entry)
    by_reason: dict[str, list[Entry]] = defaultdict(list)
    for firing in acting:
        ended = _ended_by(firing, watch)
        taken = [e for e in by_node[firing.node.id] if e.state in OPEN and e.level in ended]
        by_reason[f"由{firing.rung.zh}接续"] += taken
    for why, taken in by_reason.items():
        take_up(session, taken, why, watch)


def _ended_by(firing: Firing, watch: Watch) -> frozenset[str]:
    same = frozenset({firing.rung.key})
    if firing.mode is not Mode.AUTOMATIC:
        return same
    return same | ranks_below(watch.ladder(firing.node), firing.rung.key)


def _open(session: Session, acting: Sequence[Firing], watch: Watch) -> dict[int, int]:
    """Insert the items; claim id → item id."""
    if not acting:
        return {}
    new = [_item(one, watch) for one in acting]
    rows = insert_many(session, ITEM, new, returning=("id", "node_id", "rung"))
    ids = {(row.node_id, row.rung): row.id for row in rows}
    opened = {one.claim_id: ids[one.node.id, one.key] for one in acting}
    session.connection().execute(
        update(CLAIM)
        .where(
            among(session, ITEM.c.id, opened.values()),
            CLAIM.c.node_id == ITEM.c.node_id,
            CLAIM.c.rung == ITEM.c.rung,
        )
        .values(item_id=ITEM.c.id)
    )
    return opened


def _item(firing: Firing, watch: Watch) -> dict[str, object]:
    state = first_state(firing.mode)
    issued = state is ItemState.ISSUED
    return {
        "case_id": firing.post.case_id,
        "node_id": firing.node.id,
        "level": firing.rung.key,
        "rung": firing.key,
        "state": state,
        "opened_at": watch.as_of,
        "issued_at": watch.as_of if issued else None,
        "issued_by": BY_LADDER if issued else "",
        **_clock(firing, watch, issued).columns,
        "reply": "",
        "returned": 0,
        "verified_by": "",
        "ended_why": "",
    }


def _clock(firing: Firing, watch: Watch, issued: bool) -> ReplyClock:
    """The reply clock of what is issued; none runs for what a person has to confirm."""
    if not issued:
        return ReplyClock(None, ReplyGround.LADDER, watch.as_of)
    if firing.rung.key == INTERVIEW:
        met = interviews.appointment(watch.ladder(firing.node), watch.as_of, watch.calendar)
        return ReplyClock(met.hold_by, ReplyGround.APPOINTMENT, met.set_for)
    due_at = reply_due(firing.rung.reply, watch.as_of, watch.calendar)
    return ReplyClock(due_at, ReplyGround.LADDER, watch.as_of)


def _convene(
    session: Session, acting: Sequence[Firing], items: Mapping[int, int], watch: Watch
) -> Mapping[int, Appointment]:
    due = [
        Convening(items[one.claim_id], one.node, one.post)
        for one in acting
        if one.rung.key == INTERVIEW and one.mode is Mode.AUTOMATIC
    ]
    return interviews.convene(session, due, watch)


def _tell(session: Session, firings: Sequence[Firing], acts: _Acts, watch: Watch) -> int:
    by_moment: dict[datetime, list[Firing]] = defaultdict(list)
    for firing in firings:
        moment = speaks_at(watch.ladder(firing.node), watch.as_of, watch.calendar, firing.first)
        by_moment[moment].append(firing)
    named, told = _named(session, firings, watch), 0
    for moment, some in by_moment.items():
        read_at = watch.at(moment)
        lines = [line for one in some for line in _lines(one, acts, watch, read_at, named)]
        told += outbox.post(session, lines, watch.as_of, moment)
    return told


def _named(session: Session, firings: Sequence[Firing], watch: Watch) -> Mapping[int, Addressee]:
    """Whoever was named for a letter of a court above is told beside the case's handler."""
    ids = {one.node.id for one in firings if one.node.rule_id == courtletter.RULE}
    return courtletter.in_charge(session, ids, watch.roster) if ids else {}


def _lines(
    firing: Firing,
    acts: _Acts,
    watch: Watch,
    read_at: Watch,
    named: Mapping[int, Addressee],
) -> list[Line]:
    # A night's alert is read in the morning: it says how late the node will be then.
    late = read_at.delay(firing.node) or firing.delay
    words = _wording(firing, acts, watch, late)(watch.heading(firing.node, firing.post))
    people = watch.roster.told(
        firing.post.court,
        _roles(firing),
        firing.node.owner_id or firing.post.handler_id,
        firing.node.role,
    )
    beside = named.get(firing.node.id)
    if beside is not None and OWNER in _roles(firing):
        people = tuple({one.officer_id: one for one in (*people, beside)}.values())
    return [
        Line(
            key=f"claim:{firing.claim_id}:to:{person.officer_id}",
            person=person,
            alert=words,
            case_id=firing.post.case_id,
            node_id=firing.node.id,
            claim_id=firing.claim_id,
            channel=firing.rung.channel,
            item_id=acts.items.get(firing.claim_id),
        )
        for person in people
    ]


def _roles(firing: Firing) -> tuple[str, ...]:
    """A proposal goes to those who may confirm it; anything sent goes to all it names."""
    rung = firing.rung
    if firing.mode is Mode.AUTOMATIC:
        return (*rung.to, *rung.cc)
    return rung.cc or rung.to


def _wording(firing: Firing, acts: _Acts, watch: Watch, late: Delay) -> Callable[[Heading], Alert]:
    rung = firing.rung
    item = acts.items.get(firing.claim_id)
    if item is not None and firing.mode is not Mode.AUTOMATIC:
        return lambda heading: alert.proposed(heading, rung, late, item)
    if item is not None and item in acts.dates:
        set_for = acts.dates[item].set_for
        return lambda heading: alert.convened(heading, rung, late, set_for)
    replied_by = reply_due(rung.reply, watch.as_of, watch.calendar)
    return lambda heading: alert.climbed(heading, rung, late, replied_by)


def _show(session: Session, firings: Sequence[Firing], watch: Watch) -> None:
    rows = [
        {
            "case_id": firing.post.case_id,
            "node_id": firing.node.id,
            "what": what,
            "detail": detail,
            "at": watch.as_of,
        }
        for firing in firings
        for what, detail in _whats(firing)
    ]
    insert_many(session, TRANSITION, rows)


def _whats(firing: Firing) -> list[tuple[str, str]]:
    if not firing.delay.late:
        return [("due_soon", firing.delay.text)]
    found = [("overdue", firing.delay.text)] if firing.newly_overdue else []
    if opens_item(firing.rung):
        said = firing.rung.zh if firing.mode is Mode.AUTOMATIC else f"拟{firing.rung.zh}"
        found.append(("escalated", f"{said}；{firing.delay.text}"))
    return found

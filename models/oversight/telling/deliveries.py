"""Deliveries in rows (送达记录): claimed before they are sent, settled after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal_column, or_, select, text, update
from sqlmodel import Session

from models.amendment import amend_many
from models.insertion import among, table_of
from models.oversight.telling import since
from models.oversight.telling.outbox import MESSAGE
from models.oversight.telling.routing import DELIVERY, Routes, fall_back
from models.tables.case import Case
from models.tables.delivery import DeliveryState
from models.tables.message import MessageState

CASE = table_of(Case)
_ERROR_WIDTH = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One delivery as the deliverer sees it."""

    id: int
    message_id: int
    officer_id: str
    level: str
    subject: str
    body: str
    route: str
    attempts: int  # tries before this one
    case: str = ""  # the case number
    node_id: int | None = None
    since: str = ""  # what has become of its matter since it was written


@dataclass(frozen=True, slots=True)
class Bundle:
    """All lines of one person that go out together (一人一时一份), under one digest id."""

    id: str
    officer_id: str
    lines: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a bundle."""

    bundle: Bundle
    fault: str = ""  # empty: the channel took it
    lasting: bool = False  # another try on this channel would be refused too
    unsure: bool = False  # it may have arrived: a second copy has to bear the same id


def wanted(session: Session, channels: Sequence[str], as_of: datetime) -> frozenset[str]:
    """Those of the channels on which something is due, in one statement."""
    if not channels:
        return frozenset()
    asked = select(*(select(DELIVERY.c.id).where(_ready(c, as_of)).exists() for c in channels))
    found = session.connection().execute(asked).one()
    return frozenset(one for one, due in zip(channels, found, strict=True) if due)


def claim(
    session: Session, channel: str, as_of: datetime, people: int, routes: Routes
) -> tuple[Bundle, ...]:
    """Take all that is due on a channel to up to `people` persons, one bundle a person.

    Claim first, send after: what a dead deliverer held is taken again after the hold, under the
    digest id that it had, so that a channel can tell a second copy.
    """
    rows = session.connection().execute(_due(channel, as_of, people)).all()
    bundles = tuple(_bundles(channel, rows))
    amend_many(
        session,
        DELIVERY,
        [
            {
                "id": line.id,
                "state": DeliveryState.CLAIMED,
                "claimed_until": as_of + routes.alerting.patience.hold,
                "digest": bundle.id,
                "attempts": line.attempts + 1,
            }
            for bundle in bundles
            for line in bundle.lines
        ],
    )
    return bundles


def settle(session: Session, outcomes: Sequence[Outcome], routes: Routes, as_of: datetime) -> int:
    """Write what became of bundles; how many messages went on to another channel."""
    held = _held(session, outcomes)
    done = [row for row in held if not _of(outcomes, row.digest).fault]
    amend_many(session, DELIVERY, [_sent(row.id, as_of) for row in done])
    amend_many(
        session,
        MESSAGE,
        [
            {"id": row.message_id, "state": MessageState.SENT, "sent_at": as_of, "error": ""}
            for row in done
        ],
    )
    failed = [row for row in held if _of(outcomes, row.digest).fault]
    over = [row for row in failed if _given_up(row, _of(outcomes, row.digest), routes)]
    again = [row for row in failed if row not in over]
    amend_many(
        session, DELIVERY, [_again(r, _of(outcomes, r.digest), routes, as_of) for r in again]
    )
    why = {row.id: _of(outcomes, row.digest).fault[:_ERROR_WIDTH] for row in over}
    return fall_back(session, over, why, routes, as_of) if over else 0


def put_off(session: Session, channel: str, as_of: datetime, until: datetime) -> None:
    """What is due on a channel that may carry no more just now waits until then."""
    c = DELIVERY.c
    session.connection().execute(
        update(DELIVERY)
        .where(c.channel == channel, text("state = 'waiting'"), c.next_at <= as_of)
        .values(next_at=until)
    )


def forsake(
    session: Session, channel: str, as_of: datetime, why: str, routes: Routes, limit: int
) -> int:
    """Hand what waits on a dead channel to the next one; how many messages had one.

    Whoever has no other channel waits for this one to come back.
    """
    rows = [
        row
        for row in _left(session, DELIVERY.c.channel == channel, as_of, limit)
        if routes.channels(row.officer_id, row.level)[-1:] != (channel,)
    ]
    return fall_back(session, rows, {row.id: why for row in rows}, routes, as_of) if rows else 0


def adopt(session: Session, as_of: datetime, routes: Routes, limit: int) -> int:
    """Take over what waits on channels that nobody has served for a while."""
    if not routes.opened:
        return 0
    gone = DELIVERY.c.channel.not_in(sorted(routes.opened))
    rows = _left(session, gone, as_of - routes.alerting.patience.orphan, limit)
    why = {row.id: "渠道未开通 the channel is not set up" for row in rows}
    return fall_back(session, rows, why, routes, as_of) if rows else 0


def _left(
    session: Session, which: ColumnElement[bool], due_by: datetime, limit: int
) -> Sequence[Row[Any]]:
    """Deliveries that were due by then and that nobody holds."""
    c = DELIVERY.c
    found = (
        select(c.id, c.message_id, c.officer_id, MESSAGE.c.level)
        .join_from(DELIVERY, MESSAGE, MESSAGE.c.id == c.message_id)
        .where(which, literal_column("delivery.state = 'waiting'"), c.next_at <= due_by)
        .order_by(c.next_at, c.id)
        .limit(limit)
        .with_for_update(of=DELIVERY, skip_locked=True)
    )
    return session.connection().execute(found).all()


def _ready(channel: str, as_of: datetime) -> ColumnElement[bool]:
    c = DELIVERY.c
    abandoned = and_(c.state == DeliveryState.CLAIMED, c.claimed_until <= as_of)
    return and_(
        # Said as text, because a partial index is only used for its own literal condition.
        literal_column("delivery.state IN ('waiting', 'claimed')"),
        c.channel == channel,
        c.next_at <= as_of,
        or_(c.state == DeliveryState.WAITING, abandoned),
    )


def _due(channel: str, as_of: datetime, people: int) -> Select[Any]:
    c, ready = DELIVERY.c, _ready(channel, as_of)
    next_people = select(c.officer_id).where(ready).distinct().order_by(c.officer_id).limit(people)
    m = MESSAGE.c
    found = (
        select(
            c.id,
            c.message_id,
            c.officer_id,
            c.attempts,
            c.digest,
            m.level,
            m.subject,
            m.body,
            m.route,
            m.node_id,
            CASE.c.number,
            since.became(),
        )
        .join_from(DELIVERY, MESSAGE, m.id == c.message_id)
        .outerjoin(CASE, CASE.c.id == m.case_id)
    )
    return (
        since.joined(found)
        .where(ready, c.officer_id.in_(next_people))
        .order_by(c.officer_id, c.digest, c.id)
        .with_for_update(of=DELIVERY, skip_locked=True)
    )


def _bundles(channel: str, rows: Sequence[Row[Any]]) -> Iterator[Bundle]:
    for (officer_id, digest), group in groupby(rows, lambda row: (row.officer_id, row.digest)):
        lines = tuple(_line(row) for row in group)
        yield Bundle(digest or _digest_id(channel, officer_id, lines), officer_id, lines)


def _line(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.id,
        message_id=row.message_id,
        officer_id=row.officer_id,
        level=row.level,
        subject=row.subject,
        body=row.body,
        route=row.route,
        attempts=row.attempts,
        case=row.number or "",
        node_id=row.node_id,
        since=since.said(row.became),
    )


def _digest_id(channel: str, officer_id: str, lines: Sequence[Waiting]) -> str:
    named = f"{channel}:{officer_id}:{','.join(str(line.id) for line in lines)}"
    return f"{lines[0].id:08d}-{sha256(named.encode()).hexdigest()[:12]}"


def _held(session: Session, outcomes: Sequence[Outcome]) -> Sequence[Row[Any]]:
    """Only what is still held under its digest: another deliverer may have taken it over."""
    c = DELIVERY.c
    ids = [line.id for outcome in outcomes for line in outcome.bundle.lines]
    return (
        session.connection()
        .execute(
            select(c.id, c.message_id, c.officer_id, c.digest, c.channel, c.attempts, c.rank)
            .add_columns(MESSAGE.c.level)
            .join_from(DELIVERY, MESSAGE, MESSAGE.c.id == c.message_id)
            .where(
                among(session, c.id, ids),
                c.state == DeliveryState.CLAIMED,
                c.digest.in_([outcome.bundle.id for outcome in outcomes]),
            )
            .with_for_update(of=DELIVERY)
        )
        .all()
    )


def _of(outcomes: Sequence[Outcome], digest: str) -> Outcome:
    return next(one for one in outcomes if one.bundle.id == digest)


def _sent(delivery: int, as_of: datetime) -> dict[str, object]:
    return {
        "id": delivery,
        "state": DeliveryState.SENT,
        "sent_at": as_of,
        "claimed_until": None,
        "error": "",
    }


def _given_up(row: Row[Any], outcome: Outcome, routes: Routes) -> bool:
    patience = routes.alerting.patience
    last = routes.channels(row.officer_id, row.level)[-1:] == (row.channel,)
    if outcome.lasting and not last:
        return True
    return bool(row.attempts >= (patience.last_tries if last else patience.tries))


def _again(row: Row[Any], outcome: Outcome, routes: Routes, as_of: datetime) -> dict[str, object]:
    """Once more later. What certainly did not arrive may join what has come up since."""
    return {
        "id": row.id,
        "state": DeliveryState.WAITING,
        "next_at": as_of + routes.alerting.patience.wait(row.attempts),
        "claimed_until": None,
        "digest": row.digest if outcome.unsure else "",
        "error": outcome.fault[:_ERROR_WIDTH],
    }

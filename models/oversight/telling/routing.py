"""Routing (选择渠道): each waiting message is given its first channel and its moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, text, update
from sqlmodel import Session

from models.amendment import amend_many
from models.insertion import among, insert_many, table_of
from models.oversight.telling.outbox import MESSAGE
from models.oversight.telling.subscribing import Subscriptions
from models.tables.delivery import Delivery, DeliveryState
from models.tables.message import MessageState
from rulebook.oversight.alerting import Alerting, Push
from rulebook.time.calendar import Calendar

DELIVERY = table_of(Delivery)


@dataclass(frozen=True, slots=True)
class Routes:
    """What one round of delivery knows throughout."""

    alerting: Alerting
    calendar: Calendar
    subscriptions: Subscriptions
    opened: frozenset[str]  # channels that this deliverer serves

    def channels(self, officer: str, level: str) -> tuple[str, ...]:
        """The channels of a message in the order in which they are tried."""
        return self.subscriptions.channels(officer, level, self.opened)


def route(session: Session, routes: Routes, as_of: datetime, limit: int) -> int:
    """Give up to `limit` waiting messages their first channel; how many were looked at.

    In the caller's transaction, with a handful of statements whatever the number of messages.
    A message nobody here can carry stays waiting, and the auditor names it.
    """
    if not routes.opened:
        return 0
    rows = _waiting(session, as_of, limit)
    if not rows:
        return 0
    shown = {row.id for row in rows if _push(row, routes) is Push.SCREEN}
    going = [row for row in rows if row.id not in shown]
    last = _last_digests(session, {row.officer_id for row in going}, routes, as_of)
    new = [_first(row, routes, last.get(row.officer_id), as_of) for row in going]
    insert_many(session, DELIVERY, new, unless=("message_id", "channel"))
    _became(session, shown, MessageState.SHOWN)
    _became(session, [row.id for row in going], MessageState.ROUTED)
    return len(rows)


def fall_back(
    session: Session, rows: Iterable[Row[Any]], why: Mapping[int, str], routes: Routes, at: datetime
) -> int:
    """Give up these deliveries and hand each message to its next channel; how many had one.

    `rows` bear id, message_id, officer_id, level; `why` is said by delivery. A message without
    another channel has failed.
    """
    given_up = list(rows)
    used = _used(session, [row.message_id for row in given_up])
    onward = {row.id: _next(row, used[row.message_id], routes, at) for row in given_up}
    news = [row for row in onward.values() if row is not None]
    insert_many(session, DELIVERY, news, unless=("message_id", "channel"))
    amend_many(
        session,
        DELIVERY,
        [
            {
                "id": row.id,
                "state": DeliveryState.FELL_BACK if onward[row.id] else DeliveryState.FAILED,
                "error": why[row.id],
                "claimed_until": None,
            }
            for row in given_up
        ],
    )
    lost = [row for row in given_up if onward[row.id] is None]
    amend_many(
        session,
        MESSAGE,
        [{"id": r.message_id, "state": MessageState.FAILED, "error": why[r.id]} for r in lost],
    )
    return len(news)


def _waiting(session: Session, as_of: datetime, limit: int) -> Sequence[Row[Any]]:
    c = MESSAGE.c
    return (
        session.connection()
        .execute(
            select(c.id, c.officer_id, c.level, c.channel)
            # Said as text, because a partial index is only used for its own literal condition.
            .where(text("state = 'waiting'"), c.not_before <= as_of)
            .order_by(c.not_before, c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        .all()
    )


def _push(row: Row[Any], routes: Routes) -> Push:
    return routes.alerting.push(row.level, row.channel)


def _first(
    row: Row[Any], routes: Routes, last: datetime | None, as_of: datetime
) -> dict[str, object]:
    hours, calendar = routes.alerting.hours, routes.calendar
    if _push(row, routes) is Push.SINGLE:
        moment = hours.reach(as_of, calendar, waits=False)
    else:
        moment = hours.after(last, as_of, calendar)
    (channel, *_) = routes.channels(row.officer_id, row.level)
    return _delivery(row.id, row.officer_id, channel, 0, moment)


def _delivery(
    message_id: int, officer_id: str, channel: str, rank: int, at: datetime
) -> dict[str, object]:
    return {
        "message_id": message_id,
        "channel": channel,
        "rank": rank,
        "officer_id": officer_id,
        "state": DeliveryState.WAITING,
        "digest": "",
        "attempts": 0,
        "next_at": at,
        "error": "",
    }


def _next(
    row: Row[Any], used: Sequence[str], routes: Routes, at: datetime
) -> dict[str, object] | None:
    left = [one for one in routes.channels(row.officer_id, row.level) if one not in used]
    return _delivery(row.message_id, row.officer_id, left[0], len(used), at) if left else None


def _used(session: Session, messages: Collection[int]) -> Mapping[int, list[str]]:
    used: dict[int, list[str]] = defaultdict(list)
    c = DELIVERY.c
    found = select(c.message_id, c.channel).where(among(session, c.message_id, messages))
    for message_id, channel in session.connection().execute(found):
        used[message_id].append(channel)
    return used


def _last_digests(
    session: Session, officers: Collection[str], routes: Routes, as_of: datetime
) -> Mapping[str, datetime]:
    """When each person's last digest went out, if so lately that the next one has to wait."""
    c = DELIVERY.c
    found = (
        select(c.officer_id, func.max(c.sent_at, type_=c.sent_at.type))
        .where(
            c.sent_at.is_not(None),
            c.sent_at > as_of - routes.alerting.hours.gather,
            c.officer_id.in_(officers),
        )
        .group_by(c.officer_id)
    )
    return dict(session.connection().execute(found).tuples().all())


def _became(session: Session, ids: Collection[int], state: MessageState) -> None:
    if ids:
        which = among(session, MESSAGE.c.id, ids)
        session.connection().execute(update(MESSAGE).where(which).values(state=state))

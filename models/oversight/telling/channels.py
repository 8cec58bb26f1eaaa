"""How channels do (渠道状态): dead after many failures, tried again after a rest, paced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.insertion import insertion, table_of
from models.tables.delivery import ChannelHealth
from rulebook.oversight.alerting import ChannelRule, Circuit

HEALTH = table_of(ChannelHealth)
MINUTE = timedelta(minutes=1)
_ERROR_WIDTH = 500


@dataclass(frozen=True, slots=True)
class Room:
    """How many digests a channel may be given now, and why no more."""

    digests: int
    dead: str = ""  # why it rests; empty when it lives
    failing: bool = False  # it failed lately: go carefully
    paced_until: datetime | None = None  # its rate is used up until then


def known(session: Session, channel: str) -> ChannelHealth | None:
    """The channel's row, locked; None while another deliverer holds it."""
    new = {"channel": channel, "failures": [], "error": "", "minute_count": 0}
    session.connection().execute(
        insertion(session, HEALTH).values(**new).on_conflict_do_nothing(index_elements=["channel"])
    )
    found = select(ChannelHealth).where(ChannelHealth.channel == channel)
    return session.exec(found.with_for_update(skip_locked=True)).one_or_none()


def room(health: ChannelHealth, rule: ChannelRule, as_of: datetime, most: int) -> Room:
    """How much the channel may be given at `as_of`; a dead one gets one digest after its rest."""
    if health.dead_since is not None:
        if health.retry_at is not None and as_of < health.retry_at:
            return Room(0, f"自{health.dead_since:%m-%d %H:%M}起停用：{health.error}")
        return Room(1, failing=True)
    failing = bool(health.failures)
    if not rule.per_minute:
        return Room(most, failing=failing)
    fresh = health.minute_at is None or as_of - health.minute_at >= MINUTE
    used = 0 if fresh else health.minute_count
    left = rule.per_minute - used
    if left > 0:
        return Room(min(most, left), failing=failing)
    begun = health.minute_at or as_of
    return Room(0, failing=failing, paced_until=begun + MINUTE)


def begun(session: Session, health: ChannelHealth, digests: int, as_of: datetime) -> None:
    """Note that so many digests were begun in this minute."""
    if health.minute_at is None or as_of - health.minute_at >= MINUTE:
        health.minute_at, health.minute_count = as_of, 0
    health.minute_count += digests
    session.add(health)


def heard(
    session: Session, channel: str, fault: str, count: int, circuit: Circuit, as_of: datetime
) -> bool:
    """Note `count` failures with that fault, or, without one, a success; whether it is dead."""
    health = session.get_one(ChannelHealth, channel, with_for_update=True)
    if not fault:
        health.failures, health.dead_since, health.retry_at = [], None, None
        health.error, health.last_sent_at = "", as_of
    else:
        before = [datetime.fromisoformat(one) for one in health.failures]
        moments = circuit.recent([*before, *[as_of] * count], as_of)
        health.failures = [one.isoformat() for one in moments]
        health.error = fault[:_ERROR_WIDTH]
        if health.dead_since is not None or circuit.breaks(moments):
            health.dead_since = health.dead_since or as_of
            health.retry_at = as_of + circuit.rest
    session.add(health)
    return health.dead_since is not None


def dead(session: Session) -> tuple[ChannelHealth, ...]:
    """Channels that count as dead now."""
    found = select(ChannelHealth).where(col(ChannelHealth.dead_since).is_not(None))
    return tuple(session.exec(found.order_by(ChannelHealth.channel)))


def revive(session: Session, channel: str) -> None:
    """A person mended the channel: it is tried again at once."""
    session.connection().execute(
        update(HEALTH)
        .where(HEALTH.c.channel == channel)
        .values(failures=[], dead_since=None, retry_at=None)
    )

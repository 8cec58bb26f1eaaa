"""How alerts reach people (告知方式): working hours, channels, patience; pure, takes `as_of`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rulebook.law.ladder import Channel
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

ANY = "*"
Push = Channel  # how a message goes (推送方式): with the next digest, by itself, on the screen only


class Mask(StrEnum):
    """How much of a message a channel may carry (脱敏)."""

    FULL = "full"
    BRIEF = "brief"  # case number, node, days, level
    COUNT = "count"  # how many matters, nothing of any


@dataclass(frozen=True, slots=True)
class Hours:
    """When people may be reached (告知时段): Asia/Shanghai, on working days only."""

    opens: time
    closes: time
    eve_closes: time  # before a rest day, for what can wait
    gather: timedelta  # between two digests of one person

    def reach(self, ready: datetime, calendar: Calendar, waits: bool) -> datetime:
        """The first moment from `ready` on at which a person may be told.

        What can wait is not told on the last working evening before a rest day: nobody comes
        back on a Friday for one click.
        """
        local = ready.astimezone(SHANGHAI)
        day = local.date()
        if calendar.is_working(day):
            if local.time() < self.opens:
                return datetime.combine(day, self.opens, SHANGHAI)
            if local.time() < self._closes(day, calendar, waits):
                return ready
        return datetime.combine(calendar.next_working(day + ONE_DAY), self.opens, SHANGHAI)

    def after(self, last: datetime | None, ready: datetime, calendar: Calendar) -> datetime:
        """The moment of a person's next digest, given the last one's."""
        rested = ready if last is None else max(ready, last + self.gather)
        return self.reach(rested, calendar, waits=True)

    def _closes(self, day: date, calendar: Calendar, waits: bool) -> time:
        return self.eve_closes if waits and not calendar.is_working(day + ONE_DAY) else self.closes


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a delivery is tried (重试)."""

    first: timedelta
    longest: timedelta
    tries: int  # on one channel, while there is another
    last_tries: int  # on the last one
    hold: timedelta  # a deliverer that is silent for so long has died
    orphan: timedelta  # a channel that nobody serves for so long is gone

    def wait(self, tried: int) -> timedelta:
        """How long to wait after that many tries: twice as long after each."""
        doubled: timedelta = self.first * (1 << min(tried - 1, 20))
        return min(doubled, self.longest)


@dataclass(frozen=True, slots=True)
class Circuit:
    """When a channel counts as dead (渠道熔断): so many failures within a span."""

    failures: int
    within: timedelta
    rest: timedelta

    def recent(self, moments: Sequence[datetime], as_of: datetime) -> tuple[datetime, ...]:
        """The failures that still count."""
        return tuple(one for one in moments if one > as_of - self.within)[-self.failures :]

    def breaks(self, moments: Sequence[datetime]) -> bool:
        """Whether so many recent failures mean that the channel is dead."""
        return len(moments) >= self.failures


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """What a channel may be asked (渠道参数)."""

    id: str
    zh: str
    per_minute: int = 0  # digests; 0: no bound
    threads: int = 1
    timeout_seconds: float = 10.0
    mask: Mask = Mask.BRIEF


@dataclass(frozen=True, slots=True)
class Subscription:
    """Over which channels somebody is told (订阅), in the order in which they are tried.

    `who` is a role, an officer's number, or ``*``; `level` a rung's key or ``*``.
    """

    who: str
    level: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Emission:
    """What the Prefect UI is told of (事件): kinds of change, how many at a time."""

    nodes: tuple[str, ...]
    batch: int
    late: timedelta  # how long a numbered change may be uncommitted


@dataclass(frozen=True, slots=True, eq=False)
class Alerting:
    """All of it, as one installation has it."""

    hours: Hours
    pushes: Mapping[str, Push]  # level → how, where it is not a digest
    patience: Patience
    circuit: Circuit
    channels: Mapping[str, ChannelRule]
    subscriptions: tuple[Subscription, ...]
    emission: Emission
    round_seconds: float
    people: int

    def push(self, level: str, said: str) -> Push:
        """How a message of that level goes out: as its rung says, else as the data says."""
        return Push(said) if said != Push.DIGEST else self.pushes.get(level, Push.DIGEST)

    def channel(self, name: str) -> ChannelRule:
        """The channel's rule; a careful one for a channel that the data does not name."""
        return self.channels.get(name) or ChannelRule(name, name)


def chosen(
    entries: Sequence[Subscription], officer: str, roles: Sequence[str], level: str
) -> tuple[str, ...]:
    """The channels of the entry that fits best; of equals the last.

    A person's own entry goes before a role's, a role's before everybody's, and within each one
    for the level before one for all levels.
    """
    best = -1
    found: tuple[str, ...] = ()
    for entry in entries:
        if entry.level not in (level, ANY):
            continue
        near = _near(entry.who, officer, roles)
        rank = -1 if near < 0 else near * 2 + (entry.level != ANY)
        if rank >= best and rank >= 0:
            best, found = rank, entry.channels
    return found


def _near(who: str, officer: str, roles: Sequence[str]) -> int:
    if who == officer:
        return 2
    if who in roles:
        return 1
    return 0 if who == ANY else -1

"""Subscriptions (订阅): who is told over which channels, and at which address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from models.errors import BookError, UnknownOfficer
from models.tables.officer import Officer, OfficerRole
from models.tables.subscription import Contact, Subscription, SubscriptionChange
from rulebook.oversight import alerting
from rulebook.oversight.alerting import ANY, Alerting, chosen

ROLE = "role:"
LAST = "folder"  # complete without any outside channel: it takes what no other can


class UnknownChannel(BookError, LookupError):
    """A channel was named that the installation's data does not know."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(f"没有名为{name!r}的渠道 no channel is called so: {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Every choice and address as it stood when it was read: four queries a round."""

    entries: tuple[alerting.Subscription, ...]
    officers: Mapping[str, Officer]
    roles: Mapping[str, Sequence[str]]
    addresses: Mapping[tuple[str, str], str]  # officer, channel → address
    wanting: Collection[str] = field(default_factory=frozenset)  # channels that need an address

    @classmethod
    def read(
        cls, session: Session, data: Alerting, wanting: Collection[str] = frozenset()
    ) -> Subscriptions:
        """The book's own choices behind those of the data; `wanting` channels need an address."""
        roles: dict[str, list[str]] = defaultdict(list)
        for held in session.exec(select(OfficerRole)):
            roles[held.officer_id].append(held.role)
        own = tuple(
            alerting.Subscription(
                row.who.removeprefix(ROLE), row.level, tuple(row.channels.split(","))
            )
            for row in session.exec(select(Subscription).order_by(Subscription.who))
        )
        return cls(
            entries=(*data.subscriptions, *own),
            officers={one.id: one for one in session.exec(select(Officer))},
            roles=roles,
            addresses={
                (one.officer_id, one.channel): one.address for one in session.exec(select(Contact))
            },
            wanting=wanting,
        )

    def channels(self, officer: str, level: str, opened: Collection[str]) -> tuple[str, ...]:
        """The open channels that reach the person, in the order in which they are tried."""
        wanted = chosen(self.entries, officer, self.roles.get(officer, ()), level)
        usable = [one for one in wanted if one in opened and self._reaches(officer, one)]
        if not usable and LAST in opened:
            usable = [LAST]
        return tuple(usable)

    def address(self, officer: str, channel: str) -> str:
        """The person's address on the channel; for `apprise` and mail also the officer's own."""
        known = self.addresses.get((officer, channel), "")
        person = self.officers.get(officer)
        own = person.address if person else ""
        if known or not own:
            return known
        fits = {"email": "://" not in own and "@" in own, "apprise": "://" in own}
        return own if fits.get(channel) else ""

    def name(self, officer: str) -> str:
        """The person's name; empty for the desk."""
        person = self.officers.get(officer)
        return person.name if person else ""

    def _reaches(self, officer: str, channel: str) -> bool:
        return channel not in self.wanting or bool(self.address(officer, channel))


def subscribe(
    session: Session,
    data: Alerting,
    who: str,
    channels: Sequence[str],
    as_of: datetime,
    by: str,
    level: str = ANY,
) -> None:
    """Set over which channels a person or a role is told; none: what the data says holds again.

    `who` is a staff number or ``role:director``. Raises `UnknownChannel`, `UnknownOfficer`.
    """
    if not who.startswith(ROLE) and session.get(Officer, who) is None:
        raise UnknownOfficer(who)
    for name in channels:
        if name not in data.channels:
            raise UnknownChannel(name, data.channels)
    standing = session.get(Subscription, (who, level))
    change = Change(who, f"channels:{level}", standing.channels if standing else "", by, as_of)
    _note(session, change, ",".join(channels))
    if not channels:
        if standing is not None:
            session.delete(standing)
        return
    row = standing or Subscription(who=who, level=level, channels="", set_at=as_of)
    row.channels, row.set_by, row.set_at = ",".join(channels), by, as_of
    session.add(row)


def reach_at(
    session: Session,
    data: Alerting,
    officer: str,
    channel: str,
    address: str,
    as_of: datetime,
    by: str,
) -> None:
    """Note a person's address on a channel; an empty one takes it away.

    Raises `UnknownChannel`, `UnknownOfficer`.
    """
    if session.get(Officer, officer) is None:
        raise UnknownOfficer(officer)
    if channel not in data.channels:
        raise UnknownChannel(channel, data.channels)
    standing = session.get(Contact, (officer, channel))
    change = Change(officer, f"address:{channel}", standing.address if standing else "", by, as_of)
    _note(session, change, address)
    if not address:
        if standing is not None:
            session.delete(standing)
        return
    row = standing or Contact(officer_id=officer, channel=channel, address=address)
    row.address = address
    session.add(row)


@dataclass(frozen=True, slots=True)
class Change:
    """A choice or an address as it was, and who changes it when."""

    who: str
    what: str
    before: str
    by: str
    at: datetime


def _note(session: Session, change: Change, after: str) -> None:
    if change.before != after:
        row = SubscriptionChange(
            who=change.who,
            what=change.what,
            before=change.before,
            after=after,
            changed_by=change.by,
            changed_at=change.at,
        )
        session.add(row)


def changes(session: Session, who: str = "", rows: int = 200) -> list[SubscriptionChange]:
    """Who changed what, the newest first; of one person or role when named."""
    found = select(SubscriptionChange).order_by(col(SubscriptionChange.id).desc()).limit(rows)
    found = found.where(SubscriptionChange.who == who) if who else found
    return list(session.exec(found))


@dataclass(frozen=True, slots=True)
class Reached:
    """How one person is reached: for ordinary messages, and for levels set apart."""

    officer: str
    name: str
    channels: tuple[str, ...]
    apart: tuple[tuple[str, tuple[str, ...]], ...]


def reached(known: Subscriptions, opened: Collection[str], officer: str = "") -> list[Reached]:
    """How each person is reached over the open channels, or one of them. `UnknownOfficer`."""
    if officer and officer not in known.officers:
        raise UnknownOfficer(officer)
    levels = sorted({entry.level for entry in known.entries} - {ANY})
    found = []
    for one in [officer] if officer else sorted(known.officers):
        usual = known.channels(one, ANY, opened)
        by_level = ((level, known.channels(one, level, opened)) for level in levels)
        apart = tuple((level, ways) for level, ways in by_level if ways != usual)
        found.append(Reached(one, known.name(one), usual, apart))
    return found

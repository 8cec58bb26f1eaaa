"""Trying out (试发): a test digest over each of a person's channels; nothing is kept of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from models.clock import now
from models.errors import UnknownOfficer
from models.oversight.telling.deliveries import Bundle, Waiting
from models.oversight.telling.subscribing import Subscriptions
from models.oversight.watch import rehearsing
from models.store import Store
from notifications.channels.channel import Channel, NotDelivered
from notifications.digest import Digest, Manner, compose
from rulebook.oversight.alerting import ANY
from tasks.ways import Ways

_WORDS = "[试发] 督程消息试发"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one test digest."""

    channel: str
    zh: str
    address: str
    fault: str  # empty: it was taken


def try_out(store: Store, ways: Ways, officer: str) -> tuple[Tried, ...]:
    """Send a test digest over each channel that would carry the person's messages.

    No row is written and no circuit is charged. Raises `UnknownOfficer`.
    """
    with store.reading() as session:
        known = _known(session, ways)
        if officer not in known.officers:
            raise UnknownOfficer(officer)
        digests = _digests(session, ways, known, officer)
    return tuple(_tried(one, digest, ways) for one, digest in digests)


def _known(session: Session, ways: Ways) -> Subscriptions:
    wanting = frozenset(one.name for one in ways.channels if one.wants_address)
    return Subscriptions.read(session, ways.alerting, wanting)


def _digests(
    session: Session, ways: Ways, known: Subscriptions, officer: str
) -> list[tuple[Channel, Digest]]:
    opened = {one.name: one for one in ways.channels}
    as_of, rehearsal = now(session), rehearsing(session)
    found = []
    for name in known.channels(officer, ANY, opened):
        line = Waiting(0, 0, officer, "notice", _WORDS, "收到即说明此渠道可用。", "", 0)
        bundle = Bundle(f"test-{as_of:%Y%m%d%H%M%S}-{name}", officer, (line,))
        manner = Manner(ways.alerting.channel(name).mask, ways.base_url, rehearsal)
        address = known.address(officer, name)
        digest = compose(bundle, known.name(officer), address, manner, as_of)
        found.append((opened[name], digest))
    return found


def _tried(channel: Channel, digest: Digest, ways: Ways) -> Tried:
    rule, fault = ways.alerting.channel(channel.name), ""
    try:
        channel.send(digest, rule.timeout_seconds)
    except NotDelivered as error:
        fault = str(error)
    return Tried(channel.name, rule.zh, digest.address, fault)

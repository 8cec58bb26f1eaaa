"""Delivery (送达): claim what waits, send one digest a person, mark what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.clock import now
from models.oversight import outbox
from models.oversight.duty import Roster
from models.oversight.outbox import Bundle
from models.oversight.watch import rehearsing
from models.store import Store
from notifications.channel import Channel
from notifications.digest import compose

PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of delivery did, in digests and in lines."""

    digests: int = 0
    lines: int = 0
    failed: int = 0
    faults: tuple[str, ...] = ()  # one a digest that did not go out

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.digests + other.digests,
            self.lines + other.lines,
            self.failed + other.failed,
            self.faults + other.faults,
        )


def deliver(
    store: Store, channels: Sequence[Channel], as_of: datetime | None = None, limit: int = PEOPLE
) -> Delivered:
    """Send all that is due to at most `limit` people, one digest each.

    Claimed in one transaction, sent outside of any, marked in another: a crash in between
    sends again after the claim runs out, under the same digest id. A failure is kept on the
    message, which waits longer each time; it never stops the others.
    """
    with store.writing() as session:
        moment = as_of or now(session)
        bundles = outbox.claim(session, moment, limit)
        roster, rehearsal = Roster.read(session), rehearsing(session)
    desk = _Desk(store, tuple(channels), roster, rehearsal, moment)
    faults = tuple(fault for bundle in bundles if (fault := desk.send(bundle)))
    lines = sum(len(bundle.lines) for bundle in bundles)
    return Delivered(len(bundles) - len(faults), lines, len(faults), faults)


def deliver_all(
    store: Store, channels: Sequence[Channel], as_of: datetime | None = None
) -> Delivered:
    """Deliver until nothing is due, a share of the people at a time."""
    total = Delivered()
    while (part := deliver(store, channels, as_of)).digests + part.failed:
        total += part
    return total


@dataclass(frozen=True, slots=True)
class _Desk:
    store: Store
    channels: tuple[Channel, ...]
    roster: Roster
    rehearsal: bool
    as_of: datetime

    def send(self, bundle: Bundle) -> str:
        """The fault in one line, or an empty text when it went out."""
        fault = self._tried(bundle)
        with self.store.writing() as session:
            if fault:
                outbox.failed(session, bundle, self.as_of, fault)
            else:
                outbox.sent(session, bundle, self.as_of)
        return fault

    def _tried(self, bundle: Bundle) -> str:
        officer = self.roster.officer(bundle.officer_id)
        name, address = (officer.name, officer.address) if officer else ("", "")
        digest = compose(bundle, name, address, self.rehearsal, self.as_of)
        try:
            for channel in self.channels:
                channel.send(digest)
        except Exception as error:  # noqa: BLE001 - a channel is foreign code; the fault is kept
            return f"{type(error).__name__}: {error}".splitlines()[0]
        return ""

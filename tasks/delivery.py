"""Delivery (送达): route what waits, send one digest a person and moment, settle it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic

from models.clock import now
from models.oversight.auditing.heartbeats import beat
from models.oversight.telling import channels, deliveries
from models.oversight.telling.routing import Routes, route
from models.oversight.telling.subscribing import Subscriptions
from models.oversight.watch import rehearsing
from models.store import Store
from models.tables.delivery import ChannelHealth
from rulebook.time.calendar import Calendar
from tasks.delivered import Delivered
from tasks.lane import EACH, Lane
from tasks.ways import Ways

DELIVERY = "delivery"


def deliver(
    store: Store, calendar: Calendar, ways: Ways, as_of: datetime | None = None
) -> Delivered:
    """Send all that is due, each channel in a lane of its own, and beat.

    Claimed in one transaction, sent outside of any, settled in another: a crash in between
    sends again after the hold, under the same digest id. A failure is kept on the delivery,
    which waits longer each time and at last goes to the next channel; it never stops the others.
    """
    with store.reading() as session:
        moment = as_of or now(session)
        routes = routes_of(store, calendar, ways)
        rehearsal = rehearsing(session)
    ends = monotonic() + ways.alerting.round_seconds
    route_all(store, routes, moment, ends)
    lanes = [
        Lane(store, one, routes, moment, rehearsal, ways.base_url, ends) for one in ways.channels
    ]
    total = part = _run(store, lanes, moment)
    # What was taken from one channel in this round may go out by the next one still.
    while part.moved and monotonic() < ends:
        part = _run(store, lanes, moment)
        total += part
    return _closed(store, total, moment, ways)


def routes_of(store: Store, calendar: Calendar, ways: Ways) -> Routes:
    """The round's knowledge of channels, people and hours."""
    wanting = frozenset(one.name for one in ways.channels if one.wants_address)
    with store.reading() as session:
        known = Subscriptions.read(session, ways.alerting, wanting)
    return Routes(ways.alerting, calendar, known, frozenset(one.name for one in ways.channels))


def route_all(store: Store, routes: Routes, as_of: datetime, ends: float) -> None:
    """Give every waiting message its channel, and take over what a closed channel left."""
    limit = routes.alerting.people * EACH
    looked = 1
    while looked and monotonic() < ends:
        with store.writing() as session:
            looked = route(session, routes, as_of, limit)
    with store.writing() as session:
        deliveries.adopt(session, as_of, routes, limit)


def _run(store: Store, lanes: list[Lane], as_of: datetime) -> Delivered:
    """The lanes that have something to carry, side by side; the others lock no row for nothing."""
    with store.reading() as session:
        wanted = deliveries.wanted(session, [one.channel.name for one in lanes], as_of)
    loaded = [one for one in lanes if one.channel.name in wanted]
    if len(loaded) < 2:
        return sum((one.run() for one in loaded), Delivered())
    with ThreadPoolExecutor(len(loaded), thread_name_prefix="lane") as pool:
        return sum(pool.map(Lane.run, loaded), Delivered())


def _closed(store: Store, done: Delivered, as_of: datetime, ways: Ways) -> Delivered:
    """Beat; while a channel is dead the beat says which, so that the board does."""
    with store.writing() as session:
        dead = tuple(_said(one, ways) for one in channels.dead(session))
        figures = {"digests": done.digests, "failed": done.failed, "moved": done.moved}
        beat(session, DELIVERY, as_of, figures, f"渠道停用：{'、'.join(dead)}" if dead else "")
    return done + Delivered(dead=dead)


def _said(one: ChannelHealth, ways: Ways) -> str:
    zh = ways.alerting.channel(one.channel).zh
    return f"{zh}（{one.dead_since:%m-%d %H:%M}起，{one.error}）"

"""A lane (渠道通道): one channel's share of a round; claims, sends in a few threads, settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlmodel import Session

from models.oversight.telling import channels, deliveries
from models.oversight.telling.deliveries import Bundle, Outcome
from models.oversight.telling.routing import Routes
from models.store import Store
from notifications import summons
from notifications.attachment import Attachment
from notifications.channels import terminal
from notifications.channels.channel import Channel, NotDelivered
from notifications.digest import Digest, Manner, compose
from rulebook.oversight.acts import INTERVIEW
from tasks.delivered import Delivered

TOGETHER = 25  # outcomes settled in one transaction, when they come fast
SECONDS = 1.0  # and no outcome waits longer for the others
EACH = 10  # digests claimed at a time for each thread of a channel that has a time-out


@dataclass(frozen=True, slots=True)
class Lane:
    """One channel in one round. A dead or slow one holds no other lane."""

    store: Store
    channel: Channel
    routes: Routes
    as_of: datetime
    rehearsal: bool
    base_url: str
    ends: float  # a monotonic moment: no digest is begun after it

    def run(self) -> Delivered:
        """Carry what is due, batch after batch, until nothing is, or no more may be carried."""
        total = Delivered()
        while monotonic() < self.ends:
            bundles, moved = self._claimed()
            total += Delivered(moved=moved)
            if not bundles:
                return total
            total += self._carried(bundles)
        return total

    def _claimed(self) -> tuple[tuple[Bundle, ...], int]:
        """The next bundles; and how many messages were taken from a dead channel to another."""
        name = self.channel.name
        rule = self.routes.alerting.channel(name)
        with self.store.writing() as session:
            health = channels.known(session, name)
            if health is None:
                return (), 0
            room = channels.room(health, rule, self.as_of, self.routes.alerting.people)
            if room.dead:
                limit = self.routes.alerting.people * EACH
                moved = deliveries.forsake(session, name, self.as_of, room.dead, self.routes, limit)
                if not moved:
                    deliveries.put_off(session, name, self.as_of, health.retry_at or self.as_of)
                return (), moved
            if room.paced_until is not None:
                deliveries.put_off(session, name, self.as_of, room.paced_until)
                return (), 0
            people = self._share(room)
            bundles = deliveries.claim(session, name, self.as_of, people, self.routes)
            if bundles:
                channels.begun(session, health, len(bundles), self.as_of)
            return bundles, 0

    def _share(self, room: channels.Room) -> int:
        """How many to claim at once: a failing channel gets no more than it can refuse at once."""
        rule = self.routes.alerting.channel(self.channel.name)
        if room.failing:
            return min(room.digests, rule.threads)
        return min(room.digests, rule.threads * EACH) if rule.per_minute else room.digests

    def _carried(self, bundles: Sequence[Bundle]) -> Delivered:
        total = Delivered()
        for outcomes in self._sent(bundles):
            total += self._settled(outcomes)
        return total

    def _sent(self, bundles: Sequence[Bundle]) -> Iterator[list[Outcome]]:
        threads = self.routes.alerting.channel(self.channel.name).threads
        if threads == 1:
            yield from self._one_by_one(bundles)
            return
        with ThreadPoolExecutor(threads, thread_name_prefix=self.channel.name) as pool:
            going: set[Future[Outcome]] = {pool.submit(self._tried, one) for one in bundles}
            while going:
                done, going = wait(going, SECONDS, FIRST_COMPLETED)
                if done:
                    yield [one.result() for one in done]

    def _one_by_one(self, bundles: Sequence[Bundle]) -> Iterator[list[Outcome]]:
        done: list[Outcome] = []
        began = monotonic()
        for bundle in bundles:
            done.append(self._tried(bundle))
            if len(done) >= TOGETHER or monotonic() - began > SECONDS:
                yield done
                done, began = [], monotonic()
        if done:
            yield done

    def _tried(self, bundle: Bundle) -> Outcome:
        digest = self._digest(bundle)
        rule = self.routes.alerting.channel(self.channel.name)
        try:
            self.channel.send(digest, rule.timeout_seconds)
        except NotDelivered as error:
            return Outcome(bundle, str(error), error.lasting, error.unsure)
        except Exception as error:  # noqa: BLE001 - a channel is foreign code; its text may hold secrets
            return Outcome(bundle, f"{self.channel.name}: {type(error).__name__}", unsure=True)
        terminal.say(digest, rule.zh)
        return Outcome(bundle)

    def _digest(self, bundle: Bundle) -> Digest:
        known = self.routes.subscriptions
        name = self.channel.name
        mask = self.routes.alerting.channel(name).mask
        return compose(
            bundle,
            known.name(bundle.officer_id),
            known.address(bundle.officer_id, name),
            Manner(mask, self.base_url, self.rehearsal),
            self.as_of,
            self._invitations(bundle),
        )

    def _invitations(self, bundle: Bundle) -> list[Attachment]:
        """What a line about an interview brings with it; any other asks the book nothing."""
        nodes = {one.node_id for one in bundle.lines if one.level == INTERVIEW and one.node_id}
        if not nodes:
            return []
        with self.store.reading() as session:
            return summons.to_officer(session, nodes, bundle.officer_id)

    def _settled(self, outcomes: Sequence[Outcome]) -> Delivered:
        faults = [one for one in outcomes if one.fault]
        well = [one for one in outcomes if not one.fault]
        with self.store.writing() as session:
            moved = deliveries.settle(session, outcomes, self.routes, self.as_of)
            self._heard(session, well, [one for one in faults if not one.lasting])
        return Delivered(
            digests=len(well),
            lines=_lines(outcomes),
            failed=len(faults),
            moved=moved,
            faults=tuple(one.fault for one in faults),
        )

    def _heard(self, session: Session, well: Sequence[Outcome], faults: Sequence[Outcome]) -> None:
        circuit = self.routes.alerting.circuit
        if well:
            channels.heard(session, self.channel.name, "", 0, circuit, self.as_of)
        if faults:
            channels.heard(
                session, self.channel.name, faults[0].fault, len(faults), circuit, self.as_of
            )


def _lines(outcomes: Iterable[Outcome]) -> int:
    return sum(len(one.bundle.lines) for one in outcomes)

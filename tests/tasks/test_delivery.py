"""Delivery: one digest a person, claimed first, sent after, never lost and never twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from models.oversight.telling import deliveries
from models.tables.delivery import ChannelHealth, Delivery
from models.tables.message import Message
from models.tables.officer import Officer
from notifications.channels.folder import Mailbox
from notifications.digest import Digest
from rulebook.loading.alerting import alerting
from tasks.delivery import route_all, routes_of
from tasks.ways import Ways
from tests.tasks.conftest import HANDLER, LEADER, SUPERVISOR, Bench, Records, at

MORNING = at("2026-03-06T08:20")
DATA = alerting()


def urged(bench: Bench) -> None:
    """A case whose notice is late by a working day: five lines for two people."""
    bench.files()
    bench.sweeps("2026-03-06T08:20")


def states(bench: Bench) -> list[tuple[str, str, int]]:
    """Channel, state and tries of every delivery, oldest first."""
    return [(one.channel, one.state, one.attempts) for one in bench.rows(Delivery)]


def test_all_lines_of_a_person_go_out_as_one_digest(bench: Bench) -> None:
    urged(bench)
    done = bench.delivers(MORNING)
    assert (done.digests, done.lines, done.failed) == (2, 5, 0)
    handler, leader = bench.channel.sent
    assert (handler.officer_id, handler.lines) == (HANDLER, 3)
    assert (leader.officer_id, leader.lines) == (LEADER, 2)
    assert handler.body.index("[催办]") < handler.body.index("[临期预告]")


def test_a_rehearsal_says_so_on_every_digest(bench: Bench) -> None:
    urged(bench)
    bench.delivers(MORNING)
    assert {digest.officer_id for digest in bench.channel.sent} == {HANDLER, LEADER}
    for digest in bench.channel.sent:
        assert digest.title.startswith("【演练】")
        assert "本件为演练" in digest.body


def test_nothing_is_sent_twice(bench: Bench) -> None:
    urged(bench)
    bench.delivers(MORNING)
    again = bench.delivers(MORNING + timedelta(hours=1))
    assert again.digests == 0 and len(bench.channel.sent) == 2
    assert {m.state for m in bench.rows(Message)} == {"sent"}
    assert {state for _, state, _ in states(bench)} == {"sent"}


def test_a_channel_on_which_nothing_is_due_is_not_taken_up(bench: Bench) -> None:
    folder, other = Records(), Records(name="email")
    assert bench.delivers(MORNING, folder, other).digests == 0
    assert bench.rows(ChannelHealth) == []  # whoever takes a channel up writes and locks its row
    urged(bench)
    assert bench.delivers(MORNING, folder, other).digests == 2
    assert [one.channel for one in bench.rows(ChannelHealth)] == ["email"]


def test_a_message_for_the_morning_waits_for_it(bench: Bench) -> None:
    urged(bench)
    bench.delivers(MORNING)
    bench.sweeps("2026-03-12T00:00")
    assert bench.delivers(at("2026-03-12T08:19")).digests == 0
    bench.delivers(at("2026-03-12T08:20"))
    assert SUPERVISOR in {digest.officer_id for digest in bench.channel.sent}


def test_a_failure_is_kept_and_tried_again_later_and_later(bench: Bench) -> None:
    urged(bench)
    broken = Records(fault="the mail server is away")
    failed = bench.delivers(MORNING, broken)
    assert (failed.digests, failed.failed) == (0, 2)
    first = bench.rows(Delivery)[0]
    assert (first.state, first.attempts, first.sent_at) == ("waiting", 1, None)
    assert "away" in first.error and first.next_at == MORNING + DATA.patience.wait(1)
    assert bench.delivers(MORNING).digests == 0
    bench.delivers(first.next_at, broken)
    assert bench.rows(Delivery)[0].next_at == first.next_at + DATA.patience.wait(2)
    assert bench.delivers(first.next_at + DATA.patience.wait(2)).digests == 2


def test_a_message_that_never_goes_out_is_given_up_and_says_so(bench: Bench) -> None:
    urged(bench)
    broken = Records(fault="no route")
    moment = MORNING
    for _ in range(DATA.patience.last_tries):
        bench.delivers(moment, broken)
        moment += timedelta(hours=2)
    assert {(m.state, m.error) for m in bench.rows(Message)} == {("failed", "folder: no route")}
    assert {one[1:] for one in states(bench)} == {("failed", DATA.patience.last_tries)}
    assert bench.delivers(moment + timedelta(hours=72)).digests == 0


def test_a_deliverer_that_died_before_marking_sends_the_same_digest_again(
    bench: Bench, tmp_path: Path
) -> None:
    urged(bench)
    mailbox, hold = Mailbox(tmp_path), DATA.patience.hold
    bench.delivers(MORNING, mailbox)
    with bench.store.writing() as session:  # as it stood between sending and marking
        session.execute(update(Message).values(state="routed", sent_at=None))
        session.execute(
            update(Delivery).values(state="claimed", sent_at=None, claimed_until=MORNING + hold)
        )
    files = sorted(tmp_path.rglob("*.txt"))
    assert bench.delivers(MORNING, mailbox).digests == 0  # still held
    assert bench.delivers(MORNING + hold, mailbox).digests == 2
    assert sorted(tmp_path.rglob("*.txt")) == files
    assert {m.state for m in bench.rows(Message)} == {"sent"}


class Killed(BaseException):
    """The process is gone; nothing of it goes on."""


class Dies(Records):
    """A channel whose process is killed before it has sent anything."""

    def send(self, digest: Digest, timeout: float = 0) -> None:
        raise Killed


def test_a_deliverer_that_died_between_claim_and_send_loses_nothing(bench: Bench) -> None:
    urged(bench)
    with pytest.raises(Killed):
        bench.delivers(MORNING, Dies())
    assert {state for _, state, _ in states(bench)} == {"claimed"}
    assert bench.delivers(MORNING).digests == 0
    assert bench.delivers(MORNING + DATA.patience.hold).digests == 2
    assert {m.state for m in bench.rows(Message)} == {"sent"}


def test_a_line_that_comes_later_does_not_slip_into_a_digest_already_claimed(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-05T08:20")
    before = at("2026-03-05T08:20")
    ways = Ways.of((bench.channel,))
    routes = routes_of(bench.store, bench.calendar, ways)
    route_all(bench.store, routes, before, float("inf"))
    with bench.store.writing() as session:
        (held,) = deliveries.claim(session, "folder", before, 1, routes)
    bench.sweeps("2026-03-06T08:20")
    bench.delivers(MORNING)
    mine = [d for d in bench.channel.sent if d.officer_id == HANDLER]
    assert sorted(d.lines for d in mine) == [2, 3]
    assert held.id in {d.id for d in mine}


def test_an_officers_own_apprise_address_is_handed_to_that_channel(bench: Bench) -> None:
    bench.files()
    with bench.store.writing() as session:
        session.execute(
            update(Officer).where(col(Officer.id) == HANDLER).values(address="json://localhost/j1")
        )
    bench.sweeps("2026-03-05T08:20")
    other = Records(name="apprise", wants_address=True)
    bench.delivers(at("2026-03-05T08:20"), other, bench.channel)
    assert [d.address for d in other.sent] == ["json://localhost/j1"]
    assert bench.channel.sent == []

"""Delivery: one digest a person, claimed first, sent after, never lost and never twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col

from models.oversight import outbox
from models.tables.message import Message
from models.tables.officer import Officer
from notifications.mailbox import Mailbox
from tasks.delivery import deliver, deliver_all
from tests.tasks.conftest import HANDLER, LEADER, SUPERVISOR, Bench, Records, at

MORNING = at("2026-03-06T08:20")


def test_all_lines_of_a_person_go_out_as_one_digest(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    done = deliver(bench.store, [bench.channel], MORNING)
    assert (done.digests, done.lines, done.failed) == (2, 5, 0)
    handler, leader = bench.channel.sent
    assert (handler.officer_id, handler.lines) == (HANDLER, 3)
    assert (leader.officer_id, leader.lines) == (LEADER, 2)
    assert handler.body.index("[催办]") < handler.body.index("[临期预告]")


def test_a_rehearsal_says_so_on_every_digest(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    deliver(bench.store, [bench.channel], MORNING)
    for digest in bench.channel.sent:
        assert digest.title.startswith("【演练】")
        assert "本件为演练" in digest.body


def test_nothing_is_sent_twice(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    deliver_all(bench.store, [bench.channel], MORNING)
    again = deliver_all(bench.store, [bench.channel], MORNING + timedelta(hours=1))
    assert again.digests == 0 and len(bench.channel.sent) == 2
    assert {m.state for m in bench.rows(Message)} == {"sent"}


def test_a_message_for_the_morning_waits_for_it(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    deliver_all(bench.store, [bench.channel], MORNING)
    bench.sweeps("2026-03-12T00:00")
    assert deliver(bench.store, [bench.channel], at("2026-03-12T08:19")).digests == 0
    deliver(bench.store, [bench.channel], at("2026-03-12T08:20"))
    assert SUPERVISOR in {digest.officer_id for digest in bench.channel.sent}


def test_a_failure_is_kept_and_tried_again_later(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    broken = Records(fault="the mail server is away")
    failed = deliver(bench.store, [broken], MORNING)
    assert (failed.digests, failed.failed) == (0, 2)
    first = bench.rows(Message)[0]
    assert (first.state, first.attempts, first.sent_at) == ("waiting", 1, None)
    assert "away" in first.error
    assert deliver(bench.store, [bench.channel], MORNING).digests == 0
    assert deliver(bench.store, [bench.channel], MORNING + timedelta(minutes=1)).digests == 2


def test_a_message_that_never_goes_out_is_given_up_and_says_so(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    broken = Records(fault="no route")
    for hours in range(outbox.TRIES):
        deliver(bench.store, [broken], MORNING + timedelta(hours=2 * hours))
    assert {(m.state, m.attempts) for m in bench.rows(Message)} == {("failed", outbox.TRIES)}
    assert deliver(bench.store, [bench.channel], MORNING + timedelta(hours=72)).digests == 0


def test_a_deliverer_that_died_before_marking_sends_the_same_digest_again(
    bench: Bench, tmp_path: Path
) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    mailbox = Mailbox(tmp_path)
    deliver(bench.store, [mailbox], MORNING)
    with bench.store.writing() as session:  # as it stood between sending and marking
        session.execute(
            update(Message).values(
                state="claimed", sent_at=None, claimed_until=MORNING + outbox.HOLD
            )
        )
    files = sorted(tmp_path.rglob("*.txt"))
    assert deliver(bench.store, [mailbox], MORNING).digests == 0  # still held
    assert deliver(bench.store, [mailbox], MORNING + outbox.HOLD).digests == 2
    assert sorted(tmp_path.rglob("*.txt")) == files
    assert {m.state for m in bench.rows(Message)} == {"sent"}


def test_a_line_that_comes_later_does_not_slip_into_a_digest_already_sent(
    bench: Bench, tmp_path: Path
) -> None:
    bench.files()
    bench.sweeps("2026-03-05T08:20")
    outbox_moment = at("2026-03-05T08:20")
    with bench.store.writing() as session:
        (held,) = outbox.claim(session, outbox_moment, 1)
    bench.sweeps("2026-03-06T08:20")
    deliver_all(bench.store, [bench.channel], MORNING)
    mine = [d for d in bench.channel.sent if d.officer_id == HANDLER]
    assert sorted(d.lines for d in mine) == [2, 3]
    assert held.id in {d.id for d in mine}


def test_an_officers_own_address_is_handed_to_the_channel(bench: Bench) -> None:
    bench.files()
    with bench.store.writing() as session:
        session.execute(
            update(Officer).where(col(Officer.id) == HANDLER).values(address="json://localhost/j1")
        )
    bench.sweeps("2026-03-05T08:20")
    deliver(bench.store, [bench.channel], at("2026-03-05T08:20"))
    assert [d.address for d in bench.channel.sent] == ["json://localhost/j1"]

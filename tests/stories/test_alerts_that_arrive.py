"""Alerts arrive: a mail server that fails for an hour, one digest a moment, hours kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, select

from models.oversight.telling.subscribing import reach_at
from models.tables.delivery import ChannelHealth, Delivery
from models.tables.message import Message
from notifications.channels.channel import Channel
from notifications.channels.folder import Mailbox
from rulebook.loading.alerting import alerting
from rulebook.oversight.alerting import Alerting
from tasks.audit import audit
from tasks.delivered import Delivered
from tasks.delivery import deliver
from tasks.patrol import sweep
from tasks.ways import Ways
from tests.notifications.receivers import endpoint, mail_server
from tests.stories.court import DIRECTOR, HANDLER, LEADER, SUPERVISOR, Court

NUMBER, OTHER = "（2026）京0105执88号", "（2026）京0105执89号"
SHIPPED = alerting()
QUICK = replace(SHIPPED.channels["email"], timeout_seconds=0.2)
DATA = replace(SHIPPED, channels={**SHIPPED.channels, "email": QUICK})


def handed_over(court: Court, *numbers: str) -> None:
    """Cases whose handlers got their files on the Tuesday before."""
    for number in numbers:
        court.files(number, "2026-02-12", "2026-02-13")
        court.records(number, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
        court.records(number, "file_received", "2026-02-13", evidence="移送单")


def with_mail(court: Court) -> None:
    """Everybody has a mail address."""
    now = court.now()
    with court.store.writing() as session:
        for officer in (HANDLER, LEADER, SUPERVISOR, DIRECTOR):
            address = f"{officer.lower()}@court.example"
            reach_at(session, DATA, officer, "email", address, now, "")


def delivers(court: Court, *channels: Channel, data: Alerting = DATA) -> Delivered:
    """One round of delivery over these channels and the folder."""
    ways = Ways((*channels, Mailbox(court.mailbox)), data)
    return deliver(court.store, court.calendar, ways)


def minutes_pass(court: Court, minutes: int) -> None:
    """The clock moves on."""
    moment = court.now() + timedelta(minutes=minutes)
    court.time_stands(moment.date(), moment.time().replace(tzinfo=None))


def rows(court: Court, model: type[SQLModel]) -> list[Any]:
    """Every row of a table."""
    with court.store.reading() as session:
        return list(session.exec(select(model)).all())


def deliveries(court: Court) -> Sequence[Delivery]:
    """Every delivery, oldest first."""
    return rows(court, Delivery)


def all_arrived_once(court: Court) -> None:
    """By the rows alone: every message arrived on one channel, and was on none twice."""
    with court.store.reading() as session:
        unproven = session.connection().execute(
            text(
                "SELECT m.id FROM message m LEFT JOIN delivery d "
                "ON d.message_id = m.id AND d.state = 'sent' "
                "GROUP BY m.id, m.state HAVING COUNT(d.id) <> 1 OR m.state <> 'sent'"
            )
        )
        assert unproven.all() == []
    pairs = Counter((one.message_id, one.channel) for one in deliveries(court))
    assert set(pairs.values()) == {1}
    assert audit(court.store, whole=True).fault == ""


@pytest.mark.parametrize("mood", ["refuses", "hangs", "dies"])
def test_a_mail_server_that_fails_for_an_hour_loses_no_message_and_doubles_none(
    court: Court, mood: str
) -> None:
    handed_over(court, NUMBER, OTHER)
    with_mail(court)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    with mail_server(mood) as server:
        for _ in range(12):
            delivers(court, server.channel())
            minutes_pass(court, 5)
        all_arrived_once(court)
        states = {(one.channel, one.state) for one in deliveries(court)}
        assert states == {("email", "fell_back"), ("folder", "sent")}
        assert all(one.error for one in deliveries(court) if one.channel == "email")
        assert len(court.alerts(HANDLER)) == len(court.alerts(LEADER)) == 1
        # What the dying server took may be read: it is one mail, however often it came.
        assert len(set(server.ids(HANDLER))) == (mood == "dies")
        server.mood = "accepts"
        server.kept.clear()
        court.time_stands("2026-03-04")
        sweep(court.store, court.law, court.calendar)
        for _ in range(3):
            delivers(court, server.channel())
            minutes_pass(court, 1)
        assert server.kept != []
    all_arrived_once(court)
    (health,) = [one for one in rows(court, ChannelHealth) if one.channel == "email"]
    assert health.dead_since is None


def test_a_dead_channel_is_named_and_holds_no_other_up(court: Court) -> None:
    handed_over(court, NUMBER)
    with_mail(court)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    impatient = replace(DATA, circuit=replace(DATA.circuit, failures=2))
    with mail_server("refuses") as server:
        done = delivers(court, server.channel(), data=impatient)
        assert (done.failed, done.digests) == (2, 0)
        assert any("电子邮件" in one and "SMTP 451" in one for one in done.dead)
        minutes_pass(court, 1)
        done = delivers(court, server.channel(), data=impatient)
    assert (done.failed, done.digests) == (0, 2)  # at once by the folder, not after four tries
    assert len(court.alerts(HANDLER)) == 1
    all_arrived_once(court)


def test_two_nodes_late_on_one_day_are_one_digest(court: Court) -> None:
    """Scenario 16: one digest, not two pushes."""
    handed_over(court, NUMBER, OTHER)
    with_mail(court)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    with mail_server() as server:
        delivers(court, server.channel())
        delivers(court, server.channel())
    assert len(server.ids(HANDLER)) == 1
    (mail,) = [one for one in server.kept if HANDLER.lower() in one["To"]]
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes) and NUMBER in body.decode() and OTHER in body.decode()
    all_arrived_once(court)


def test_what_can_wait_waits_for_the_next_digest_and_an_order_does_not(court: Court) -> None:
    handed_over(court, NUMBER)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    delivers(court)
    court.time_stands("2026-02-25", time(9, 0))
    posted(court, "A", "notice")
    posted(court, "B", "order")
    assert delivers(court).lines == 1
    assert "第B件" in court.alerts(HANDLER)[-1]
    court.time_stands("2026-02-25", time(12, 19))
    assert delivers(court).digests == 0
    court.time_stands("2026-02-25", time(12, 21))
    delivers(court)
    assert "第A件" in court.alerts(HANDLER)[-1]


def test_nobody_is_told_on_a_rest_day_or_on_the_last_evening_before_it(court: Court) -> None:
    court.time_stands("2026-02-27", time(16, 30))  # a Friday before a Saturday that is worked
    posted(court, "A", "notice")
    assert delivers(court).lines == 1
    court.time_stands("2026-02-28", time(16, 30))
    posted(court, "B", "notice")
    posted(court, "C", "order")
    assert delivers(court).lines == 1
    assert "第C件" in court.alerts(HANDLER)[-1]
    court.time_stands("2026-03-01", time(10, 0))
    posted(court, "D", "order")
    assert delivers(court).digests == 0
    court.time_stands("2026-03-02", time(8, 20))
    assert delivers(court).digests == 1
    assert "第B件" in court.alerts(HANDLER)[-1] and "第D件" in court.alerts(HANDLER)[-1]
    all_arrived_once(court)


def test_a_robot_is_given_no_more_in_a_minute_than_it_takes_and_nothing_is_lost(
    court: Court,
) -> None:
    from notifications.channels.wecom import WeCom

    handed_over(court, NUMBER)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    slow = replace(
        DATA, channels={**DATA.channels, "wecom": replace(DATA.channels["wecom"], per_minute=1)}
    )
    with endpoint(answer={"errcode": 0}) as robot:
        counts = []
        for _ in range(3):
            delivers(court, WeCom(robot.url), data=slow)
            counts.append(len(robot.posted))
            minutes_pass(court, 1)
    assert counts == [1, 2, 2]
    assert all("请书面回复" not in post.said["text"]["content"] for post in robot.posted)
    all_arrived_once(court)


def test_a_line_that_waited_says_what_has_become_of_its_matter(court: Court) -> None:
    handed_over(court, NUMBER)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)
    urge = court.item(NUMBER, "urge", "exec-notice-10d")
    court.time_stands("2026-02-25", time(9, 0))
    court.records(NUMBER, "execution_notice_issued", "2026-02-25", evidence="送达回证")
    court.acts(NUMBER, "supervision_verified", urge.id or 0, SUPERVISOR, reason="回证核对无误")
    court.time_stands("2026-02-25", time(12, 21))
    delivers(court)
    urged, asked = court.alerts(HANDLER)[-1], court.alerts(SUPERVISOR)[-1]
    told = [one for one in urged.splitlines() if one[:1].isdigit()]
    assert "008 " in told[0] and "〔" not in told[0]  # still to do, and so first
    assert [one[-7:] for one in told[2:]] == ["〔此后已销号〕", "〔此后已办结〕"]
    asking = [one for one in asked.splitlines() if "[待核验]" in one]
    assert [one.endswith("〔此后已销号〕") for one in asking] == [False, True]
    all_arrived_once(court)


def posted(court: Court, name: str, level: str) -> None:
    """A message to the handler, written now."""
    from models.oversight.firing.duty import Addressee
    from models.oversight.telling import outbox
    from models.oversight.telling.alert import Alert

    with court.store.writing() as session:
        alert = Alert(level, f"[{level}] 第{name}件", "请办理。")
        line = outbox.Line(f"test:{name}", Addressee(HANDLER), alert, None)
        outbox.post(session, [line], court.now())
    assert rows(court, Message) != []

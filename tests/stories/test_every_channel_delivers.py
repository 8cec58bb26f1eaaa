"""Every channel of the list takes a digest to a real receiver, and one that fails hands it on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from models.oversight.telling.subscribing import reach_at
from notifications.channels.apprise import ByApprise
from notifications.channels.channel import Channel
from notifications.channels.dingtalk import DingTalk
from notifications.channels.feishu import Feishu
from notifications.channels.sms import Sms
from notifications.channels.webhook import Webhook
from notifications.channels.wecom import WeCom
from rulebook.oversight.alerting import Alerting
from tasks.patrol import sweep
from tests.notifications.receivers import Endpoint, Posted, endpoint, mail_server
from tests.stories.court import HANDLER, LEADER, Court
from tests.stories.test_alerts_that_arrive import (
    DATA,
    NUMBER,
    OTHER,
    all_arrived_once,
    deliveries,
    delivers,
    handed_over,
    minutes_pass,
    with_mail,
)

ENGINES = ("sqlite",)  # the mail's hour runs on both; here it is the receivers that differ
# Apprise itself still imports a module that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

TOO_MANY = 130101
Opens = Callable[[Endpoint], Channel]
ROBOTS: dict[str, tuple[Opens, dict[str, Any]]] = {
    "dingtalk": (lambda at: DingTalk(at.url, "SEC1"), {"errcode": 0}),
    "wecom": (lambda at: WeCom(at.url), {"errcode": 0}),
    "feishu": (lambda at: Feishu(at.url, "SEC2"), {"code": 0}),
    "webhook": (lambda at: Webhook(at.url, "shared"), {}),
    "sms": (lambda at: Sms(at.url, "t0ken"), {"code": 0}),
    "apprise": (lambda at: ByApprise([f"json://127.0.0.1:{at.port}/"]), {}),
}
QUICK = replace(
    DATA, channels={name: replace(one, timeout_seconds=0.2) for name, one in DATA.channels.items()}
)


def overdue(court: Court) -> None:
    """Two notices are late by a working day: lines for the handler and the leader."""
    handed_over(court, NUMBER, OTHER)
    court.time_stands("2026-02-25")
    sweep(court.store, court.law, court.calendar)


def with_phones(court: Court) -> None:
    """The handler and the leader have mobile numbers."""
    now = court.now()
    with court.store.writing() as session:
        for officer, phone in ((HANDLER, "13800000001"), (LEADER, "13800000002")):
            reach_at(session, DATA, officer, "sms", phone, now, "")


@contextmanager
def receiver(name: str, mood: str = "answers") -> Iterator[tuple[Channel, Endpoint]]:
    """A channel of that name with the receiver that it speaks to.

    It may refuse by its status, or answer 200 and decline in its own words, as robots do.
    """
    opens, answer = ROBOTS[name]
    status = 503 if mood == "refuses" else 200
    answer = dict.fromkeys(answer, TOO_MANY) if mood == "declines" else answer
    with endpoint(status, answer, mood if mood in ("hangs", "dies") else "answers") as there:
        yield opens(there), there


@pytest.mark.parametrize("name", ROBOTS)
def test_a_channel_takes_each_persons_digest_to_its_receiver_once(court: Court, name: str) -> None:
    overdue(court)
    with_phones(court)
    with receiver(name) as (channel, there):
        for _ in range(3):
            delivers(court, channel)
            minutes_pass(court, 1)
    assert len(there.posted) == 2  # the handler's and the leader's
    for post in there.posted:
        assert "京0105执8" in str(post.said)
        assert "演练" in str(post.said)
    assert {(one.channel, one.state, one.attempts) for one in deliveries(court)} == {
        (name, "sent", 1)
    }
    assert court.alerts(HANDLER) == court.alerts(LEADER) == []
    all_arrived_once(court)


def test_the_folder_takes_it_where_nothing_else_is_set_up(court: Court) -> None:
    overdue(court)
    delivers(court)
    assert {(one.channel, one.state) for one in deliveries(court)} == {("folder", "sent")}
    assert len(court.alerts(HANDLER)) == len(court.alerts(LEADER)) == 1
    all_arrived_once(court)


FAILING = [
    (name, mood)
    for name in ("dingtalk", "wecom", "feishu", "webhook", "sms")
    for mood in ("refuses", "declines", "hangs", "dies")
    if (name, mood) != ("webhook", "declines")  # whatever it answers, its status tells
]


@pytest.mark.parametrize(("name", "mood"), FAILING)
def test_a_receiver_that_fails_for_an_hour_hands_everything_on(
    court: Court, name: str, mood: str
) -> None:
    overdue(court)
    with_phones(court)
    with receiver(name, mood) as (channel, there):
        an_hour(court, channel)
    assert {(one.channel, one.state) for one in deliveries(court)} == {
        (name, "fell_back"),
        ("folder", "sent"),
    }
    assert len(court.alerts(HANDLER)) == len(court.alerts(LEADER)) == 1
    # What a dying receiver took may be read: however often it came, it is one message a person.
    copies = {sent_as(name, post) for post in there.posted}
    assert len(copies) == (0 if mood == "hangs" else 2), copies
    all_arrived_once(court)


@pytest.mark.parametrize("mood", ["refuses", "hangs", "dies"])
def test_when_the_mail_fails_for_an_hour_a_robot_that_is_well_has_all_of_it(
    court: Court, mood: str
) -> None:
    with_mail(court)
    overdue(court)
    with mail_server(mood) as server, receiver("wecom") as (robot, there):
        an_hour(court, server.channel(), robot)
    assert {(one.channel, one.state) for one in deliveries(court)} == {
        ("email", "fell_back"),
        ("wecom", "sent"),
    }
    assert len(there.posted) == 2
    assert court.alerts(HANDLER) == []
    all_arrived_once(court)


def sent_as(name: str, post: Posted) -> str:
    """By what a reader or a receiver tells a second copy: its key, its id, the id in the text."""
    match name:
        case "webhook":
            return post.headers["Idempotency-Key"]
        case "sms":
            return str(post.said["id"])
        case _:
            (found,) = set(re.findall(r"编号 (\w+)", str(post.said)))
            return str(found)


def an_hour(court: Court, *channels: Channel, data: Alerting = QUICK) -> None:
    """A round every five minutes, for an hour."""
    for _ in range(12):
        delivers(court, *channels, data=data)
        minutes_pass(court, 5)

"""How alerts reach people: hours by the calendar, patience, circuits, the choice of channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rulebook.loading.alerting import AlertsUnreadable, alerting
from rulebook.oversight.alerting import Mask, Push, Subscription, chosen
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI

DATA, CALENDAR = alerting(), national()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("ready", "can_wait", "must_not"),
    [
        ("03-04T10:00", "03-04T10:00", "03-04T10:00"),  # a Wednesday
        ("03-04T07:00", "03-04T08:20", "03-04T08:20"),
        ("03-04T18:00", "03-05T08:20", "03-05T08:20"),
        ("03-06T16:00", "03-09T08:20", "03-06T16:00"),  # a Friday
        ("03-06T15:59", "03-06T15:59", "03-06T15:59"),
        ("03-07T10:00", "03-09T08:20", "03-09T08:20"),
        ("02-27T17:00", "02-27T17:00", "02-27T17:00"),  # its Saturday is worked
        ("02-14T17:00", "02-24T08:20", "02-14T17:00"),  # the eve of the Spring Festival, worked
        ("02-16T10:00", "02-24T08:20", "02-24T08:20"),
    ],
)
def test_people_are_reached_in_working_hours(ready: str, can_wait: str, must_not: str) -> None:
    assert DATA.hours.reach(at(ready), CALENDAR, waits=True) == at(can_wait)
    assert DATA.hours.reach(at(ready), CALENDAR, waits=False) == at(must_not)


@pytest.mark.parametrize(
    ("last", "ready", "next_"),
    [
        (None, "03-04T10:00", "03-04T10:00"),
        ("03-04T08:20", "03-04T10:00", "03-04T12:20"),
        ("03-04T08:20", "03-04T13:00", "03-04T13:00"),
        ("03-04T16:00", "03-04T17:00", "03-05T08:20"),
        ("03-06T13:00", "03-06T14:00", "03-09T08:20"),
    ],
)
def test_a_digest_waits_for_a_while_after_the_last_one(
    last: str | None, ready: str, next_: str
) -> None:
    before = at(last) if last else None
    assert DATA.hours.after(before, at(ready), CALENDAR) == at(next_)


def test_each_try_waits_twice_as_long_up_to_a_bound() -> None:
    waits = [DATA.patience.wait(tried) / DATA.patience.first for tried in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert DATA.patience.wait(500) == DATA.patience.longest


def test_failures_that_lie_far_apart_break_no_circuit() -> None:
    noon, circuit = at("03-04T12:00"), DATA.circuit
    apart = [noon - timedelta(minutes=5 * n) for n in reversed(range(9))]
    close = [noon - timedelta(seconds=5 * n) for n in reversed(range(9))]
    assert not circuit.breaks(circuit.recent(apart, noon))
    assert circuit.breaks(circuit.recent(close, noon))


def test_the_nearest_subscription_wins_and_of_equals_the_last() -> None:
    entries = [
        Subscription("*", "*", ("folder",)),
        Subscription("*", "order", ("sms",)),
        Subscription("director", "*", ("email",)),
        Subscription("D1", "order", ("wecom",)),
        Subscription("D1", "order", ("feishu",)),
    ]
    assert chosen(entries, "J1", ("case_handler",), "urge") == ("folder",)
    assert chosen(entries, "J1", ("case_handler",), "order") == ("sms",)
    assert chosen(entries, "D2", ("director",), "order") == ("email",)
    assert chosen(entries, "D1", ("director",), "order") == ("feishu",)


def test_how_a_message_goes_is_said_by_its_rung_else_by_the_data() -> None:
    assert DATA.push("urge", "digest") is Push.DIGEST
    assert DATA.push("order", "digest") is Push.SINGLE
    assert DATA.push("urge", "single") is Push.SINGLE
    assert replace(DATA, pushes={"urge": Push.SCREEN}).push("urge", "digest") is Push.SCREEN


def test_a_courts_own_file_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "alerts.toml"
    own.write_text(
        "[hours]\ncloses = 17:00:00\n"
        '[[channel]]\nid = "wecom"\nmask = "count"\n'
        '[[subscription]]\nrole = "president"\nchannels = ["sms"]\n',
        "utf-8",
    )
    made = alerting(own)
    assert (made.hours.closes.hour, made.hours.opens) == (17, DATA.hours.opens)
    assert made.channel("wecom").mask is Mask.COUNT
    assert made.channel("wecom").per_minute == DATA.channel("wecom").per_minute
    assert chosen(made.subscriptions, "P1", ("president",), "urge") == ("sms",)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("[hours]\nopens = 19:00:00\n", "opens"),
        ("[hour]\n", r"\[hour\]"),
        ("[round]\nminutes = 4\n", "minutes"),
        ("[patience]\ntries = 0\n", "tries"),
        ('[[subscription]]\nchannels = ["pigeon"]\n', "pigeon"),
        ('[[channel]]\nid = "sms"\nmask = "none"\n', "none"),
        ("[hours\n", "cannot be read"),
    ],
)
def test_a_courts_own_file_that_cannot_be_used_is_named_with_its_fault(
    tmp_path: Path, said: str, named: str
) -> None:
    own = tmp_path / "alerts.toml"
    own.write_text(said, "utf-8")
    with pytest.raises(AlertsUnreadable, match=named):
        alerting(own)

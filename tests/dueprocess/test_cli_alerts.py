"""Alerts at the desk: choosing channels, trying them out, sending by hand, watching the doctor."""

from __future__ import annotations

import json
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dueprocess.cli.main import run
from models.doctor.changes import changes
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national
from tests.dueprocess.court import CourtDesk
from tests.notifications.receivers import mail_server


@pytest.fixture
def mailing(filed: CourtDesk, monkeypatch: pytest.MonkeyPatch) -> CourtDesk:
    """A desk whose environment names a mail server that is not there."""
    monkeypatch.setenv("DUEPROCESS_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DUEPROCESS_SMTP_SECURITY", "none")
    monkeypatch.setenv("DUEPROCESS_SMTP_PORT", "9")
    return filed


def test_a_person_and_a_role_choose_their_channels(mailing: CourtDesk) -> None:
    mailing.does("subscribe", "address", "J001", "email", "j001@court.example")
    mailing.does("subscribe", "address", "D001", "email", "d001@court.example")
    mailing.does("subscribe", "set", "role:director", "--channels", "folder")
    mailing.does("subscribe", "set", "J001", "--channels", "folder,email", "--level", "order")
    found = {one["officer"]: one for one in mailing.does("subscribe", "list", "--json").json}
    assert found["J001"]["channels"] == ["email", "folder"]
    assert ["order", ["folder", "email"]] in found["J001"]["apart"]
    assert found["D001"]["channels"] == ["folder"]
    mailing.does("subscribe", "set", "role:director", "--usual")
    (one,) = mailing.does("subscribe", "list", "--officer", "D001", "--json").json
    assert one["channels"] == ["email", "folder"]


def test_every_change_of_a_subscription_stays_on_record(mailing: CourtDesk) -> None:
    words = ("subscribe", "set", "role:director", "--channels", "folder", "--by", "D001")
    mailing.does(*words)
    mailing.does(*words)  # nothing changes, nothing is noted
    mailing.does("subscribe", "address", "J001", "sms", "13800000000", "--by", "J001")
    mailing.does("subscribe", "set", "role:director", "--usual", "--by", "S001")
    found = mailing.does("subscribe", "log", "--json").json
    moves = [(one["changed_by"], one["what"], one["before"], one["after"]) for one in found]
    assert moves == [
        ("S001", "channels:*", "folder", ""),
        ("J001", "address:sms", "", "13800000000"),
        ("D001", "channels:*", "", "folder"),
    ]
    assert "role:director" in mailing.does("subscribe", "log", "--who", "role:director").out
    for act in ("UPDATE subscription_change SET after = 'x'", "DELETE FROM subscription_change"):
        with pytest.raises(DBAPIError, match="stays on record"), mailing.store.writing() as session:
            session.connection().exec_driver_sql(act)


@pytest.mark.parametrize(
    "words",
    [
        ("subscribe", "set", "J001", "--channels", "pigeon"),
        ("subscribe", "set", "J999", "--channels", "folder"),
        ("subscribe", "set", "J001"),
        ("subscribe", "address", "J999", "email", "a@b"),
        ("subscribe", "list", "--officer", "J999"),
        ("deliver", "--test", "J999"),
        ("deliver", "--revive", "pigeon"),
    ],
)
def test_a_slip_is_one_line_and_changes_nothing(filed: CourtDesk, words: tuple[str, ...]) -> None:
    filed.is_refused(*words)


def test_a_person_tries_out_the_channels(
    mailing: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing.does("subscribe", "address", "J001", "email", "j001@court.example")
    assert run(("deliver", "--test", "J001")) == 1
    assert "电子邮件" in mailing.capsys.readouterr().out
    with mail_server() as server:
        monkeypatch.setenv("DUEPROCESS_SMTP_PORT", str(server.port))
        found = mailing.does("deliver", "--test", "J001", "--json").json
    assert [(one["channel"], one["fault"]) for one in found] == [("email", ""), ("folder", "")]
    assert len(server.kept) == 1


def test_what_waits_is_sent_by_hand(filed: CourtDesk) -> None:
    assert "送达" in filed.does("deliver").out
    assert set(filed.does("deliver", "--json").json) >= {"digests", "failed", "dead"}


def test_the_doctor_says_only_what_came_and_what_went(filed: CourtDesk) -> None:
    stop = Event()
    looks = changes(filed.store, national_law(), national(), 0.01, stop)
    assert next(looks).came != ()
    assert not next(looks)
    said = "INSERT INTO channel_health (channel, failures, dead_since, error, minute_count) "
    with filed.store.writing() as session:
        session.connection().execute(
            text(f"{said} VALUES ('email', '[]', '2026-03-02 01:00:00.000000+00', 'SMTP 451', 0)")
            if filed.store.engine_name == "postgresql"
            else text(f"{said} VALUES ('email', '[]', '2026-03-02 01:00:00.000000', 'SMTP 451', 0)")
        )
    (came,) = next(looks).came
    assert (came.check, "SMTP 451" in came.why_zh) == ("channel-dead", True)
    filed.does("deliver", "--revive", "email")
    assert [one.check for one in next(looks).went] == ["channel-dead"]
    stop.set()


def test_watching_ends_with_the_code_of_the_last_look(
    filed: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {"looks": 0}

    def interrupted(self: Event, timeout: float | None = None) -> bool:
        seen["looks"] += 1
        raise KeyboardInterrupt

    monkeypatch.setattr(Event, "wait", interrupted)
    filed.capsys.readouterr()
    assert run(("doctor", "--watch", "--json", "--fail-on", "warning")) == 1
    lines = [json.loads(line) for line in filed.capsys.readouterr().out.splitlines()]
    assert {line["what"] for line in lines} == {"came"} and seen["looks"] == 1

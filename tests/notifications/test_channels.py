"""Channels: the mailbox folder, and real mail and a real webhook through Apprise addresses."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Inbox

from models.oversight.outbox import Bundle, Waiting
from notifications.channel import NotDelivered
from notifications.channels import Channels
from notifications.digest import Digest, compose
from notifications.mailbox import Mailbox
from notifications.post import AddressUnusable, Post
from notifications.terminal import Terminal
from rulebook.time.zone import SHANGHAI
from tests.tasks.conftest import at

# Apprise itself still imports a module that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

SUBJECT = "[催办] （2026）京0105执1号 003 发出执行通知书 超期1日（1个工作日）"


def digest(address: str = "", officer: str = "J1", rehearsal: bool = False) -> Digest:
    """A digest of one line."""
    line = Waiting(1, officer, "urge", SUBJECT, "请书面回复。", "", 0)
    bundle = Bundle("00000001-abc", officer, (line,))
    return compose(bundle, "官一", address, rehearsal, at("2026-03-06T08:20"))


class _Mails(Inbox):
    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.kept.append(message)


@pytest.fixture
def mails() -> Iterator[tuple[str, list[Any]]]:
    """A real mail server and what it has received."""
    inbox = _Mails()
    port = _free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    people = "from=book@example.org&to=j1@example.org"
    yield f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&{people}&mode=insecure", inbox.kept
    server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A real HTTP receiver that answers with the status, and what was posted to it."""
    posted: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/messages", posted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_digest_arrives_as_mail(mails: tuple[str, list[Any]]) -> None:
    url, received = mails
    Post([url]).send(digest())
    (mail,) = received
    body = mail.get_payload(decode=True) if not mail.is_multipart() else None
    text = body or b"".join(part.get_payload(decode=True) or b"" for part in mail.walk())
    assert SUBJECT in text.decode("utf-8")
    assert mail["To"] == "j1@example.org"


def test_a_digest_arrives_at_a_webhook() -> None:
    with webhook() as (url, posted):
        Post([url]).send(digest(rehearsal=True))
    (message,) = posted
    assert message["title"].startswith("【演练】督程")
    assert SUBJECT in message["message"] and "00000001-abc" in message["message"]


def test_a_persons_own_address_goes_before_the_installations() -> None:
    with webhook() as (own, mine), webhook() as (common, others):
        Post([common]).send(digest(address=own))
        Post([common]).send(digest())
    assert (len(mine), len(others)) == (1, 1)


def test_a_receiver_that_refuses_is_a_failure_to_be_tried_again() -> None:
    with webhook(status=500) as (url, _), pytest.raises(NotDelivered, match="tried again"):
        Post([url]).send(digest())


def test_without_any_address_nothing_is_posted() -> None:
    Post([]).send(digest())


def test_an_address_that_cannot_be_read_is_named_without_its_secrets() -> None:
    with pytest.raises(AddressUnusable) as error:
        Post(["nonsense://user:secret@host"])
    assert "DUEPROCESS_APPRISE_URLS" in str(error.value)
    assert "secret" not in str(error.value)


def test_the_mailbox_keeps_one_file_a_digest(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    box.send(digest())
    first = box.path("J1", "00000001-abc")
    written = first.stat().st_mtime_ns
    box.send(digest())
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["00000001-abc.txt"]
    assert first.stat().st_mtime_ns == written
    assert SUBJECT in first.read_text("utf-8")


def test_a_staff_number_cannot_climb_out_of_the_mailbox(tmp_path: Path) -> None:
    Mailbox(tmp_path / "mailbox").send(digest(officer="../../etc"))
    (file,) = (path for path in tmp_path.rglob("*.txt"))
    assert (tmp_path / "mailbox") in file.parents


def test_a_mailbox_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "J1").write_text("in the way")
    with pytest.raises(NotDelivered):
        Mailbox(tmp_path).send(digest())


def test_the_terminal_names_the_person_and_the_count_but_no_case(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        Terminal().send(digest())
    assert "J1" in caplog.text and "1项" in caplog.text and "京0105" not in caplog.text


def test_the_default_channels_are_the_mailbox_the_post_and_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path))
    for channel in Channels().open():
        channel.send(digest())
    assert len(list((tmp_path / "mailbox" / "J1").glob("*.txt"))) == 1


def test_the_sternest_line_of_a_digest_comes_first() -> None:
    lines = tuple(
        Waiting(n, "J1", level, f"[{level}]", "", "", 0)
        for n, level in enumerate(("notice", "due_soon", "interview", "urge", "order"))
    )
    said = compose(Bundle("1", "J1", lines), "", "", False, at("2026-03-06T08:20"))
    places = [said.body.index(f"[{level}]") for level in ("interview", "order", "urge", "notice")]
    assert places == sorted(places)
    assert said.title == "督程 2026-03-06 08:20 致J1：5项"
    assert at("2026-03-06T08:20").tzinfo is SHANGHAI

"""Real receivers: a mail server and an HTTP endpoint that do as told, and keep what came."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from notifications.channels.email import Email
from notifications.channels.settings import Security

HANGING = 5.0  # seconds for which a hanging server says nothing


@dataclass
class MailServer:
    """A mail server. `mood`: accepts, refuses, unknown, hangs, or dies after taking the text."""

    port: int
    mood: str = "accepts"
    kept: list[Message] = field(default_factory=list)
    waiting: threading.Event = field(default_factory=threading.Event)

    def channel(self) -> Email:
        """The channel that sends to it."""
        return Email("127.0.0.1", self.port, "督程 <book@court.example>", security=Security.NONE)

    def ids(self, officer: str = "") -> list[str]:
        """The message ids of all it took for one person: a copy bears the same one."""
        return [m["Message-ID"] for m in self.kept if officer.lower() in m["To"]]

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        match self.mood:
            case "refuses":
                return "451 not now"
            case "unknown":
                return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mood == "hangs":
            for _ in range(int(HANGING * 20)):
                if self.waiting.is_set():
                    break
                await asyncio.sleep(0.05)
            return "451 too late"
        self.kept.append(message_from_bytes(envelope.content))
        if self.mood == "dies":
            server.transport.abort()
        return "250 taken"


@contextmanager
def mail_server(mood: str = "accepts") -> Iterator[MailServer]:
    """A mail server for as long as the block lasts."""
    server = MailServer(_free_port(), mood)
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        server.waiting.set()
        controller.stop()


@dataclass
class Posted:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The document."""
        return json.loads(self.body)


@dataclass
class Endpoint:
    """An HTTP receiver and what it answers. `mood`: answers, hangs, or dies with what it took."""

    status: int = 200
    answer: Any = field(default_factory=dict)
    port: int = 0
    busy: int = 0  # so many requests are answered 503 first
    mood: str = "answers"
    waiting: threading.Event = field(default_factory=threading.Event)
    retry_after: str = ""
    posted: list[Posted] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens, with a key in the address as robots have it."""
        return f"http://127.0.0.1:{self.port}/robot/send?access_token=k3y-of-the-robot"


@contextmanager
def endpoint(status: int = 200, answer: Any = None, mood: str = "answers") -> Iterator[Endpoint]:
    """An HTTP receiver for as long as the block lasts."""
    made = Endpoint(status, {} if answer is None else answer, mood=mood)

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if made.mood == "hangs":
                made.waiting.wait(HANGING)
                return
            made.posted.append(Posted(self.path, dict(self.headers.items()), body))
            if made.mood == "answers":
                self.do_GET()  # else the connection is closed without a word

        def do_GET(self) -> None:
            said = json.dumps(made.answer).encode()
            self.send_response(503 if made.busy else made.status)
            made.busy = max(made.busy - 1, 0)
            if made.retry_after:
                self.send_header("Retry-After", made.retry_after)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield made
    finally:
        made.waiting.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

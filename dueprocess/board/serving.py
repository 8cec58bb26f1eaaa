"""Serving the board (看板服务): by uvicorn, on loopback unless told otherwise."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn

from dueprocess.board.app import build
from dueprocess.board.page import HTMX
from dueprocess.desk import Desk
from models import clock
from models.access.accounts import invite, nobody_yet
from rulebook.access.door import door

GRACE_SECONDS = 3
SETUP = "setup"  # who makes the first administrator's link
# Law, pages and libraries stay for as long as the board runs: each look of the collector at all of
# them is a third of a second in which nobody is answered.
COLLECTED_AFTER = (10_000, 20, 50)


class AddressTaken(OSError):
    """Another program listens where the board was to listen, or the address is none of ours."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"the board cannot listen on {host}:{port} ({why}): stop the program that uses it, "
            "or set DUEPROCESS_BOARD_PORT or DUEPROCESS_BOARD_HOST"
        )


def serve(desk: Desk, host: str, port: int) -> None:
    """Serve until a stop from outside. Raises `AddressTaken`."""
    listening = _listening(host, port)
    server = _server(desk)
    print(welcome(desk, f"http://{host}:{port}"), flush=True)
    seldom_collected()
    server.run(sockets=[listening])


@contextmanager
def beside(desk: Desk) -> Iterator[str]:
    """Serve from a thread of its own while something else goes on; gives what to print of it."""
    host, port = desk.settings.board_host, desk.settings.board_port
    listening = _listening(host, port)
    server = _server(desk)
    # A thread has no say over the process's signals; whoever runs beside it ends it.
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True, name="board")
    thread.start()
    try:
        yield welcome(desk, f"http://{host}:{port}")
    finally:
        server.should_exit = True
        thread.join(GRACE_SECONDS)


def seldom_collected() -> None:
    """Leave what the process holds by now to it for good, and collect after it more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def welcome(desk: Desk, where: str) -> str:
    """Where the board is; before there is an administrator, the link that makes one."""
    lines = [f"看板 board: {where}"]
    if not HTMX.exists():
        lines.append("htmx 未安装，页面照常使用 pages work without htmx; `make setup` brings it")
    with desk.store.reading() as session:
        first = nobody_yet(session)
    if first:
        with desk.store.writing() as session:
            now = clock.system_now()
            token = invite(session, "", SETUP, now, door(), administrator=True)
        lines.append(f"首位管理员 first administrator (one time, 24 h): {where}/join/{token}")
    return "\n".join(lines)


def address(desk: Desk) -> str:
    """The address under which people reach the board."""
    return desk.settings.board_address


def _server(desk: Desk) -> uvicorn.Server:
    settings = desk.settings
    proxied: dict[str, Any] = {"proxy_headers": False}
    if settings.board_proxies:
        proxied = {"proxy_headers": True, "forwarded_allow_ips": settings.board_proxies}
    made = uvicorn.Config(
        build(desk, https=settings.board_https),
        log_level="warning",
        access_log=False,  # the audit is the book's; a log line would name cases
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        **proxied,
    )
    return uvicorn.Server(made)


def _listening(host: str, port: int) -> socket.socket:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Of this protocol by name, or what is accepted holds small answers back (Nagle) for 40 ms.
    listening = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise AddressTaken(host, port, error.strerror or str(error)) from error
    return listening

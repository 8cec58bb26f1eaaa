"""`dueprocess up` on the example docket: it comes up, works, and leaves no process behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.conftest import free_port

COMMAND = [sys.executable, "-c", "from dueprocess.door import main; main()", "up"]
SECONDS = 150  # for a server with a new database on a busy machine


def environment(home: Path, port: int) -> dict[str, str]:
    """A home and a port of its own, and a status line a second."""
    own = {
        "DUEPROCESS_HOME": str(home),
        "DUEPROCESS_PORT": str(port),
        "DUEPROCESS_STATUS_SECONDS": "1",
    }
    return {**os.environ, **own}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "up.log"


@pytest.fixture
def up(tmp_path: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command running in a process group of its own, as a shell would start it."""
    with log.open("wb") as output:
        running = subprocess.Popen(
            COMMAND,
            env=environment(tmp_path / "home", free_port()),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        yield running
        running.kill()
        running.wait()


def awaits(log: Path, pattern: str) -> re.Match[str]:
    last_moment = time.monotonic() + SECONDS
    while not (found := re.search(pattern, log.read_text(encoding="utf-8"))):
        assert time.monotonic() < last_moment, log.read_text(encoding="utf-8")
        time.sleep(0.2)
    return found


def processes_of(home: Path) -> list[str]:
    """Every living process whose environment names that home."""
    marked = f"DUEPROCESS_HOME={home}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marked in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it ended while we looked, or is not ours
    return found


def test_up_runs_the_docket_and_ctrl_c_leaves_no_process(
    up: subprocess.Popen[bytes], log: Path, tmp_path: Path
) -> None:
    awaits(log, r"732 行 rows: 新增 added 732.*退回 rejected 0")
    awaits(log, r"演练 rehearsal 逾期 overdue 15, 今日 today 5")
    awaits(log, r"http://127\.0\.0\.1:\d+  运行 running")
    awaits(log, r"睡眠 asleep [1-9]")
    assert len(processes_of(tmp_path / "home")) >= 3, "itself, the server, the worker"
    up.send_signal(signal.SIGINT)
    assert up.wait(SECONDS) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert processes_of(tmp_path / "home") == []


def test_a_taken_port_is_one_line_and_nothing_is_brought_in(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = subprocess.run(
            COMMAND, env=environment(tmp_path / "home", port), capture_output=True, check=False
        )
    assert said.returncode == 2
    assert said.stderr.decode().count("\n") == 1
    assert f"port {port}" in said.stderr.decode()
    assert not (tmp_path / "home" / "book.db").exists()

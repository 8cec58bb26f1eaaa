"""`dueprocess up` as its user starts it: a process of its own, a home and ports of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.flows.conftest import free_port

DESK = [sys.executable, "-c", "from dueprocess.door import main; main()"]
SECONDS = 150  # for a server with a new database on a busy machine


@dataclass(frozen=True)
class Up:
    """The running command, what it prints, and the environment of its desk."""

    process: subprocess.Popen[bytes]
    log: Path
    env: Mapping[str, str]

    def awaits(self, pattern: str) -> re.Match[str]:
        """Wait until what it printed holds the pattern."""
        last_moment = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.log.read_text(encoding="utf-8"))):
            assert time.monotonic() < last_moment, self.log.read_text(encoding="utf-8")
            time.sleep(0.2)
        return found

    def desk(self, *words: str) -> str:
        """What a command of the same desk prints; it has to succeed."""
        said = subprocess.run([*DESK, *words], env=self.env, capture_output=True, check=False)
        assert said.returncode == 0, said.stderr.decode()
        return said.stdout.decode()

    def interrupts(self) -> int:
        """Press Ctrl-C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


def environment(home: Path) -> dict[str, str]:
    """A home and ports of its own, and a status line a second."""
    own = {
        "DUEPROCESS_HOME": str(home),
        "DUEPROCESS_PORT": str(free_port()),
        "DUEPROCESS_BOARD_PORT": str(free_port()),
        "DUEPROCESS_STATUS_SECONDS": "1",
    }
    return {**os.environ, **own}


@contextmanager
def up(folder: Path, *words: str) -> Iterator[Up]:
    """Start it in a process group of its own, as a shell would; it is gone afterwards."""
    log, env = folder / "up.log", environment(folder / "home")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*DESK, "up", *words],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Up(process, log, env)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(SECONDS)
        finally:
            process.kill()
            process.wait()


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

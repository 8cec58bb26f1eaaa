"""A child process that never outlives the command which started it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1

_LIBC = ctypes.CDLL(None, use_errno=True)

# Linux sends the death signal when the *thread* that forked ends, not the process: all
# children are therefore started by this one thread, which lives as long as the process.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


class Child:
    """One program in its own process group, its output appended to a log file.

    It ends with `stop`; if this process is killed outright, the kernel kills it.
    """

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log = log
        self._process = _SPAWNER.submit(_spawn, command, environment, log).result()

    @property
    def pid(self) -> int:
        """The process id, which is also the id of its process group."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the program is still running."""
        return self._process.poll() is None

    def wait(self, seconds: float) -> int | None:
        """Its exit code, or None if it has not ended within `seconds` seconds."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self, grace: float) -> None:
        """Ask it to end, wait `grace` seconds, then kill its whole group; safe to repeat."""
        if self.alive():
            self._process.terminate()
            self.wait(grace)
        self.kill()

    def kill(self) -> None:
        """End its whole group outright, as a power cut would; safe to repeat."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def last_line(self) -> str:
        """The last line it wrote that is not blank, for an error message."""
        written = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return next((line.strip() for line in reversed(written) if line.strip()), "no output")


def _spawn(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    parent = os.getpid()

    def begin() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # A shell that starts us in the background has SIGINT ignored, and so has who inherits it:
        # Prefect's worker stops by sending itself one, and would run on until it is killed.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if os.getppid() != parent:
            os._exit(1)

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=begin,  # noqa: PLW1509 - it takes no lock and imports nothing
        )

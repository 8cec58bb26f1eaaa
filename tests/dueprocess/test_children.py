"""A child process ends with the command that started it, whatever ends that command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dueprocess.children import Child
from dueprocess.stack import PortTaken, Stack
from dueprocess.stackplan import StackPlan

STARTS_A_CHILD = """
import os, sys, threading
from pathlib import Path
from dueprocess.children import Child
made = []
def start():
    made.append(Child("sleeper", ["sleep", "600"], os.environ, Path(sys.argv[1])))
starter = threading.Thread(target=start)
starter.start()
starter.join()
print(made[0].pid, made[0].alive(), flush=True)
sys.stdin.read()
"""


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return True
    return state == "Z"


def soon(pid: int) -> bool:
    for _ in range(100):
        if gone(pid):
            return True
        time.sleep(0.1)
    return False


def test_a_child_dies_with_its_killed_parent_and_not_with_the_thread_that_asked_for_it(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", STARTS_A_CHILD, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid, alive = parent.stdout.readline().decode().split()
        assert alive == "True"
        parent.kill()
    assert soon(int(pid))


def test_stopping_a_child_ends_what_it_started_and_what_ignores_being_asked(tmp_path: Path) -> None:
    stubborn = "trap '' TERM; sleep 600 & echo $!; wait"
    child = Child("stubborn", ["sh", "-c", stubborn], os.environ, tmp_path / "log")
    while not (tmp_path / "log").read_text().endswith("\n"):
        time.sleep(0.05)
    grandchild = int(child.last_line())
    child.stop(grace=0.2)
    assert soon(child.pid)
    assert soon(grandchild)
    child.stop(grace=0.2)


def test_a_child_can_be_interrupted_even_where_a_shell_had_it_ignored(tmp_path: Path) -> None:
    asked = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = Child("asked", [sys.executable, "-c", asked], os.environ, tmp_path / "log")
        assert child.wait(30) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert child.last_line() == "True"


def test_a_child_that_fails_leaves_its_last_words(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no database >&2; echo >&2; exit 3"]
    child = Child("failing", command, os.environ, tmp_path / "log")
    assert child.wait(10) == 3
    assert child.last_line() == "no database"
    assert not child.alive()


def test_a_taken_port_is_one_line_with_the_way_out_and_starts_nothing(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        stack = Stack(StackPlan(tmp_path, other.getsockname()[1]))
        with pytest.raises(PortTaken, match="DUEPROCESS_PORT") as refused:
            stack.start(lambda _: None)
    assert "\n" not in str(refused.value)
    assert stack.alive() == {}
    assert not (tmp_path / "logs").exists()

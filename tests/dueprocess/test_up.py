"""`dueprocess up` on the example docket: it comes up, works, and leaves no process behind."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from tests.running import DESK, environment, processes_of, up


def test_up_runs_the_docket_and_ctrl_c_leaves_no_process(tmp_path: Path) -> None:
    with up(tmp_path) as running:
        running.awaits(r"732 行 rows: 新增 added 732.*退回 rejected 0")
        running.awaits(r"演练 rehearsal 逾期 overdue 15, 今日 today 5")
        running.awaits(r"http://127\.0\.0\.1:\d+  运行 running")
        running.awaits(r"睡眠 asleep [1-9]")
        assert len(processes_of(tmp_path / "home")) >= 3, "itself, the server, the worker"
        assert running.interrupts() == 0
        assert "Traceback" not in running.log.read_text(encoding="utf-8")
        assert processes_of(tmp_path / "home") == []


def test_a_taken_port_is_one_line_and_nothing_is_brought_in(tmp_path: Path) -> None:
    env = environment(tmp_path / "home")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        env |= {"DUEPROCESS_PORT": str(port)}
        said = subprocess.run([*DESK, "up"], env=env, capture_output=True, check=False)
    assert said.returncode == 2
    assert said.stderr.decode().count("\n") == 1
    assert f"port {port}" in said.stderr.decode()
    assert not (tmp_path / "home" / "book.db").exists()

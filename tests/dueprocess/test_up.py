"""`dueprocess up` on the example docket: it comes up, works, and leaves no process behind."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from dueprocess import guard
from dueprocess.desk import Desk
from tasks.prefect_api import PrefectApi, PrefectUnavailable
from tests.dueprocess.intake_paper import docket
from tests.running import DESK, environment, processes_of, up


def test_up_runs_the_docket_and_ctrl_c_leaves_no_process(tmp_path: Path) -> None:
    with up(tmp_path) as running:
        running.awaits(r"955 行 rows: 新增 added 955.*退回 rejected 0")
        running.awaits(r"演练 rehearsal 逾期 overdue 19, 今日 today 5")
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


def _logged(url: str, secret: str) -> list[str]:
    """What runs of cases said in Prefect's log, without the address that each line ends with."""
    name, _, word = secret.partition(":")
    found = httpx.post(f"{url}/api/logs/filter", json={}, auth=(name, word)).json()
    lines = [one["message"] for one in found if "/cases/" in one["message"]]
    return sorted({line.partition(" http")[0] for line in lines})


def test_a_live_docket_runs_behind_the_secret_and_nobody_else_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real server: 401 without it; with it the run of the case is made, passes and sleeps."""
    with up(tmp_path, str(docket(tmp_path / "live.xlsx"))) as running:
        running.awaits(r"Prefect须口令 asks for a secret, kept in .*/home/prefect/auth")
        url = running.awaits(r"(http://127\.0\.0\.1:\d+)  运行 running")[1]
        running.awaits(r"睡眠 asleep [1-9]")
        made = guard.kept(tmp_path / "home")
        found = httpx.post(f"{url}/api/flow_runs/filter", json={})
        assert found.status_code == 401
        wrong = httpx.post(f"{url}/api/flow_runs/filter", json={}, auth=("dueprocess", "guess"))
        assert wrong.status_code == 401
        with PrefectApi(f"{url}/api", auth="") as nobody, pytest.raises(PrefectUnavailable) as said:
            nobody.deployments()
        assert "set PREFECT_API_AUTH_STRING" in str(said.value)
        with PrefectApi(f"{url}/api", auth=made) as known:
            assert known.runs()
        ends = monotonic() + 60
        while not _logged(url, made) and monotonic() < ends:
            sleep(0.5)  # a run's log is sent to the server some seconds after it was written
        assert _logged(url, made) == ["案件页 case page"]
        monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("DUEPROCESS_PORT", url.rpartition(":")[2])
        monkeypatch.delenv("PREFECT_API_URL", raising=False)
        with Desk.opened() as desk, desk.prefect() as own:
            assert own.deployments()
        assert running.interrupts() == 0
        logs = running.log.read_text("utf-8") + "".join(
            one.read_text("utf-8", errors="replace")
            for one in (tmp_path / "home" / "logs").iterdir()
        )
        assert made.partition(":")[2] not in logs

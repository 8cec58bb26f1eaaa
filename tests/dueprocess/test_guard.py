"""The guard before Prefect: none in a rehearsal here, a secret of its own in anything else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dueprocess import guard
from dueprocess.guard import CLIENT, SERVER, SecretUnreadable
from dueprocess.settings import Settings
from dueprocess.stackplan import StackPlan

ENGINES = ("sqlite",)
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SERVER, raising=False)
    monkeypatch.delenv(CLIENT, raising=False)


def test_a_rehearsal_on_this_machine_asks_for_nothing(tmp_path: Path) -> None:
    for host in (HERE, "::1", "localhost", "127.0.0.9"):
        assert guard.secret(tmp_path, host, live=False) == ""
    assert not guard.file_of(tmp_path).exists()


@pytest.mark.parametrize(("host", "live"), [(HERE, True), ("0.0.0.0", False), ("10.1.2.3", False)])
def test_a_live_book_or_an_open_board_has_a_secret_that_stays(
    tmp_path: Path, host: str, live: bool
) -> None:
    made = guard.secret(tmp_path, host, live=live)
    assert made.startswith("dueprocess:") and len(made) > 40
    assert guard.secret(tmp_path, host, live=live) == guard.kept(tmp_path) == made
    file = guard.file_of(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made not in guard.where(tmp_path) and guard.where(tmp_path) == str(file)


@pytest.mark.parametrize("name", [SERVER, CLIENT])
def test_the_environments_secret_goes_before_and_is_kept_nowhere(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "court:from-the-vault")
    assert guard.secret(tmp_path, HERE, live=True) == "court:from-the-vault"
    assert guard.secret(tmp_path, HERE, live=False) == "court:from-the-vault"
    assert guard.where(tmp_path) == SERVER and not guard.file_of(tmp_path).exists()
    monkeypatch.setenv(name, "without-a-name")
    with pytest.raises(SecretUnreadable, match="name:password") as refused:
        guard.secret(tmp_path, HERE, live=True)
    assert "without-a-name" not in str(refused.value)


def test_the_parts_of_the_stack_are_told_and_no_print_of_the_plan_tells(tmp_path: Path) -> None:
    plan = StackPlan(tmp_path, 9, auth="a:b-secret")
    told = plan.child_environment()
    assert told[SERVER] == told[CLIENT] == "a:b-secret"
    assert "b-secret" not in repr(plan)
    assert not {SERVER, CLIENT} & StackPlan(tmp_path, 9).child_environment().keys()


def test_a_foreign_server_is_not_told_our_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    made = guard.secret(tmp_path, HERE, live=True)
    assert Settings().prefect_auth == made
    monkeypatch.setenv("PREFECT_API_URL", "http://10.0.0.7:4200/api")
    assert Settings().prefect_auth == ""

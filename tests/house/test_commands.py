"""The two commands, their neighbours, and the script that a build server runs."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from dueprocess.cli.main import app
from tests.house.premises import ROOT, project

TARGETS = ("setup", "up", "test", "check", "bench", "bench-board", "mining")
READMES = ("README.md", "README.zh-CN.md")


def _make(*words: str, folder: Path = ROOT) -> str:
    # The outer make leaves its flags in the environment when the tests run under it.
    outside = {k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    done = subprocess.run(
        ["make", *words], cwd=folder, env=outside, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_the_makefile_has_exactly_its_targets() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    declared = re.findall(r"^\.PHONY: ((?!\$).*)$", makefile, re.M)
    assert [line.split() for line in declared] == [list(TARGETS)]
    assert set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.M)) == set(TARGETS)


def test_a_docket_is_handed_to_the_command_as_one_word() -> None:
    assert 'dueprocess up "my docket.xlsx"' in _make("-n", "up", "DOCKET=my docket.xlsx")


def test_without_python_set_up_says_so_in_one_line(tmp_path: Path) -> None:
    for name in ("Makefile", "constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    said = _make("setup", "PYTHON=/nowhere/python2", folder=tmp_path)
    assert "no Python 3.11 or newer among: /nowhere/python2. Install python3.11" in said


def test_the_build_servers_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize("page", READMES)
def test_every_make_command_of_a_readme_exists(page: str) -> None:
    commands = set(re.findall(r"\bmake ([a-z]+)", (ROOT / page).read_text("utf-8")))
    assert {"up", "test"} <= commands <= set(TARGETS)


@pytest.mark.parametrize("page", READMES)
def test_every_dueprocess_command_of_a_readme_exists(page: str) -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", (ROOT / page).read_text("utf-8"), re.S)
    words = set(re.findall(r"\bdueprocess ([a-z][a-z-]+)", "\n".join(code)))
    assert {"due", "record", "explain"} <= words <= set(getattr(get_command(app), "commands", {}))


def test_the_console_script_points_at_something() -> None:
    module, _, name = project()["project"]["scripts"]["dueprocess"].partition(":")
    assert callable(getattr(__import__(module, fromlist=[name]), name))

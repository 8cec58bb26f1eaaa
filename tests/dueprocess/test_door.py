"""A plain question for a date is answered at the door; all else goes the usual way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dueprocess.cli.main import _commands, run
from dueprocess.door import answered
from dueprocess.settings import Settings
from models import whereabouts

PLAIN = ("due", "case-6m", "--from", "2018-03-15")
PAUSED = (*PLAIN, "--pause", "2018-05-10..2018-07-09:中止")
COLD = ("prefect", "sqlmodel", "sqlalchemy", "chinese_calendar", "pydantic", "typer")


@pytest.mark.parametrize(
    "words",
    [
        PLAIN,
        (*PLAIN, "--json"),
        PAUSED,
        (
            "due",
            "exec-notice-10d@small-court-12",
            "--from",
            "2024-09-27",
            "--profile",
            "small-court-12",
        ),
        (*PAUSED, "--extend", "1:month", "--known-on", "2018-09-30"),
        (
            *PLAIN,
            "--pause",
            "2018-05-10..2018-07-09:中止",
            "--pause",
            "2018-08-01..2018-08-02:中止",
        ),
    ],
)
def test_the_door_answers_as_the_command_does(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(words)
    at_the_door = capsys.readouterr().out
    assert run(words) == 0
    assert at_the_door == capsys.readouterr().out != ""


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("rules", "list"),
        ("due",),
        ("due", "case-6m"),
        ("due", "--help"),
        (*PLAIN, "--help"),
        (*PLAIN, "--jsn"),
        (*PLAIN, "--json=yes"),
        (*PLAIN, "--from", "2018-03-16"),
        (*PLAIN, "case-6m"),
        ("due", "case-6m", "--from"),
        ("due", "case-6m", "--from", "--json"),
        ("due", "case-6n", "--from", "2018-03-15"),
        ("due", "case-6m", "--from", "2018-02-30"),
        (*PLAIN, "--pause", "2018-05-10"),
        (*PLAIN, "--extend", "1:fortnight"),
    ],
)
def test_what_is_not_plain_is_left_to_the_command_line(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not answered(words)
    assert capsys.readouterr() == ("", "")


def test_a_date_is_answered_without_what_starts_slowly() -> None:
    code = (
        "import sys; from dueprocess.door import answered; "
        f"assert answered({PLAIN!r}); print([m for m in {COLD!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_that_is_read_alone_is_the_one_among_all() -> None:
    everything = _commands()
    assert len(everything.commands) > 30
    for name, among_all in everything.commands.items():
        alone = _commands(name)
        assert list(alone.commands) == [name]
        assert _told(alone.commands[name]) == _told(among_all)
        assert _told(alone)[:2] == _told(everything)[:2]
    assert list(_commands("no-such-thing").commands) == list(everything.commands)


def _told(command: Any) -> list[Any]:
    below = getattr(command, "commands", {})
    return [
        command.help,
        [(one.name, one.opts, one.required) for one in command.params],
        {name: _told(one) for name, one in below.items()},
    ]


def test_a_process_looks_for_waste_seldom_and_at_its_end_no_more() -> None:
    code = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0)); "
        "from dueprocess import collecting; print(gc.get_freeze_count()); collecting.seldom(); "
        "print(gc.get_threshold() == collecting.COLLECTED_AFTER, gc.isenabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True", "True", "True"]


def test_the_whereabouts_are_those_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DUEPROCESS_HOME", "DUEPROCESS_RULEBOOK"):
        monkeypatch.delenv(name, raising=False)
    assert (whereabouts.folder(), whereabouts.rulebook()) == (Settings().folder, None)
    monkeypatch.setenv("DUEPROCESS_HOME", str(tmp_path))
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "profiles"))
    assert whereabouts.folder() == Settings().folder
    assert whereabouts.rulebook() == Settings().rulebook

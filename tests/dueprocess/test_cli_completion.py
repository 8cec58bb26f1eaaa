"""The shell completes commands, options and the words that are one of a few."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dueprocess.cli.frame.failing import LEVELS
from dueprocess.cli.main import app
from dueprocess.cli.supervision.lists import KINDS
from dueprocess.cli.supervision.today import ROLES
from dueprocess.mornings import MORNINGS


def offered(*typed: str) -> list[str]:
    """What the shell offers after those words, the last of them unfinished."""
    asked = {
        "_DUEPROCESS_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("dueprocess", *typed)),
        "COMP_CWORD": str(len(typed)),
    }
    return CliRunner().invoke(app, prog_name="dueprocess", env=asked).output.split()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("it",), ["item"]),
        (("interview", "re"), ["record"]),
        (("clock", ""), ["pause", "resume", "extend"]),
        (("clock", "pause", "--app"), ["--approved-by"]),
        (("list", ""), list(KINDS)),
        (("list", "o"), ["overdue"]),
        (("today", "--role", "d"), ["director"]),
        (("doctor", "--fail-on", ""), list(LEVELS)),
    ],
)
def test_the_shell_offers_what_may_follow(typed: tuple[str, ...], words: list[str]) -> None:
    assert offered(*typed) == words


def test_every_morning_is_offered() -> None:
    assert set(ROLES) == MORNINGS.keys()

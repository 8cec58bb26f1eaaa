"""Exit codes (退出码), the same for every command, and `--fail-on`, which makes one of findings."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

import typer

from dueprocess.cli.frame.completing import one_of

DONE = 0
FINDINGS = 1  # something at or above the level of --fail-on
BAD_INPUT = 2  # what was asked cannot be done; nothing changed
LAW_GAP = 3  # the rulebook or the calendar has a fault or a gap
AUDIT_BROKEN = 4  # a chain of facts does not hold, or the patrol's audit objects

LEVELS = ("note", "warning", "error")

Weight = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help="失败级别 exit 1 from: note, warning, error",
        autocompletion=one_of(LEVELS),
    ),
]


class NoLevel(ValueError):
    """A level was named that does not exist."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is no level: give one of {', '.join(LEVELS)}")


def least(level: str) -> int | None:
    """The level as a number, from which on findings fail; None when none was given."""
    if not level:
        return None
    if level not in LEVELS:
        raise NoLevel(level)
    return LEVELS.index(level) + 1


def fail(worst: IntEnum | None, bound: int | None) -> None:
    """Leave with `FINDINGS` when the worst finding is at or above the bound."""
    if bound is not None and worst is not None and worst >= bound:
        raise typer.Exit(FINDINGS)

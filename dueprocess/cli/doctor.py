"""`dueprocess doctor`: the invariants of the whole book, each finding with the way out (体检)."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.options import AsJson

LEVELS = ("note", "warning", "error")
FINDINGS = 1  # exit code: something at or above the level was found

FailOn = Annotated[
    str, typer.Option(metavar="LEVEL", help="失败级别 exit 1 from: note, warning, error")
]


class NoLevel(ValueError):
    """A level was named that the doctor does not know."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is no level: give one of {', '.join(LEVELS)}")


def doctor(
    fail_on: FailOn = "error",
    deep: Annotated[
        bool, typer.Option("--deep", help="重新推算 also count every open clock anew; slow")
    ] = False,
    json: AsJson = False,
) -> None:
    """体检 Check every invariant of the book; exit 0 clean, 1 findings at or above the level."""
    from dueprocess.cli.terminal import emit, show
    from dueprocess.desk import Desk
    from models.doctor.doctor import CHECKS, Level, examine, worst

    if fail_on not in LEVELS:
        raise NoLevel(fail_on)
    with Desk.opened() as desk:
        found = examine(desk.store, desk.law, desk.calendar, deep=deep)
    if json:
        emit([{**_plain(one), "level": one.level.name.lower()} for one in found])
    else:
        from dueprocess.views.doctor import page

        show(page([check for check in CHECKS if deep or not check.deep], found))
    bad = worst(found)
    if bad is not None and bad >= Level[fail_on.upper()]:
        raise typer.Exit(FINDINGS)


def _plain(finding: object) -> dict[str, object]:
    from dueprocess.cli.terminal import as_object

    return as_object(finding)

"""`dueprocess doctor`: the invariants of the whole book, each finding with the way out (体检)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.failing import Weight, fail, least
from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.doctor.check import Finding


def doctor(
    fail_on: Weight = "error",
    deep: Annotated[
        bool, typer.Option("--deep", help="重新推算 also count every open clock anew; slow")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="盯看 again and again until Ctrl-C; only what changed")
    ] = False,
    every: Annotated[float, typer.Option(min=0.1, help="间隔秒数 seconds between two looks")] = 60,
    json: AsJson = False,
) -> None:
    """体检 Check every invariant of the book; exit 0 clean, 1 findings at or above the level."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from models.doctor.doctor import CHECKS, examine, worst

    bound = least(fail_on)
    with Desk.opened() as desk:
        if watch:
            found = _watch(desk, deep, every, json)
        else:
            found = examine(desk.store, desk.law, desk.calendar, deep=deep)
    if json and not watch:
        emit([_leveled(one) for one in found])
    elif not json:
        from dueprocess.views.running.doctor import page, summary

        checks = [check for check in CHECKS if deep or not check.deep]
        show(summary(checks, found) if watch else page(checks, found))
    fail(worst(found), bound)


def _watch(desk: Desk, deep: bool, every: float, json: bool) -> Sequence[Finding]:
    """Say what came and what went until Ctrl-C; what holds not at the end."""
    from dueprocess.cli.frame.terminal import as_line, show
    from dueprocess.views.running.doctor import changed
    from models.doctor.changes import changes

    found: Sequence[Finding] = ()
    try:
        for change in changes(desk.store, desk.law, desk.calendar, every, deep=deep):
            found = change.found
            if json:
                for what, some in (("came", change.came), ("went", change.went)):
                    for one in some:
                        print(as_line({"what": what, **_leveled(one)}), flush=True)
            elif change:
                show(changed(change))
    except KeyboardInterrupt:
        pass
    return found


def _leveled(finding: Finding) -> dict[str, object]:
    return {**_plain(finding), "level": finding.level.name.lower()}


def _plain(finding: object) -> dict[str, object]:
    from dueprocess.cli.frame.terminal import as_object

    return as_object(finding)

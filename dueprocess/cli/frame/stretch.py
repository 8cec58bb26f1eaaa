"""A stretch of time on the command line (起止): --from and --to, both days included."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from rulebook.time.period import ONE_DAY

Since = Annotated[str, typer.Option("--from", metavar="DATE", help="自 what happened since")]
Until = Annotated[str, typer.Option("--to", metavar="DATE", help="至 and until the end of DATE")]


class StretchReversed(ValueError):
    """The end lies before the beginning."""

    def __init__(self, since: str, until: str) -> None:
        super().__init__(f"--from {since} lies after --to {until}: give the earlier day first")


def stretch(since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of the stretch and the first behind it; None where nothing is said.

    A moment of the day ends it there; a bare day is wholly within. Raises `StretchReversed` and
    what `moments.moment` raises.
    """
    from dueprocess.cli.frame import moments

    begins = moments.moment(since) if since else None
    ends = moments.moment(until) if until else None
    if ends is not None and moments.bare(until):
        ends += ONE_DAY
    if begins is not None and ends is not None and begins >= ends:
        raise StretchReversed(since, until)
    return begins, ends

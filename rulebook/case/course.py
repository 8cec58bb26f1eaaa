"""How a clock has gone (进程), as far as its rungs ask beyond its last day."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rulebook.time.period import Pause


class Act(NamedTuple):
    """The last act (推进) from which idleness is counted: its moment, its place in the chain."""

    at: datetime
    seq: int


class Course(NamedTuple):
    """The pauses that a clock leaves out, the last acts in its matter, and how urgent it is."""

    pauses: tuple[Pause, ...] = ()
    acted: Act | None = None  # in the case; None where no rung asks
    acted_on_subject: Act | None = None  # on the node's own subject
    start: str = ""  # an urgent matter (紧急事项) starts at this rung


PLAIN = Course()


def going(pauses: tuple[Pause, ...]) -> Course:
    """The course of a clock of which nothing but its pauses is asked."""
    return Course(pauses) if pauses else PLAIN

"""When a running clock changes its light (灯色), in working days around the last day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Working days before the last day, and after it, at which the light changes."""

    due_soon: int
    due_critical: int
    overdue_severe: int


# What a node may show, in order of urgency and then of rest, for a court to colour as it likes.
STATES = (
    "running",
    "due_soon",
    "due_critical",
    "overdue",
    "overdue_severe",
    "waiting",
    "paused",
    "provisional",
    "settled",
    "late",
    "late_or_unproven",
    "moot",
)
COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "grey", "plain")

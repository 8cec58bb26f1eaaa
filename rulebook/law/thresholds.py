"""When a running clock changes its light (灯色), in working days around the last day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Working days before the last day, and after it, at which the light changes."""

    due_soon: int
    due_critical: int
    overdue_severe: int

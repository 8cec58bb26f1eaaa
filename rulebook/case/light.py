"""The light (灯色) of a node: its semantic state at a moment; a colour is a court's own choice."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from rulebook.case.casefile import Timeliness
from rulebook.law.thresholds import Thresholds
from rulebook.loading import loader
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI


class Light(StrEnum):
    """What a node shows; the word and the days always stand beside its colour."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    DUE_CRITICAL = "due_critical"
    OVERDUE = "overdue"
    OVERDUE_SEVERE = "overdue_severe"
    PAUSED = "paused"
    SETTLED = "settled"
    LATE_OR_UNPROVEN = "late_or_unproven"
    PROVISIONAL = "provisional"  # the date may still move, and is not near


def light(
    state: str,
    due_on: date | None,
    due_at: datetime | None,
    provisional: bool,
    timeliness: str | None,
    as_of: datetime,
    calendar: Calendar,
    thresholds: Thresholds | None = None,
) -> Light:
    """The light of a node as of a moment (aware).

    Nearness and lateness are counted in working days against `thresholds` (the national ones when
    not given). A minimum term is never late, it only runs; what became moot counts as settled.
    """
    if state == "paused":
        return Light.PAUSED
    if state in ("settled", "moot"):
        unproven = timeliness == Timeliness.LATE_OR_UNPROVEN
        return Light.LATE_OR_UNPROVEN if unproven else Light.SETTLED
    if state != "running" or due_on is None or due_at is None:
        return Light.RUNNING
    at = thresholds or loader.national().lights
    today = as_of.astimezone(SHANGHAI).date()
    if as_of >= due_at:
        severe = today >= calendar.shift(due_on, at.overdue_severe)
        return Light.OVERDUE_SEVERE if severe else Light.OVERDUE
    if today >= calendar.shift(due_on, -at.due_critical):
        return Light.DUE_CRITICAL
    if today >= calendar.shift(due_on, -at.due_soon):
        return Light.DUE_SOON
    return Light.PROVISIONAL if provisional else Light.RUNNING


NEAR = frozenset({Light.DUE_SOON, Light.DUE_CRITICAL, Light.OVERDUE, Light.OVERDUE_SEVERE})

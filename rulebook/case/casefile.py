"""A case as the rulebook sees it: its facts in order, and the nodes that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from rulebook.law.gate import Refusal
from rulebook.time.counting import Due
from rulebook.time.period import Extension, Pause


class Timeliness(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    LATE_OR_UNPROVEN = "late_or_unproven"  # said to be in time, entered late, no dated paper


class FactView(NamedTuple):
    """One fact. `seq` is its place in the chain; `corrects` the seq it puts right."""

    seq: int
    kind: str
    subject_kind: str
    subject_ref: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_by: str
    payload: Mapping[str, object]
    evidence: str = ""
    evidence_on: date | None = None
    corrects: int | None = None


class NodePlan(NamedTuple):
    """One node as it follows from the facts. `due` is None while the clock is paused."""

    key: str
    rule_id: str
    subject_kind: str
    subject_ref: str
    opened_by: int
    origin_at: datetime
    due: Due | None
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    state: str  # running, paused, settled, moot; waiting: a minimum term, never overdue
    settled_by: int | None = None
    settled_at: datetime | None = None
    timeliness: Timeliness | None = None
    paused_since: date | None = None
    paused_for: str = ""  # cause id
    ended_by: int | None = None  # seq of the fact that settled it or made it moot
    ended_at: datetime | None = None
    schedule: tuple[tuple[str, datetime], ...] = ()  # rungs in time order; empty unless running


@dataclass(frozen=True, slots=True)
class CasePlan:
    """What follows from all facts of a case."""

    state: str  # received, open, round_ended, closed
    stage: str
    filed_on: date | None
    closed_on: date | None
    handler_id: str | None
    nodes: tuple[NodePlan, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to an arriving fact: refused with reasons, or the case as it now stands.

    `remarks` do not refuse it: they say what a supervisor should know of it.
    """

    refusals: tuple[Refusal, ...]
    plan: CasePlan | None
    remarks: tuple[Refusal, ...] = ()

"""The case as it follows from its facts, whatever order they arrived in: a pure function."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from rulebook.case.casefile import CasePlan, FactView, NodePlan, Timeliness
from rulebook.case.payload import day, moment
from rulebook.case.replay import Clock, Replay, Span, day_of, replay
from rulebook.case.schedule import schedule
from rulebook.case.standing import standing
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule, RuleKind
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import Extension, Pause, Period, Roll, Term, Unit

Rungs = tuple[tuple[str, datetime], ...]

_AT_ONCE = Term(Period(0, Unit.DAY), Roll.NONE)
_REMEMBERED = 65_536  # distinct clocks, as in counting


def project(facts: Iterable[FactView], law: Lawbook, calendar: Calendar) -> CasePlan:
    """The case's state and every node of it, from all facts recorded of the case.

    Facts take effect in the order in which they happened; corrections are applied first. A node is
    known by rule, subject and opening fact, so projecting again names the same nodes. One opening
    fact more opens another only when the last has ended. An act done before it was owed settles
    the node at its opening. When the case or its round ends, what it did not settle is moot, money
    and promises apart.
    """
    return planned(replay(standing(facts), law), calendar)


def planned(run: Replay, calendar: Calendar) -> CasePlan:
    """The plan that a replay amounts to."""
    return CasePlan(
        state=run.state,
        stage=run.stage,
        filed_on=run.filed_on,
        closed_on=run.closed_on,
        handler_id=run.handler,
        nodes=tuple(node(clock, run, calendar) for clock in run.clocks),
    )


def key(clock: Clock) -> str:
    """The name of a node within its case: ``rule|subject kind:subject|seq of the opening fact``."""
    return f"{clock.rule.id}|{clock.rule.subject}:{clock.ref}|{clock.opening.seq}"


def node(clock: Clock, run: Replay, calendar: Calendar) -> NodePlan:
    """One node: its date, its state, whether it was kept in time, and when its rungs fire."""
    pauses, lasting = stops(clock, run, calendar)
    extensions = tuple(clock.extensions)
    state = _state(clock, lasting)
    ladder = run.law.ladders.get(clock.rule.ladder) if state == "running" else None
    due, rungs = (None, ()) if lasting else _timed(clock, calendar, pauses, extensions, ladder)
    settling = clock.ending if clock.settled else None
    return NodePlan(
        key=key(clock),
        rule_id=clock.rule.id,
        subject_kind=clock.rule.subject,
        subject_ref=clock.ref,
        opened_by=clock.opening.seq,
        origin_at=clock.opening.occurred_at,
        due=due,
        pauses=pauses,
        extensions=extensions,
        state=state,
        settled_by=settling.seq if settling else None,
        settled_at=settling.occurred_at if settling else None,
        timeliness=_timeliness(clock, due),
        paused_since=max(lasting.start, clock.begun) if lasting else None,
        paused_for=lasting.cause if lasting else "",
        ended_by=clock.ending.seq if clock.ending else None,
        ended_at=clock.ending.occurred_at if clock.ending else None,
        schedule=rungs,
    )


def stops(clock: Clock, run: Replay, calendar: Calendar) -> tuple[tuple[Pause, ...], Span | None]:
    """The pauses of a clock, and the one it stands in now.

    An ended clock counts pauses only up to the day it ended; a cause that begins when the last day
    is over stops nothing.
    """
    causes = run.law.causes_of(clock.rule)
    if not causes or not run.spans:
        return (), None
    ended_on = day_of(clock.ending.occurred_at) if clock.ending else None
    pauses: list[Pause] = []
    lasting: list[Span] = []
    for span in run.spans:
        if span.cause not in causes or (ended_on and span.start >= ended_on):
            continue
        resume = _until(span, ended_on)
        if resume is None:
            lasting.append(span)
        elif resume > max(span.start, clock.begun):
            pauses.append(Pause(span.start, resume, span.cause, span.paper))
    return tuple(pauses), _standing_in(clock, calendar, tuple(pauses), lasting)


def _until(span: Span, ended_on: date | None) -> date | None:
    if ended_on is None or (span.resume is not None and span.resume <= ended_on):
        return span.resume
    return ended_on


def _standing_in(
    clock: Clock, calendar: Calendar, pauses: tuple[Pause, ...], lasting: list[Span]
) -> Span | None:
    if not lasting:
        return None
    first = min(lasting, key=lambda span: span.start)
    due = due_of(clock, calendar, pauses, tuple(clock.extensions))
    return first if first.start <= due.on else None


def due_of(
    clock: Clock, calendar: Calendar, pauses: tuple[Pause, ...], extensions: tuple[Extension, ...]
) -> Due:
    """The last day of a clock that is not standing still."""
    return _timed(clock, calendar, pauses, extensions, None)[0]


def _timed(
    clock: Clock,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
    ladder: Ladder | None,
) -> tuple[Due, Rungs]:
    rule, opening = clock.rule, clock.opening
    origin = counted(rule, opening)[0]
    return _remembered(rule, opening.occurred_at, origin, calendar, pauses, extensions, ladder)


# Rules, calendars and ladders are quick to look up; the terms and dates within them are not.
@lru_cache(maxsize=_REMEMBERED)
def _remembered(
    rule: Rule,
    opened_at: datetime,
    origin: datetime,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extension, ...],
    ladder: Ladder | None,
) -> tuple[Due, Rungs]:
    due = counting.due(origin, rule.term or _AT_ONCE, calendar, pauses, extensions)
    return due, schedule(rule, opened_at, due, ladder, calendar)


def counted(rule: Rule, opening: FactView) -> tuple[datetime, Term]:
    """From which moment a clock counts, and how long; an appointed day is its own last day."""
    if rule.term is not None:
        return opening.occurred_at, rule.term
    return moment(day(opening.payload[rule.appointed])), _AT_ONCE


def _state(clock: Clock, lasting: Span | None) -> str:
    if clock.ending is not None:
        return "settled" if clock.settled else "moot"
    if lasting is not None:
        return "paused"
    return "waiting" if clock.rule.kind is RuleKind.MIN else "running"


def _timeliness(clock: Clock, due: Due | None) -> Timeliness | None:
    """How an ended node was kept; a duty already late when it became moot stays late."""
    ending = clock.ending
    if ending is None or due is None:
        return None
    if clock.rule.kind is RuleKind.MIN:
        kept = ending.occurred_at >= due.at
        return (Timeliness.IN_TIME if kept else Timeliness.LATE) if clock.settled else None
    if ending.occurred_at >= due.at:
        return Timeliness.LATE
    if not clock.settled:
        return None
    proven = ending.evidence_on is not None and ending.evidence_on <= due.on
    if ending.recorded_at >= due.at and not proven:
        return Timeliness.LATE_OR_UNPROVEN
    return Timeliness.IN_TIME

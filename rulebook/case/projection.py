"""The case as it follows from its facts, whatever order they arrived in: a pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from rulebook.case.casefile import CasePlan, FactView, NodePlan, Timeliness
from rulebook.case.clock import Clock, Span, key
from rulebook.case.replay import Replay, replay
from rulebook.case.standing import standing
from rulebook.case.timing import standing_since, stops, timed
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Bearer, RuleKind
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import Pause

# Read once: to ask an enumeration for a member takes longer than to compare with it.
_IN_TIME, _LATE, _UNPROVEN = Timeliness.IN_TIME, Timeliness.LATE, Timeliness.LATE_OR_UNPROVEN
_MIN, _EFFECT, _NOBODY = RuleKind.MIN, RuleKind.EFFECT, Bearer.NOBODY
_NO_STOPS: tuple[tuple[Pause, ...], Span | None] = ((), None)


def project(
    facts: Iterable[FactView],
    law: Lawbook,
    calendar: Calendar,
    ladders: Mapping[str, Ladder] | None = None,
) -> CasePlan:
    """The case's state and every node of it, from all facts recorded of the case.

    Facts take effect in the order in which they happened; corrections are applied first. A node is
    known by rule, subject and opening fact, so projecting again names the same nodes. One opening
    fact more opens another only when the last has ended, unless the rule restarts: then it ends
    the last and begins anew. An act done before it was owed settles the node at its opening, if it
    belongs to the same round and the rule ends no state. When the case or its round ends, what it
    did not settle is moot, money and promises apart.

    A recurring rule opens all its nodes at once, each counted in whole periods from the same
    origin. One settling fact settles one of them, the earliest that is open, and only when the
    last day of the time before it has passed: ten queries on one day are not five years of them.
    A time that was missed is still made up first, and late; the current one is owed beside it.

    A rule counted from another's last day opens with that rule's node and moves, stands and ends
    with it. It keeps the day that held when it was settled: a base extended later excuses nothing.

    `ladders` holds, by node key, the ladder of a node that climbs another than its rule says now.
    """
    run = replay(standing(facts), law, calendar)
    run.ladders = ladders or {}
    return planned(run, run.clocks)


def planned(run: Replay, clocks: Iterable[Clock]) -> CasePlan:
    """The plan that a replay amounts to, with the nodes of these clocks."""
    return CasePlan(
        state=run.state,
        stage=run.stage,
        filed_on=run.filed_on,
        closed_on=run.closed_on,
        handler_id=run.handler,
        nodes=tuple([node(clock, run) for clock in clocks]),
    )


def node(clock: Clock, run: Replay) -> NodePlan:
    """One node: its date, its state, whether it was kept in time, and when its rungs fire.

    Its origin is the moment it is counted from; for a term that ends before a day, or a day that
    the fact appoints, and while the clock it hangs on stands, it is the moment of the opening.
    """
    rule, opening, ending, law = clock.rule, clock.opening, clock.ending, run.law
    pauses, lasting = stops(clock, run) if run.spans or clock.ties else _NO_STOPS
    extensions = clock.extensions
    waits = rule.id in law.waiting
    state = _state(clock, lasting, waits)
    ladder = _ladder(clock, run) if state == "running" else None
    if lasting is None:
        course = run.matter.course(clock, ladder, pauses)
        origin, due, rungs = timed(clock, run, pauses, extensions, ladder, course)
    else:
        origin, due, rungs = opening.occurred_at, None, ()
    settling = ending if clock.settled else None
    return NodePlan(
        key=key(clock),
        rule_id=rule.id,
        subject_kind=rule.subject,
        subject_ref=clock.ref,
        opened_by=opening.seq,
        origin_at=origin if origin is opening.occurred_at else _began(clock, origin),
        due=due,
        pauses=pauses,
        extensions=extensions,
        state=state,
        settled_by=settling.seq if settling else None,
        settled_at=settling.occurred_at if settling else None,
        timeliness=_waited(clock, due) if waits else _kept(clock, due),
        paused_since=standing_since(clock, lasting) if lasting else None,
        paused_for=lasting.cause if lasting else "",
        ended_by=ending.seq if ending else None,
        ended_at=ending.occurred_at if ending else None,
        schedule=rungs,
    )


def _ladder(clock: Clock, run: Replay) -> Ladder | None:
    """The ladder that the clock climbs: its own where it is kept, else its rule's."""
    own = run.ladders.get(key(clock)) if run.ladders else None
    return own or run.law.ladders.get(clock.rule.ladder)


def _began(clock: Clock, origin: datetime) -> datetime:
    """A term that runs on from a day began there; one that runs up to a day when it opened."""
    term = clock.rule.term
    return clock.opening.occurred_at if term is None or term.backward else origin


def _state(clock: Clock, lasting: Span | None, waits: bool) -> str:
    if clock.ending is not None:
        return "settled" if clock.settled else "moot"
    if lasting is not None:
        return "paused"
    return "waiting" if waits else "running"


def _kept(clock: Clock, due: Due | None) -> Timeliness | None:
    """How an ended node was kept; a duty already late when it became moot stays late."""
    ending = clock.ending
    if ending is None or due is None:
        return None
    if ending.occurred_at >= due.at:
        return _LATE
    if not clock.settled:
        return None
    proven = ending.evidence_on is not None and ending.evidence_on <= due.on
    if ending.recorded_at >= due.at and not proven:
        return _UNPROVEN
    return _IN_TIME


def _waited(clock: Clock, due: Due | None) -> Timeliness | None:
    """A minimum term is kept by waiting, another's period by acting; no one keeps an effect.

    Another's act is judged by its own day: a court that records it late makes no party late.
    """
    rule, ending = clock.rule, clock.ending
    if ending is None or due is None or not clock.settled:
        return None
    over = ending.occurred_at >= due.at
    if rule.kind is _MIN:
        return _IN_TIME if over else _LATE
    if rule.kind is _EFFECT or rule.bearer is _NOBODY:
        return None
    return _LATE if over else _IN_TIME

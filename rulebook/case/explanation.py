"""Why a node's date is what it is: rule, article, origin, every step, every pause and its paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from rulebook.case.casefile import FactView, NodePlan
from rulebook.case.projection import counted, key, node
from rulebook.case.reason import Claimed, Reason
from rulebook.case.replay import Clock, Replay, replay
from rulebook.case.standing import standing
from rulebook.case.whynot import WhyNot, why_not
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.derivation import Step, derive

__all__ = [
    "Cited",
    "Claimed",
    "Explanation",
    "Reason",
    "Stopped",
    "UnknownNode",
    "WhyNot",
    "explain",
    "why_not",
]


class UnknownNode(LookupError):
    """The case has no such node."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = ", ".join(known) or "none yet"
        super().__init__(f"the case has no node {name!r}: its nodes are {names}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A fact as an explanation cites it."""

    seq: int
    kind: str
    zh: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_by: str
    evidence: str
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """One interval that the clock did not count, with its paper; `resume` None: it still lasts."""

    cause: str
    zh: str
    start: date
    resume: date | None
    paper: str
    article: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node's date with everything it rests on; plain data, fit for JSON field by field."""

    node: str  # its key
    rule: str
    zh: str
    en: str
    code: str
    article: str
    legal_class: str
    status: str
    enforced: bool
    version: str  # of the rule's text
    rulebook: str  # version of the whole
    calendar: str  # version of the calendar
    origin: Cited
    evidence: tuple[str, ...]  # papers that prove the settling
    steps: tuple[Step, ...]
    pauses: tuple[Stopped, ...]
    roll: str  # forward, backward, none
    due: date | None  # the last day in time; none while the clock stands
    due_at: datetime | None  # the first moment that is late
    raw: date | None  # the last day before any roll
    certainty: str  # firm, provisional; "" while the clock stands
    state: str  # of the node
    ended: Cited | None
    timeliness: str
    note: str


def explain(
    node_key: str, facts: Iterable[FactView], law: Lawbook, calendar: Calendar
) -> Explanation:
    """Explain one node of a case from all its facts; the steps add up to `due`.

    While the clock stands still the steps lead to the date it had without the open pause, and
    `due` is none. Raises `UnknownNode` naming the nodes there are.
    """
    run = replay(standing(facts), law)
    clock = next((one for one in run.clocks if key(one) == node_key), None)
    if clock is None:
        raise UnknownNode(node_key, map(key, run.clocks))
    plan = node(clock, run, calendar)
    origin, term = counted(clock.rule, clock.opening)
    pauses = tuple(replace(one, cause=_named(one.cause, law)) for one in plan.pauses)
    _, steps = derive(origin, term, calendar, pauses, plan.extensions)
    return _explained(clock, plan, steps, run, calendar)


def _explained(
    clock: Clock, plan: NodePlan, steps: tuple[Step, ...], run: Replay, calendar: Calendar
) -> Explanation:
    rule, due = clock.rule, plan.due
    return Explanation(
        node=plan.key,
        rule=rule.id,
        zh=rule.zh,
        en=rule.en,
        code=rule.code,
        article=str(rule.source),
        legal_class=rule.legal_class.value,
        status=rule.status.value,
        enforced=rule.enforced,
        version=rule.version,
        rulebook=run.law.version,
        calendar=calendar.version,
        origin=_cited(clock.opening, run.law),
        evidence=rule.evidence,
        steps=steps,
        pauses=_stopped(clock, plan, run),
        roll=rule.term.roll.value if rule.term else "none",
        due=due.on if due else None,
        due_at=due.at if due else None,
        raw=due.raw if due else None,
        certainty=due.state.value if due else "",
        state=plan.state,
        ended=_cited(clock.ending, run.law) if clock.ending else None,
        timeliness=plan.timeliness.value if plan.timeliness else "",
        note=rule.note,
    )


def _named(cause: str, law: Lawbook) -> str:
    return law.causes[cause].zh  # as `dueprocess due` names it, so that both print the same


def _cited(fact: FactView, law: Lawbook) -> Cited:
    return Cited(
        fact.seq,
        fact.kind,
        law.facts[fact.kind].zh,
        fact.occurred_at,
        fact.recorded_at,
        fact.recorded_by,
        fact.evidence,
        fact.evidence_on,
    )


def _stopped(clock: Clock, plan: NodePlan, run: Replay) -> tuple[Stopped, ...]:
    found = [(pause.cause, pause.start, pause.resume, pause.paper) for pause in plan.pauses]
    if plan.paused_since is None:
        return tuple(_interval(clock, *one, run.law) for one in found)
    papers = (one.paper for one in run.lasting.values() if one.cause == plan.paused_for)
    lasting = (plan.paused_for, plan.paused_since, None, next(papers, ""))
    return tuple(_interval(clock, *one, run.law) for one in (*found, lasting))


def _interval(
    clock: Clock, cause: str, start: date, resume: date | None, paper: str, law: Lawbook
) -> Stopped:
    source = law.exclusions[clock.rule.exclusions].source
    return Stopped(cause, law.causes[cause].zh, start, resume, paper, str(source))

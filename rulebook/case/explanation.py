"""Why a node's date is what it is: rule, article, origin, every step, every pause and its paper."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rulebook.case.casefile import FactView, NodePlan
from rulebook.case.clock import Clock, key
from rulebook.case.origins import steps
from rulebook.case.projection import node
from rulebook.case.reason import Claimed, Reason
from rulebook.case.replay import Replay, replay
from rulebook.case.standing import standing
from rulebook.case.whynot import WhyNot, why_not
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.derivation import Step

__all__ = [
    "Based",
    "Cited",
    "Claimed",
    "Explanation",
    "Reason",
    "Stopped",
    "UnknownNode",
    "WhyNot",
    "explain",
    "explain_all",
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
class Based:
    """The rule from whose last day a date is derived; `due` None while that one has none."""

    node: str
    rule: str
    zh: str
    en: str
    article: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node's date with everything it rests on; plain data, fit for JSON field by field."""

    node: str  # its key
    rule: str
    zh: str
    en: str
    code: str
    stage: str
    kind: str
    kind_zh: str
    bearer: str
    bearer_zh: str  # 法院、当事人、案外机构
    turn: int  # 第几次; 0 for a clock that comes once
    times: int
    article: str  # by the number it bore on the day of the opening
    also: tuple[str, ...]  # 亦见: other documents that set the same clock
    base: Based | None  # the derived date's own ground
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

    Of a date derived from another rule's last day, the steps to that day come first. While the
    clock stands still the steps lead to the date it had without the open pause, and `due` is none.
    Raises `UnknownNode` naming the nodes there are.
    """
    run = replay(standing(facts), law, calendar)
    clock = next((one for one in run.clocks if key(one) == node_key), None)
    if clock is None:
        raise UnknownNode(node_key, map(key, run.clocks))
    return _explained(clock, node(clock, run), run)


def explain_all(
    facts: Iterable[FactView], law: Lawbook, calendar: Calendar, keys: Container[str]
) -> tuple[Explanation, ...]:
    """Explain these nodes of a case from all its facts; keys that it does not have are passed."""
    run = replay(standing(facts), law, calendar)
    wanted = (clock for clock in run.clocks if key(clock) in keys)
    return tuple(_explained(clock, node(clock, run), run) for clock in wanted)


def _explained(clock: Clock, plan: NodePlan, run: Replay) -> Explanation:
    rule, due, trigger = clock.rule, plan.due, clock.begun
    return Explanation(
        node=plan.key,
        rule=rule.id,
        zh=rule.zh,
        en=rule.en,
        code=rule.code,
        stage=rule.stage,
        kind=rule.kind.value,
        kind_zh=inwords.kind(rule)[0],
        bearer=rule.bearer.value,
        bearer_zh=inwords.BEARERS[rule.bearer][0],
        turn=clock.turn,
        times=_times(clock),
        article=rule.source.cited_on(trigger),
        also=tuple(one.source.cited_on(trigger) for one in run.law.restated(rule, trigger)),
        base=_based(clock, run),
        legal_class=rule.legal_class.value,
        status=rule.status.value,
        enforced=rule.enforced,
        version=rule.version,
        rulebook=run.law.version,
        calendar=run.calendar.version,
        origin=_cited(clock.opening, run.law),
        evidence=rule.evidence,
        steps=steps(clock, run),
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


def _times(clock: Clock) -> int:
    """How many there are in its series; what hangs on each time of one is such a series too."""
    return clock.rule.times * (_times(clock.base) if clock.base else 1)


def _based(clock: Clock, run: Replay) -> Based | None:
    base = clock.base
    if base is None:
        return None
    rule, due = base.rule, node(base, run).due
    article = rule.source.cited_on(base.begun)
    return Based(key(base), rule.id, rule.zh, rule.en, article, due.on if due else None)


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
    """The intervals not counted, those of the clocks it hangs on before its own."""
    base = clock.base
    found = list(_stopped(base, node(base, run), run)) if base else []
    found += [
        _interval(clock, pause.cause, pause.start, pause.resume, pause.paper, run.law)
        for pause in plan.pauses
    ]
    if plan.paused_since is not None and not any(one.resume is None for one in found):
        papers = (one.paper for one in run.lasting.values() if one.cause == plan.paused_for)
        paper = next(papers, "")
        found.append(_interval(clock, plan.paused_for, plan.paused_since, None, paper, run.law))
    return tuple(found)


def _interval(
    clock: Clock, cause: str, start: date, resume: date | None, paper: str, law: Lawbook
) -> Stopped:
    source = law.exclusions[clock.rule.exclusions].source
    return Stopped(cause, law.causes[cause].zh, start, resume, paper, str(source))

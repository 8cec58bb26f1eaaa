"""Going through a case's facts in order: which clocks began, stood still and ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from rulebook.case.casefile import FactView
from rulebook.law.lawbook import Effects, Lawbook
from rulebook.law.rule import Rule
from rulebook.time.period import Extension, Period, Unit
from rulebook.time.zone import SHANGHAI

EXTENSION = "extension_approved"
ENDED = ("round_ended", "closed")


def day_of(at: datetime) -> date:
    """The day of a moment in Asia/Shanghai."""
    return at.date() if at.tzinfo is SHANGHAI else at.astimezone(SHANGHAI).date()


@dataclass(slots=True)
class Span:
    """An interval under a cause of exclusion; `resume` is None while the cause lasts."""

    cause: str
    start: date
    paper: str
    resume: date | None = None


@dataclass(slots=True)
class Clock:
    """One node while the facts are gone through."""

    rule: Rule
    ref: str
    opening: FactView
    extensions: list[Extension] = field(default_factory=list)
    ending: FactView | None = None
    settled: bool = False

    @property
    def begun(self) -> date:
        """The day of the opening fact."""
        return day_of(self.opening.occurred_at)


class Replay:
    """What the facts taken so far amount to."""

    def __init__(self, law: Lawbook) -> None:
        self.law = law
        self.state = "received"
        self.stage = ""
        self.filed_on: date | None = None
        self.closed_on: date | None = None
        self.handler: str | None = None
        self.clocks: list[Clock] = []
        self.spans: list[Span] = []
        self.running: dict[tuple[str, str], Clock] = {}
        self.lasting: dict[tuple[str, str], Span] = {}
        self._effects = law.effects
        self._early: dict[tuple[str, str], FactView] = {}
        self._begun: set[tuple[str, str]] = set()

    def take(self, fact: FactView) -> None:
        """Take the next fact: what it ends, what it begins, how the case moves on.

        A kind that this lawbook does not know changes nothing.
        """
        effects = self._effects.get(fact.kind)
        if effects is None:
            return
        for rule in effects.settles:
            self._settle(rule, fact)
        for rule in effects.moots:
            self._moot(rule, fact)
        for rule in effects.opens:
            self._open(rule, fact)
        if effects.starts or effects.ends:
            self._stop(effects, fact)
        if fact.kind == EXTENSION:
            self._extend(fact)
        self._move(effects, fact)

    def _settle(self, rule: Rule, fact: FactView) -> None:
        at = (rule.id, _ref(rule, fact))
        clock = self.running.pop(at, None)
        if clock is not None:
            clock.ending, clock.settled = fact, True
        elif at not in self._begun:
            self._early.setdefault(at, fact)  # done before it was owed

    def _moot(self, rule: Rule, fact: FactView) -> None:
        clock = self.running.pop((rule.id, _ref(rule, fact)), None)
        if clock is not None:
            clock.ending = fact

    def _open(self, rule: Rule, fact: FactView) -> None:
        at = (rule.id, _ref(rule, fact))
        self._begun.add(at)
        early = self._early.pop(at, None)
        if at in self.running or not self._applies(rule, fact):
            return
        clock = Clock(rule, at[1], fact, ending=early, settled=early is not None)
        self.clocks.append(clock)
        if early is None:
            self.running[at] = clock

    def _applies(self, rule: Rule, fact: FactView) -> bool:
        return (
            rule.in_force(day_of(fact.occurred_at))
            and (rule.outlives_case or self.state not in ENDED)
            and (not rule.when or all(condition.holds(fact.payload) for condition in rule.when))
            and (not rule.appointed or rule.appointed in fact.payload)
        )

    def _stop(self, effects: Effects, fact: FactView) -> None:
        for cause in effects.ends:
            span = self.lasting.pop((cause.id, fact.subject_ref), None)
            if span is not None:
                span.resume = day_of(fact.occurred_at)
        for cause in effects.starts:
            at = (cause.id, fact.subject_ref)
            if at not in self.lasting:
                span = Span(cause.id, day_of(fact.occurred_at), fact.evidence)
                self.lasting[at] = span
                self.spans.append(span)

    def _extend(self, fact: FactView) -> None:
        rule = self.law.rules.get(str(fact.payload.get("rule")))
        clock = self.running.get((rule.id, _ref(rule, fact))) if rule else None
        more = extension(fact)
        if clock is not None and more is not None:
            clock.extensions.append(more)

    def _move(self, effects: Effects, fact: FactView) -> None:
        self.stage = effects.stage or self.stage
        if effects.names_handler:
            self.handler = str(fact.payload.get("handler") or "") or self.handler
        if not effects.to_state:
            return
        self.state = effects.to_state
        if self.state == "open" and self.filed_on is None:
            self.filed_on = day_of(fact.occurred_at)
        if self.state == "closed":
            self.closed_on = day_of(fact.occurred_at)
        if self.state in ENDED:
            self._end(fact)

    def _end(self, fact: FactView) -> None:
        for at, clock in list(self.running.items()):
            if not clock.rule.outlives_case:
                clock.ending = fact
                del self.running[at]


def replay(facts: Iterable[FactView], law: Lawbook) -> Replay:
    """Go through facts that stand, in their order."""
    found = Replay(law)
    for fact in facts:
        found.take(fact)
    return found


def extension(fact: FactView) -> Extension | None:
    """The time an approval adds; ``None`` when it does not say a number and a unit."""
    number, unit = fact.payload.get("number"), fact.payload.get("unit")
    if type(number) is not int or number < 0 or unit not in tuple(Unit):
        return None
    return Extension(Period(number, Unit(str(unit))), fact.evidence)


def _ref(rule: Rule, fact: FactView) -> str:
    return "" if rule.subject == "case" else fact.subject_ref

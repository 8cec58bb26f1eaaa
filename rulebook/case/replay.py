"""Going through a case's facts in order: which clocks began, stood still and ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rulebook.case.casefile import FactView
from rulebook.case.clock import Clock, Span, day_of
from rulebook.case.matter import Matter
from rulebook.case.payload import extension
from rulebook.case.series import chain, chained, frozen, joined, series
from rulebook.case.stood import At, Stood
from rulebook.case.timing import window
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Effects, Lawbook
from rulebook.law.rule import Rule, RuleKind, Several
from rulebook.time.calendar import Calendar

__all__ = ["ENDED", "EXTENSION", "Clock", "Replay", "Span", "day_of", "extension", "replay"]

EXTENSION = "extension_approved"
ENDED = ("round_ended", "closed")


class Replay:
    """What the facts taken so far amount to."""

    def __init__(self, law: Lawbook, calendar: Calendar) -> None:
        self.law = law
        self.calendar = calendar
        self.state = "received"
        self.stage = ""
        self.filed_on: date | None = None
        self.closed_on: date | None = None
        self.handler: str | None = None
        self.clocks: list[Clock] = []
        self.touched: list[Clock] = []  # begun, ended or extended since it was last cleared
        self.spans: list[Span] = []
        self.running: dict[At, Clock] = {}  # the one that is settled next
        self.lasting: dict[At, Span] = {}
        self.idle: list[tuple[FactView, Clock]] = []  # done before the time of a series had begun
        self.matter = Matter()
        self.ladders: Mapping[str, Ladder] = {}  # by node key, where it is not the rule's own
        self._effects = law.effects
        self._followers = law.followers
        self._early: dict[At, FactView] = {}
        self._begun: set[At] = set()
        self._stood = Stood(law)
        self._over: list[Clock] = []  # ended by this fact, with clocks that hang on them

    def take(self, fact: FactView) -> None:
        """Take the next fact: what it ends, what it begins, how the case moves on.

        A kind that this lawbook does not know changes nothing.
        """
        effects = self._effects.get(fact.kind)
        if effects is None:
            return
        self.matter.take(fact, progress=effects.progress)
        self._finish(effects, fact)
        if effects.to_state and effects.to_state not in ENDED:
            self.state = effects.to_state  # what a resumption opens, it opens in an open case
        if effects.opens:
            on = day_of(fact.occurred_at)
            for rule in effects.opens:
                self._open(rule, fact, on)
        for rule in effects.opens_otherwise:
            self._open_otherwise(rule, fact)
        if effects.starts or effects.ends:
            self._stop(effects, fact)
        if fact.kind == EXTENSION:
            self._extend(fact)
        self._move(effects, fact)

    def _finish(self, effects: Effects, fact: FactView) -> None:
        for rule in effects.settles:
            self._settle(rule, fact)
        for rule in effects.moots:
            self._moot((rule.id, _ref(rule, fact)), fact)
        if effects.awaited:
            self._stood.over(effects.awaited, fact)
        if self._over:
            self._release(fact)

    def _settle(self, rule: Rule, fact: FactView) -> None:
        at = (rule.id, _ref(rule, fact))
        clock = self.running.pop(at, None)
        if clock is not None:
            if clock.ties is None:
                clock.ending, clock.settled = fact, True
                self.touched.append(clock)
            else:
                self._settle_next(at, clock, fact)
        elif at not in self._begun and not rule.for_each:
            self._early.setdefault(at, fact)  # done before it was owed

    def _settle_next(self, at: At, clock: Clock, fact: FactView) -> None:
        """One fact settles one time of a series, and none whose own part has not begun."""
        since = window(clock, self)
        early = since is not None and fact.occurred_at < since
        following = clock if early else clock.bound().later
        if following is not None:
            self.running[at] = following
        if early:
            self.idle.append((fact, clock))
        else:
            self._end(clock, fact, settled=True)

    def _moot(self, at: At, fact: FactView) -> None:
        clock = self.running.pop(at, None)
        if clock is not None:
            for one in chain(clock):
                self._end(one, fact)

    def _end(self, clock: Clock, fact: FactView, *, settled: bool = False) -> None:
        clock.ending, clock.settled = fact, settled
        self.touched.append(clock)
        if clock.ties is not None:
            if clock.ties.base is not None:
                clock.ties.base = frozen(clock.ties.base, fact)
            self._over.append(clock)

    def _release(self, fact: FactView) -> None:
        """With a clock end those counted from its last day, unless they survive it."""
        while self._over:
            ties = self._over.pop().ties
            for follower in ties.followers if ties else ():
                if follower.ending is None and not follower.rule.survives:
                    self._leave(follower)
                    self._end(follower, fact)

    def _leave(self, clock: Clock) -> None:
        at = (clock.rule.id, clock.ref)
        stay = [one for one in chain(self.running.pop(at, None)) if one is not clock]
        if stay:
            self.running[at] = chained(stay)

    def _open(self, rule: Rule, fact: FactView, on: date) -> None:
        ref = "" if rule.subject == "case" else fact.subject_ref
        at = (rule.id, ref)
        self._begun.add(at)
        early = self._early.pop(at, None) if self._early else None
        if at in self.running or not self._applies(rule, fact, on):
            return
        clock = Clock(rule, ref, fact)
        self.clocks.append(clock)
        self.touched.append(clock)
        if early is None or not _is_early(early, rule, fact):
            self.running[at] = clock
        else:
            clock.ending, clock.settled = early, True
        if rule.id in self._followers:
            self._follow([clock])

    def _open_otherwise(self, rule: Rule, fact: FactView) -> None:
        """A rule that waits for several facts, restarts, comes again, or hangs on a named day."""
        refs = self._stood.refs(rule, fact) if rule.for_each else (_ref(rule, fact),)
        for ref in refs:
            self._open_at(rule, ref, fact)

    def _open_at(self, rule: Rule, ref: str, fact: FactView) -> None:
        at = (rule.id, ref)
        if rule.several is Several.LATEST and not self._all_stood(at, rule, fact):
            return
        self._begun.add(at)
        early = self._early.pop(at, None)
        base = self._base(rule, ref)
        if (at in self.running and not rule.restarts) or not self._counts(rule, fact, base):
            return
        self._moot(at, fact)
        self._release(fact)
        self._stood.begin(at)
        if rule.kind is RuleKind.MIN_INTERVAL and fact.kind in rule.settles:
            early = fact  # done in one with its opening, which names the day it had to come before
        elif early is not None and not _is_early(early, rule, fact):
            early = None
        self._enter(rule, ref, fact, [base], early)

    def _counts(self, rule: Rule, fact: FactView, base: Clock | None) -> bool:
        """Whether a clock begins, and has a day to count from."""
        dated = not rule.from_date or bool(fact.payload.get(rule.from_date))
        based = base is not None or not rule.from_due
        return dated and based and self._applies(rule, fact, day_of(fact.occurred_at))

    def _all_stood(self, at: At, rule: Rule, fact: FactView) -> bool:
        """Whether facts of every kind have stood since the last clock began; a running one has."""
        return at in self.running or self._stood.completes(at, rule, fact)

    def _base(self, rule: Rule, ref: str) -> Clock | None:
        """The last clock, on the same subject, from whose last day the rule counts."""
        same = (one for one in reversed(self.clocks) if one.rule.id == rule.from_due)
        return next((one for one in same if one.ref == ref), None) if rule.from_due else None

    def _follow(self, bases: list[Clock]) -> None:
        """Open what is counted from the last day of clocks that begin with one fact."""
        ref, fact = bases[0].ref, bases[0].opening
        for rule in self._followers.get(bases[0].rule.id, ()):
            open_ = [base for base in bases if base.ending is None or rule.survives]
            if open_ and self._applies(rule, fact, day_of(fact.occurred_at)):
                self._enter(rule, ref, fact, open_)

    def _enter(
        self,
        rule: Rule,
        ref: str,
        fact: FactView,
        bases: Iterable[Clock | None],
        early: FactView | None = None,
    ) -> None:
        """Open a rule's node, or all times of a series, each counted from its base if any.

        What was done before it was owed settles neither a time of a series nor what hangs on a
        day that was not yet known.
        """
        at, opened = (rule.id, ref), series(rule, ref, fact, bases)
        self.clocks += opened
        self.touched += opened
        if early is not None and opened[0].ties is None:
            opened[0].ending, opened[0].settled = early, True
        else:
            self.running[at] = joined(self.running.get(at), opened)
        if rule.id in self._followers:
            self._follow(opened)

    def _applies(self, rule: Rule, fact: FactView, on: date) -> bool:
        if not rule.in_force(on) or (self.state in ENDED and not rule.outlives_case):
            return False
        for condition in rule.when:
            if not condition.holds(fact.payload):
                return False
        return not rule.appointed or rule.appointed in fact.payload

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
            clock.extensions = (*clock.extensions, more)
            self.touched.append(clock)

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
            self._close(fact)

    def _close(self, fact: FactView) -> None:
        for at, clock in list(self.running.items()):
            if not clock.rule.outlives_case:
                self._moot(at, fact)
        self._release(fact)
        self._forget()

    def _forget(self) -> None:
        """What was done in a round that is over is no early act of the next."""
        self._early.clear()
        self._begun.clear()
        self._stood.forget()


def replay(facts: Iterable[FactView], law: Lawbook, calendar: Calendar) -> Replay:
    """Go through facts that stand, in their order."""
    found = Replay(law, calendar)
    for fact in facts:
        found.take(fact)
    return found


def _is_early(act: FactView, rule: Rule, opening: FactView) -> bool:
    """Whether an act was the rule's own, done before it was owed.

    Not by the very fact that opens it; and a state that may last so long cannot have ended before
    it began.
    """
    return act is not opening and rule.kind is not RuleKind.MAX


def _ref(rule: Rule, fact: FactView) -> str:
    return "" if rule.subject == "case" else fact.subject_ref

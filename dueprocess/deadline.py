"""A rule's deadline from one moment, asked at the desk without any book (期限计算)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from rulebook.law.exclusion import Cause
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule, RuleKind
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, due
from rulebook.time.derivation import Step, derive
from rulebook.time.period import BY_THE_CLOCK, ONE_DAY, Extension, Pause, Period, Term

# Parts of a cause's name that still name it: two Chinese signs, four letters.
SHORTEST_ZH = 2
SHORTEST_EN = 4


class UnknownRule(LookupError):
    """No rule bears this id."""

    def __init__(self, rule: str, law: Lawbook) -> None:
        near = get_close_matches(rule, [*law.rules, *law.gates, *law.definitions], n=1)
        hint = f"did you mean {near[0]}?" if near else "see `dueprocess rules list`"
        super().__init__(f"no rule is called {rule!r}: {hint}")


class NoTerm(LookupError):
    """The name is that of a gate or a definition, which has no term."""

    def __init__(self, name: str, law: Lawbook) -> None:
        what = "a gate" if name in law.gates else "a definition"
        super().__init__(
            f"{name} is {what}, not a term: nothing falls due under it; "
            f"see `dueprocess rules show {name}`"
        )


class RuleNotInForce(ValueError):
    """The rule did not govern a trigger on that day; it names the rule that does."""

    def __init__(self, rule: Rule, on: date, instead: Rule | None) -> None:
        until = f" to {rule.effective_to}" if rule.effective_to else ""
        way = (
            f"{instead.id} is, use it ({instead.source})"
            if instead
            else "nor is any other rule of its line; check the date"
        )
        super().__init__(
            f"{rule.id} is in force from {rule.effective_from}{until}, not on {on}: {way}"
        )


class NothingToCount(ValueError):
    """The rule's day is named by the fact itself and is not counted from an origin."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(
            f"{rule.id} counts no term: the opening fact names its day in {rule.appointed!r}; "
            "look at the case's node with `dueprocess explain`"
        )


class PauseUnlawful(ValueError):
    """The pause's cause is not on the clock's exclusion list."""

    def __init__(self, rule: Rule, cause: str, law: Lawbook) -> None:
        listed = law.exclusions.get(rule.exclusions)
        if listed is None:
            said = f"{rule.id} has no exclusion list: nothing pauses this clock; leave --pause out"
        else:
            causes = ", ".join(f"{name} {law.causes[name].zh}" for name in listed.causes)
            said = f"{cause!r} pauses nothing under {listed.source}; lawful causes: {causes}"
        super().__init__(said)


class ExtensionUnlawful(ValueError):
    """The rule allows no extension, or less than was asked."""

    def __init__(self, rule: Rule) -> None:
        bound = rule.extension
        way = f"at most {bound.most.text('en')} in all" if bound else "it cannot be extended"
        super().__init__(f"{rule.id} ({rule.source}): {way}; correct or leave out --extend")


class ExtensionEmpty(ValueError):
    """An extension adds nothing."""

    def __init__(self) -> None:
        super().__init__("an extension of nothing was given: write how much, or leave --extend out")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer: the last day (or moment), whether it is firm, and how it came about."""

    rule: Rule
    origin: datetime
    due: date | datetime  # the last day in time; for hours the very moment
    at: datetime  # the first moment that is late
    earliest: date | None  # for a minimum term: the first lawful day
    state: str  # firm, provisional
    calendar: str
    derivation: tuple[Step, ...]
    dues: tuple[date | datetime, ...] = ()  # of a recurring rule: the last day of every time


def deadline(
    law: Lawbook,
    calendar: Calendar,
    rule_id: str,
    origin: datetime,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Deadline:
    """When the rule's term from `origin` (aware) ends, under the notices the calendar knows.

    A recurring rule answers with its first time, and with all of them in `dues`.

    Raises `UnknownRule`, `NoTerm` for a gate or a definition, `RuleNotInForce` (naming the rule
    that is), `NothingToCount`, `PauseUnlawful` for a cause off the clock's list,
    `ExtensionUnlawful` beyond its bound, `ExtensionEmpty` for one of nothing.
    """
    rule = governing(law, rule_id, origin.date())
    if rule.term is None:
        raise NothingToCount(rule)
    lawful = tuple(_lawful(law, rule, pause) for pause in pauses)
    _check_bound(rule, rule.term, origin, calendar, extensions)
    ended, steps = derive(origin, rule.term, calendar, lawful, extensions)
    return Deadline(
        rule,
        origin,
        _last(rule.term.period, ended),
        ended.at,
        ended.on + ONE_DAY if rule.kind is RuleKind.MIN else None,
        ended.state.value,
        ended.calendar,
        steps,
        _times(rule, rule.term, origin, calendar),
    )


def known(law: Lawbook, rule_id: str) -> Rule:
    """The rule of that id; `UnknownRule` with the nearest id when there is none."""
    rule = law.rules.get(rule_id)
    if rule is not None:
        return rule
    if rule_id in law.gates or rule_id in law.definitions:
        raise NoTerm(rule_id, law)
    raise UnknownRule(rule_id, law)


def known_or_gate(law: Lawbook, name: str) -> Rule | Gate:
    """The gate of that id, or else the rule; `UnknownRule` when there is neither."""
    return law.gates[name] if name in law.gates else known(law, name)


def governing(law: Lawbook, rule_id: str, on: date) -> Rule:
    """The rule, if it governs a trigger on that day; `RuleNotInForce` otherwise."""
    rule = known(law, rule_id)
    if not rule.in_force(on):
        raise RuleNotInForce(rule, on, law.instead_of(rule, on))
    return rule


def _last(period: Period, ended: Due) -> date | datetime:
    return ended.at if period.unit in BY_THE_CLOCK else ended.on


def _times(
    rule: Rule, term: Term, origin: datetime, calendar: Calendar
) -> tuple[date | datetime, ...]:
    if rule.kind is not RuleKind.RECURRING:
        return ()
    terms = (term.occurrence(number) for number in range(1, rule.times + 1))
    return tuple(_last(one.period, due(origin, one, calendar)) for one in terms)


def _lawful(law: Lawbook, rule: Rule, pause: Pause) -> Pause:
    """The pause under its cause's Chinese name; an id, a fact or part of a name may name it."""
    listed = law.exclusions.get(rule.exclusions)
    for name in listed.causes if listed else ():
        if _means(law.causes[name], pause.cause.casefold()):
            return Pause(pause.start, pause.resume, law.causes[name].zh, pause.paper)
    raise PauseUnlawful(rule, pause.cause, law)


def _means(cause: Cause, said: str) -> bool:
    """Whether a word names the cause: 中止, suspension, or a phrase that holds the name."""
    names = (cause.id, cause.zh, cause.en.casefold(), *cause.starts)
    long_enough = len(said) >= (SHORTEST_ZH if not said.isascii() else SHORTEST_EN)
    return said in names or (long_enough and any(said in one or one in said for one in names))


def _check_bound(
    rule: Rule, term: Term, origin: datetime, calendar: Calendar, extensions: tuple[Extension, ...]
) -> None:
    """Compared by the last day before any roll, so that extensions may be given in any unit."""
    if not extensions:
        return
    if rule.extension is None:
        raise ExtensionUnlawful(rule)
    if any(not one.period.number for one in extensions):
        raise ExtensionEmpty
    asked = due(origin, term, calendar, (), extensions).raw
    if asked > due(origin, term, calendar, (), (Extension(rule.extension.most),)).raw:
        raise ExtensionUnlawful(rule)

"""Worked examples: each rule carries some, and they must come out when it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rulebook.case.payload import moment
from rulebook.law.rule import Example, Rule
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, due
from rulebook.time.period import BY_THE_CLOCK, Extension, Pause, Period, Term
from rulebook.time.zone import SHANGHAI


class PauseUnreadable(ValueError):
    """A pause is not written FROM..TO:CAUSE."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"cannot read the pause {text!r}: write FROM..TO:CAUSE, such as "
            "2018-05-10..2018-07-09:suspension"
        )


def pause(text: str) -> Pause:
    """Read ``2018-05-10..2018-07-09:suspension``; raises `PauseUnreadable` for anything else."""
    span, _, cause = text.partition(":")
    start, _, resume = span.partition("..")
    if not cause:
        raise PauseUnreadable(text)
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(resume)
    except ValueError:
        raise PauseUnreadable(text) from None
    return Pause(first, last, cause)


def faults(rule: Rule, causes: frozenset[str], calendar: Calendar) -> Iterator[str]:
    """What is wrong with a rule's examples; nothing when each comes out as it says."""
    if not rule.examples:
        yield "no worked example: add an [[rule.example]] with origin and due"
    elif rule.times > 1 and not any(example.dues for example in rule.examples):
        yield f"no worked example says in dues all {rule.times} days"
    for at, example in enumerate(rule.examples, start=1):
        try:
            yield from (f"example {at}: {one}" for one in _faults(rule, example, causes, calendar))
        except ValueError as error:
            yield f"example {at}: {error}"


def _faults(
    rule: Rule, example: Example, causes: frozenset[str], calendar: Calendar
) -> Iterator[str]:
    origin = moment(example.origin)
    if not rule.in_force(origin.astimezone(SHANGHAI).date()):
        yield f"the rule is not in force on {example.origin}"
    pauses = tuple(pause(text) for text in example.pauses)
    for one in pauses:
        if one.cause not in causes:
            yield f"{one.cause} is not on the rule's exclusion list"
    if rule.term is None:  # the fact itself names the day
        moment(example.due)
        return
    extensions = tuple(Extension(Period.parse(text)) for text in example.extensions)
    known = calendar.known(date.fromisoformat(example.known_on)) if example.known_on else calendar
    if example.dues and (example.dues[0] != example.due or len(example.dues) != rule.times):
        yield f"dues must name {rule.times} days, the first of them {example.due}"
    for number, said in enumerate(example.dues or (example.due,), start=1):
        found = due(origin, rule.term.occurrence(number), known, pauses, extensions)
        yield from _compared(example, said, found, rule.term)
        if number == 1 and found.state != example.state:
            yield f"from {example.origin} comes out {found.state}, not {example.state}"


def _compared(example: Example, said: str, found: Due, term: Term) -> Iterator[str]:
    """A date stands against the last day; a term of hours ends at a moment and names it."""
    by_the_clock = term.period.unit in BY_THE_CLOCK
    if by_the_clock is not ("T" in said):
        what = "a moment, such as 2024-06-13T10:07" if by_the_clock else "a date"
        yield f"{term.period} ends with {what}: {said} is none"
    elif by_the_clock and found.at != moment(said):
        yield f"from {example.origin} comes out as {found.at:%Y-%m-%dT%H:%M}, not {said}"
    elif not by_the_clock and found.on != date.fromisoformat(said):
        yield f"from {example.origin} comes out as {found.on}, not {said}"
